using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using QuestDb.Values;

namespace QuestDb;

/// <summary>
/// The value of a DOUBLE[] or LONG[] column: 1 to 32 dimensions, with the values flat, row by row (the last index varies fastest).
/// An element that is NULL is <see cref="double.NaN"/> or <see cref="long.MinValue"/>. No server stores LONG[] yet, so arrays of
/// <see cref="long"/> are only read.
/// </summary>
/// <remarks>
/// An array with a dimension of length 0 is empty, which is a value, and its shape is part of it; the default value is no array at
/// all. Two arrays are equal when shapes and elements are, NaN being equal to itself.
/// </remarks>
/// <typeparam name="T">
/// <see cref="double"/> or <see cref="long"/>; making an array of another type is a
/// <see cref="NotSupportedException"/>.
/// </typeparam>
public readonly struct NdArray<T> : IEquatable<NdArray<T>>
    where T : unmanaged, INumber<T>
{
    private readonly int[]? _shape;

    /// <summary>An array of one dimension; keeps the .NET array, without a copy.</summary>
    public NdArray(T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArrayElements.CheckType<T>();
        _shape = [values.Length];
        Values = values;
    }

    /// <summary>An array of two dimensions; copies the values.</summary>
    public NdArray(T[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArrayElements.CheckType<T>();
        (_shape, Values) = ([values.GetLength(0), values.GetLength(1)], ArrayElements.Of<T>(values).ToArray());
    }

    /// <summary>An array of three dimensions; copies the values.</summary>
    public NdArray(T[,,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArrayElements.CheckType<T>();
        _shape = [values.GetLength(0), values.GetLength(1), values.GetLength(2)];
        Values = ArrayElements.Of<T>(values).ToArray();
    }

    /// <summary>An array of any shape; copies the shape and keeps the values, without a copy.</summary>
    /// <param name="shape">The length of each dimension.</param>
    /// <param name="values">The values, row by row.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: not 1 to 32 dimensions, a negative length, or not as many values as the shape has elements.
    /// </exception>
    public NdArray(ReadOnlySpan<int> shape, ReadOnlyMemory<T> values)
    {
        ArrayShape.Check(shape, values.Length, ArrayElements.CheckType<T>());
        _shape = shape.ToArray();
        Values = values;
    }

    private NdArray(ReadOnlyMemory<T> values, int[] shape)
    {
        _shape = shape;
        Values = values;
    }

    /// <summary>True for the default value, which is no array.</summary>
    public bool IsDefault => _shape is null;

    /// <summary>True when there are no elements.</summary>
    public bool IsEmpty => Values.IsEmpty;

    /// <summary>The number of dimensions; 0 for the default value.</summary>
    public int Rank => Shape.Length;

    /// <summary>The length of each dimension.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The values, row by row. Not a copy.</summary>
    public ReadOnlyMemory<T> Values { get; }

    /// <summary>The element at one index for each dimension, from 0.</summary>
    /// <exception cref="ArgumentException">Not one index for each dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its dimension.</exception>
    public T this[params ReadOnlySpan<int> index] => Values.Span[ArrayShape.Offset(Shape, index)];

    /// <summary>True when shapes and elements are equal.</summary>
    public static bool operator ==(NdArray<T> left, NdArray<T> right) => left.Equals(right);

    /// <summary>True when shapes or elements differ.</summary>
    public static bool operator !=(NdArray<T> left, NdArray<T> right) => !left.Equals(right);

    /// <summary>An array of two dimensions from rows of the same length; copies the values.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a row is null or has another length than row 0; the message names it.
    /// </exception>
    public static NdArray<T> FromJagged(T[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string kind = ArrayElements.CheckType<T>();
        int columns = rows.Length == 0 ? 0 : ArrayShape.RowLength(rows[0], 0, null, kind);
        var values = new T[checked(rows.Length * columns)];
        for (int i = 0; i < rows.Length; i++)
        {
            ArrayShape.RowLength(rows[i], i, columns, kind);
            rows[i].CopyTo(values, i * columns);
        }

        return new(values, [rows.Length, columns]);
    }

    /// <summary>A copy of an array of one dimension.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not one dimension.</exception>
    public T[] ToArray()
    {
        ArrayShape.CheckRank(Shape, 1, ArrayElements.CheckType<T>());
        return Values.ToArray();
    }

    /// <summary>A copy of an array of two dimensions.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not two dimensions.</exception>
    public T[,] To2D()
    {
        ArrayShape.CheckRank(Shape, 2, ArrayElements.CheckType<T>());
        var array = new T[Shape[0], Shape[1]];
        Values.Span.CopyTo(ArrayElements.Of<T>(array));
        return array;
    }

    /// <summary>A copy of an array of three dimensions.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not three dimensions.</exception>
    public T[,,] To3D()
    {
        ArrayShape.CheckRank(Shape, 3, ArrayElements.CheckType<T>());
        var array = new T[Shape[0], Shape[1], Shape[2]];
        Values.Span.CopyTo(ArrayElements.Of<T>(array));
        return array;
    }

    /// <summary>True when shapes and elements are equal.</summary>
    public bool Equals(NdArray<T> other) =>
        IsDefault == other.IsDefault && Shape.SequenceEqual(other.Shape) && Values.Span.SequenceEqual(other.Values.Span);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is NdArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int length in Shape) hash.Add(length);
        foreach (T value in Values.Span) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>
    /// The array in brackets as QuestDB prints it, such as <c>[[1.0,2.5],[3.0,null]]</c>, with numbers in .NET's
    /// digits; empty for the default value.
    /// </summary>
    public override string ToString() => IsDefault ? "" : NdArrayText.Of(Shape, Values.Span);

    /// <summary>An array of a shape that is known to fit the values; keeps both.</summary>
    internal static NdArray<T> FromParts(int[] shape, ReadOnlyMemory<T> values) => new(values, shape);
}
