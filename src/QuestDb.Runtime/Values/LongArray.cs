using System.Diagnostics.CodeAnalysis;
using QuestDb.Values;

namespace QuestDb;

/// <summary>
/// The value of a LONG[] column: 1 to 32 dimensions, with the values flat, row by row (the last index varies fastest). No server stores one yet, so it is only read. An
/// element that is NULL is <see cref="long.MinValue"/>.
/// </summary>
/// <remarks>
/// An array with a dimension of length 0 is empty, which is a value, and its shape is part of it; the default value is no array at
/// all. Two arrays are equal when shapes and elements are.
/// </remarks>
public readonly struct LongArray : IEquatable<LongArray>
{
    private const string Kind = "LONG[]";

    private readonly FlatArray<long> _array;

    /// <summary>An array of one dimension; keeps the .NET array, without a copy.</summary>
    public LongArray(long[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _array = new([values.Length], values);
    }

    /// <summary>An array of two dimensions; copies the values.</summary>
    public LongArray(long[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _array = FlatArray<long>.Copy(values);
    }

    /// <summary>An array of three dimensions; copies the values.</summary>
    public LongArray(long[,,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _array = FlatArray<long>.Copy(values);
    }

    /// <summary>An array of any shape; copies the shape and keeps the values, without a copy.</summary>
    /// <param name="shape">The length of each dimension.</param>
    /// <param name="values">The values, row by row.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: not 1 to 32 dimensions, a negative length, or not as many values as the shape has elements.
    /// </exception>
    public LongArray(ReadOnlySpan<int> shape, ReadOnlyMemory<long> values) => _array = new(shape, values, Kind);

    private LongArray(FlatArray<long> array) => _array = array;

    /// <summary>True for the default value, which is no array.</summary>
    public bool IsDefault => _array.IsDefault;

    /// <summary>True when there are no elements.</summary>
    public bool IsEmpty => _array.Values.IsEmpty;

    /// <summary>The number of dimensions; 0 for the default value.</summary>
    public int Rank => _array.Shape.Length;

    /// <summary>The length of each dimension.</summary>
    public ReadOnlySpan<int> Shape => _array.Shape;

    /// <summary>The values, row by row. Not a copy.</summary>
    public ReadOnlyMemory<long> Values => _array.Values;

    /// <summary>The element at one index for each dimension, from 0.</summary>
    /// <exception cref="ArgumentException">Not one index for each dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its dimension.</exception>
    public long this[params ReadOnlySpan<int> index] => _array[index];

    /// <summary>True when shapes and elements are equal.</summary>
    public static bool operator ==(LongArray left, LongArray right) => left.Equals(right);

    /// <summary>True when shapes or elements differ.</summary>
    public static bool operator !=(LongArray left, LongArray right) => !left.Equals(right);

    /// <summary>An array of two dimensions from rows of the same length; copies the values.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: a row is null or has another length than row 0; the message names it.</exception>
    public static LongArray FromJagged(long[][] rows) => new(FlatArray<long>.CopyRows(rows, Kind));

    /// <summary>A copy of an array of one dimension.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not one dimension.</exception>
    public long[] ToArray()
    {
        ArrayShape.CheckRank(Shape, 1, Kind);
        return Values.ToArray();
    }

    /// <summary>A copy of an array of two dimensions.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not two dimensions.</exception>
    public long[,] To2D()
    {
        ArrayShape.CheckRank(Shape, 2, Kind);
        var array = new long[Shape[0], Shape[1]];
        _array.CopyTo(array);
        return array;
    }

    /// <summary>A copy of an array of three dimensions.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not three dimensions.</exception>
    public long[,,] To3D()
    {
        ArrayShape.CheckRank(Shape, 3, Kind);
        var array = new long[Shape[0], Shape[1], Shape[2]];
        _array.CopyTo(array);
        return array;
    }

    /// <summary>True when shapes and elements are equal.</summary>
    public bool Equals(LongArray other) => _array.Equals(other._array);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is LongArray other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _array.GetHashCode();

    /// <summary>The array in brackets as QuestDB prints it, such as <c>[[1,2],[3,null]]</c>, with numbers in .NET's digits; empty for the default value.</summary>
    public override string ToString() => _array.ToString();

    /// <summary>An array of a shape that is known to fit the values; keeps both.</summary>
    internal static LongArray FromParts(int[] shape, ReadOnlyMemory<long> values) => new(new FlatArray<long>(shape, values));
}
