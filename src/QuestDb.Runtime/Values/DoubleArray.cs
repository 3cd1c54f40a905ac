using System.Diagnostics.CodeAnalysis;
using QuestDb.Values;

namespace QuestDb;

/// <summary>
/// The value of a DOUBLE[] column: 1 to 32 dimensions, with the values flat, row by row (the last index varies fastest). An
/// element that is NULL is <see cref="double.NaN"/>.
/// </summary>
/// <remarks>
/// An array with a dimension of length 0 is empty, which is a value, and its shape is part of it; the default value is no array at
/// all. Two arrays are equal when shapes and elements are, NaN being equal to itself.
/// </remarks>
public readonly struct DoubleArray : IEquatable<DoubleArray>
{
    private const string Kind = "DOUBLE[]";

    private readonly FlatArray<double> _array;

    /// <summary>An array of one dimension; keeps the .NET array, without a copy.</summary>
    public DoubleArray(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _array = new([values.Length], values);
    }

    /// <summary>An array of two dimensions; copies the values.</summary>
    public DoubleArray(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _array = FlatArray<double>.Copy(values);
    }

    /// <summary>An array of three dimensions; copies the values.</summary>
    public DoubleArray(double[,,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _array = FlatArray<double>.Copy(values);
    }

    /// <summary>An array of any shape; copies the shape and keeps the values, without a copy.</summary>
    /// <param name="shape">The length of each dimension.</param>
    /// <param name="values">The values, row by row.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: not 1 to 32 dimensions, a negative length, or not as many values as the shape has elements.
    /// </exception>
    public DoubleArray(ReadOnlySpan<int> shape, ReadOnlyMemory<double> values) => _array = new(shape, values, Kind);

    private DoubleArray(FlatArray<double> array) => _array = array;

    /// <summary>True for the default value, which is no array.</summary>
    public bool IsDefault => _array.IsDefault;

    /// <summary>True when there are no elements.</summary>
    public bool IsEmpty => _array.Values.IsEmpty;

    /// <summary>The number of dimensions; 0 for the default value.</summary>
    public int Rank => _array.Shape.Length;

    /// <summary>The length of each dimension.</summary>
    public ReadOnlySpan<int> Shape => _array.Shape;

    /// <summary>The values, row by row. Not a copy.</summary>
    public ReadOnlyMemory<double> Values => _array.Values;

    /// <summary>The element at one index for each dimension, from 0.</summary>
    /// <exception cref="ArgumentException">Not one index for each dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its dimension.</exception>
    public double this[params ReadOnlySpan<int> index] => _array[index];

    /// <summary>True when shapes and elements are equal.</summary>
    public static bool operator ==(DoubleArray left, DoubleArray right) => left.Equals(right);

    /// <summary>True when shapes or elements differ.</summary>
    public static bool operator !=(DoubleArray left, DoubleArray right) => !left.Equals(right);

    /// <summary>An array of two dimensions from rows of the same length; copies the values.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: a row is null or has another length than row 0; the message names it.</exception>
    public static DoubleArray FromJagged(double[][] rows) => new(FlatArray<double>.CopyRows(rows, Kind));

    /// <summary>A copy of an array of one dimension.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not one dimension.</exception>
    public double[] ToArray()
    {
        ArrayShape.CheckRank(Shape, 1, Kind);
        return Values.ToArray();
    }

    /// <summary>A copy of an array of two dimensions.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not two dimensions.</exception>
    public double[,] To2D()
    {
        ArrayShape.CheckRank(Shape, 2, Kind);
        var array = new double[Shape[0], Shape[1]];
        _array.CopyTo(array);
        return array;
    }

    /// <summary>A copy of an array of three dimensions.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not three dimensions.</exception>
    public double[,,] To3D()
    {
        ArrayShape.CheckRank(Shape, 3, Kind);
        var array = new double[Shape[0], Shape[1], Shape[2]];
        _array.CopyTo(array);
        return array;
    }

    /// <summary>True when shapes and elements are equal.</summary>
    public bool Equals(DoubleArray other) => _array.Equals(other._array);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is DoubleArray other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _array.GetHashCode();

    /// <summary>The array in brackets as QuestDB prints it, such as <c>[[1.0,2.5],[3.0,null]]</c>, with numbers in .NET's digits; empty for the default value.</summary>
    public override string ToString() => _array.ToString();

    /// <summary>An array of a shape that is known to fit the values; keeps both.</summary>
    internal static DoubleArray FromParts(int[] shape, ReadOnlyMemory<double> values) => new(new FlatArray<double>(shape, values));
}
