using QuestDb.Testing.Tables;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests;

/// <summary>DOUBLE[] cells of the recorded vectors: nested lists of bits in hex, or the shape of an empty array.</summary>
internal static class ArrayCells
{
    public static ArrayVector Build(IEnumerable<Cell> cells)
    {
        Cell[] all = cells.ToArray();
        int dimensions = all.Where(c => !c.IsNull).Select(c => ArrayText.Shape(c.Text!).Length).DefaultIfEmpty(1).Max();
        var vector = new ArrayVector(ColumnType.DoubleArray) { Precision = dimensions };
        foreach (Cell cell in all)
        {
            if (cell.IsNull) vector.AppendNull();
            else vector.Append(ArrayText.Shape(cell.Text!), ArrayText.Elements(cell.Text!));
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
}
