using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace QuestDb.Values;

/// <summary>What <see cref="DoubleArray"/> and <see cref="LongArray"/> are made of: a shape and flat values, row by row.</summary>
internal readonly struct FlatArray<T> : IEquatable<FlatArray<T>>
    where T : unmanaged, INumber<T>
{
    private readonly int[]? _shape;

    /// <summary>Takes over a shape that is known to fit the values.</summary>
    public FlatArray(int[] shape, ReadOnlyMemory<T> values)
    {
        _shape = shape;
        Values = values;
    }

    public FlatArray(ReadOnlySpan<int> shape, ReadOnlyMemory<T> values, string kind)
    {
        ArrayShape.Check(shape, values.Length, kind);
        _shape = shape.ToArray();
        Values = values;
    }

    public ReadOnlyMemory<T> Values { get; }

    public int[] Shape => _shape ?? [];

    public bool IsDefault => _shape is null;

    public T this[ReadOnlySpan<int> index] => Values.Span[ArrayShape.Offset(Shape, index)];

    /// <summary>A copy of a rectangular .NET array, which has the same order in memory.</summary>
    public static FlatArray<T> Copy(Array array)
    {
        int[] shape = new int[array.Rank];
        for (int i = 0; i < shape.Length; i++) shape[i] = array.GetLength(i);
        T[] values = new T[array.Length];
        Elements(array).CopyTo(values);
        return new(shape, values);
    }

    public static FlatArray<T> CopyRows(T[][] rows, string kind)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int columns = rows.Length == 0 ? 0 : ArrayShape.RowLength(rows[0], 0, null, kind);
        var values = new T[checked(rows.Length * columns)];
        for (int i = 0; i < rows.Length; i++)
        {
            ArrayShape.RowLength(rows[i], i, columns, kind);
            rows[i].CopyTo(values, i * columns);
        }

        return new([rows.Length, columns], values);
    }

    public void CopyTo(Array array) => Values.Span.CopyTo(Elements(array));

    public bool Equals(FlatArray<T> other) =>
        IsDefault == other.IsDefault && Shape.AsSpan().SequenceEqual(other.Shape) && Values.Span.SequenceEqual(other.Values.Span);

    public override bool Equals(object? obj) => obj is FlatArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int length in Shape) hash.Add(length);
        foreach (T value in Values.Span) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>Nested brackets, as QuestDB prints arrays; empty for the default value.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (!IsDefault) Append(text, 0, Values.Span);
        return text.ToString();
    }

    private static Span<T> Elements(Array array) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private void Append(StringBuilder text, int dimension, ReadOnlySpan<T> values)
    {
        text.Append('[');
        int count = Shape[dimension];
        for (int i = 0; i < count; i++)
        {
            if (i > 0) text.Append(',');
            if (dimension == Shape.Length - 1) AppendValue(text, values[i]);
            else Append(text, dimension + 1, values.Slice(values.Length / count * i, values.Length / count));
        }

        text.Append(']');
    }

    private static void AppendValue(StringBuilder text, T value)
    {
        // The NULLs of DOUBLE and LONG.
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
