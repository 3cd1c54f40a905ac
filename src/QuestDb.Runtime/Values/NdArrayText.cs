using System.Globalization;
using System.Numerics;
using System.Text;

namespace QuestDb.Values;

/// <summary>Arrays as text.</summary>
internal static class NdArrayText
{
    /// <summary>Most pairs of brackets of an array without elements: a shape such as [2000000000, 0] costs a sender nothing.</summary>
    private const long MaxEmptyRows = 1_000;

    /// <summary>Nested brackets, as QuestDB prints arrays.</summary>
    public static string Of<T>(ReadOnlySpan<int> shape, ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        if (values.IsEmpty && EmptyRows(shape) > MaxEmptyRows) return $"[of {string.Join(" × ", shape.ToArray())} elements]";
        var text = new StringBuilder();
        Append(text, shape, values);
        return text.ToString();
    }

    private static long EmptyRows(ReadOnlySpan<int> shape)
    {
        long rows = 1;
        foreach (int length in shape)
        {
            if (length == 0) break;
            rows = Math.Min(rows * length, int.MaxValue);
        }

        return rows;
    }

    private static void Append<T>(StringBuilder text, ReadOnlySpan<int> shape, ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        text.Append('[');
        int count = shape[0];
        for (int i = 0; i < count; i++)
        {
            if (i > 0) text.Append(',');
            if (shape.Length == 1) AppendValue(text, values[i]);
            else Append(text, shape[1..], values.Slice(values.Length / count * i, values.Length / count));
        }

        text.Append(']');
    }

    private static void AppendValue<T>(StringBuilder text, T value)
        where T : unmanaged, INumber<T>
    {
        // NaN is the NULL of DOUBLE and the smallest long that of LONG.
        if (T.IsNaN(value) || (value is long integer && integer == long.MinValue))
        {
            text.Append("null");
            return;
        }

        string digits = value.ToString(null, CultureInfo.InvariantCulture);
        text.Append(digits);
        if (value is double real && double.IsInteger(real) && !digits.Contains('E')) text.Append(".0");
    }
}
