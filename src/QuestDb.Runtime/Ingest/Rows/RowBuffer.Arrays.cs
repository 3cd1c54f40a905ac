using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Ingest.Rows;
using QuestDb.Mapping;

namespace QuestDb;

public sealed partial class RowBuffer
{
    /// <summary>Sets a DOUBLE[] value of one dimension; null leaves it out, an array without elements is a value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The array, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, double[]? value) => value is null ? LeftOut() : AddArray(name, [value.Length], value);

    /// <summary>Sets a DOUBLE[] value of one dimension.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The values.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, ReadOnlySpan<double> value) => AddArray(name, [value.Length], value);

    /// <summary>Sets a DOUBLE[] value of two dimensions; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The array, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, double[,]? value) =>
        value is null ? LeftOut() : AddArray(name, [value.GetLength(0), value.GetLength(1)], Flat(value));

    /// <summary>Sets a DOUBLE[] value of three dimensions; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The array, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, double[,,]? value) =>
        value is null ? LeftOut() : AddArray(name, [value.GetLength(0), value.GetLength(1), value.GetLength(2)], Flat(value));

    /// <summary>Sets a DOUBLE[] value of any shape; the default value of the struct leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The array.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, NdArray<double> value) =>
        value.IsDefault ? LeftOut() : AddArray(name, value.Shape, value.Values.Span);

    /// <summary>Sets a DOUBLE[] value of any shape.</summary>
    /// <param name="name">The column.</param>
    /// <param name="shape">Length of each of the 1 to 32 dimensions.</param>
    /// <param name="values">The values, row-major; as many as the product of the lengths.</param>
    /// <exception cref="QuestDbException">As in the remarks of the class; shape and values don't go together.</exception>
    public RowBuffer ColumnDoubleArray(ReadOnlySpan<char> name, ReadOnlySpan<int> shape, ReadOnlySpan<double> values) =>
        AddArray(name, shape, values);

    private static ReadOnlySpan<double> Flat(Array array) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, double>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private RowBuffer AddArray(ReadOnlySpan<char> name, ReadOnlySpan<int> shape, ReadOnlySpan<double> values)
    {
        try
        {
            DoubleArrayColumnWriter.CheckShape(shape, values.Length);
        }
        catch (QuestDbException e)
        {
            throw Row.Error(name, e.Message);
        }

        DoubleArrayRowColumn column = Row.Take<DoubleArrayRowColumn>(name, ColumnType.DoubleArray);
        if (!column.TryAdd(shape, values)) GiveBack(name, DoubleArrayColumnWriter.OtherDimensions(shape.Length, column.Dimensions).Message);
        return Sized((values.Length * sizeof(double)) + (shape.Length * sizeof(int)));
    }
}
