using System.Globalization;
using QuestDb.Testing.Tables;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Sql;

/// <summary>DOUBLE[] cells of the recorded vectors: nested lists of bits in hex, or the shape of an empty array.</summary>
internal static class ArrayCells
{
    public static ArrayVector Build(IEnumerable<Cell> cells)
    {
        Cell[] all = cells.ToArray();
        int dimensions = all.Where(c => !c.IsNull).Select(c => Shape(c.Text!).Length).DefaultIfEmpty(1).Max();
        var vector = new ArrayVector(ColumnType.DoubleArray) { Precision = dimensions };
        foreach (Cell cell in all)
        {
            if (cell.IsNull) vector.AppendNull();
            else vector.Append(Shape(cell.Text!), Elements(cell.Text!));
        }
        return vector;
    }

    public static Cell Read(ArrayVector vector, int row)
    {
        int[] shape = vector.Shape(row)!;
        if (vector.Doubles(row).IsEmpty) return new Cell(shape.Length == 1 ? "[]" : $"{{shape:[{string.Join(',', shape)}]}}");
        int next = 0;
        return new Cell(Nested(shape, vector.Doubles(row), ref next));
    }

    private static string Nested(ReadOnlySpan<int> shape, ReadOnlySpan<double> elements, ref int next)
    {
        var parts = new string[shape[0]];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = shape.Length > 1 ? Nested(shape[1..], elements, ref next) : Cell.Of(elements[next++]).Text ?? "null";
        return $"[{string.Join(',', parts)}]";
    }

    private static int[] Shape(string text)
    {
        if (text.StartsWith('{')) return text[(text.IndexOf('[') + 1)..text.IndexOf(']')].Split(',').Select(d => int.Parse(d, CultureInfo.InvariantCulture)).ToArray();
        if (text == "[]") return [0];
        int dimensions = text.TakeWhile(c => c == '[').Count();
        var shape = new int[dimensions];
        // The brackets of a level that close, per bracket of the level above, are its length.
        int before = 1;
        for (int level = 1; level < dimensions; level++)
        {
            int lists = Lists(text, level + 1);
            shape[level - 1] = lists / before;
            before = lists;
        }
        shape[^1] = Elements(text).Length / before;
        return shape;
    }

    private static int Lists(string text, int level)
    {
        int depth = 0, count = 0;
        foreach (char c in text)
        {
            if (c == '[' && ++depth == level) count++;
            else if (c == ']') depth--;
        }
        return count;
    }

    private static double[] Elements(string text) => text.StartsWith('{')
        ? []
        : text.Split(['[', ']', ','], StringSplitOptions.RemoveEmptyEntries).Select(e => e == "null" ? double.NaN : new Cell(e).AsDouble()).ToArray();
}
