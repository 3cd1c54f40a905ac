using System.Globalization;

namespace QuestDb.TestSupport;

/// <summary>Reads DOUBLE[] cells: nested lists of bits in hex, or the shape of an empty array.</summary>
public static class ArrayText
{
    /// <summary>The NaN of the JVM, which recorded messages hold; that of .NET has its sign set.</summary>
    private static readonly double s_null = BitConverter.UInt64BitsToDouble(0x7ff8_0000_0000_0000);

    /// <summary>Length of each dimension.</summary>
    public static int[] Shape(string text)
    {
        if (text.StartsWith('{'))
        {
            return [.. text[(text.IndexOf('[') + 1)..text.IndexOf(']')].Split(',').Select(d => int.Parse(d, CultureInfo.InvariantCulture))];
        }

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

    /// <summary>The elements, row by row.</summary>
    public static double[] Elements(string text) => text.StartsWith('{')
        ? []
        : [.. text.Split(['[', ']', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(e => e == "null" ? s_null : new Cell(e).AsDouble())];

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
}
