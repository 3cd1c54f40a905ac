using System.Runtime.CompilerServices;
using QuestDb.Encoders.Chunks;

namespace QuestDb;

// Each pair differs in what happens to the memory; validity is optional in both.
#pragma warning disable RS0026

public sealed partial class Chunk
{
    /// <summary>Sets a DOUBLE[] column of arrays of one dimension, from Arrow offsets and values.</summary>
    /// <param name="name">The column.</param>
    /// <param name="offsets">One more than there are rows, ascending: row i has the values from offset i to offset i + 1. None is an empty array, which is not NULL.</param>
    /// <param name="values">The values of all rows.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the offsets go backwards or leave the values; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnDoubleArray(string name, ReadOnlyMemory<int> offsets, ReadOnlyMemory<double> values, ReadOnlyMemory<byte> validity = default) =>
        Lists(name, offsets, values, validity);

    /// <summary>Sets a DOUBLE[] column of arrays of one dimension, from Arrow offsets and values; offsets, values and validity are copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="offsets">One more than there are rows, ascending: row i has the values from offset i to offset i + 1. None is an empty array, which is not NULL.</param>
    /// <param name="values">The values of all rows.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the offsets go backwards or leave the values; see the remarks of the class.</exception>
    public Chunk ColumnDoubleArray(string name, ReadOnlySpan<int> offsets, ReadOnlySpan<double> values, ReadOnlySpan<byte> validity = default) =>
        Lists(name, offsets, values, validity);

    /// <summary>Sets a DOUBLE[] column of arrays of any shape; the default value of the struct is NULL. The values within the arrays are not copied before the flush.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnDoubleArray(string name, ReadOnlyMemory<DoubleArray> values) =>
        Shaped(name, values);

    /// <summary>Sets a DOUBLE[] column of arrays of any shape; the default value of the struct is NULL. The values within the arrays are not copied before the flush; the array of them is copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnDoubleArray(string name, ReadOnlySpan<DoubleArray> values) =>
        Shaped(name, values);

    /// <summary>Refuses a LONG[] column: no server stores LONG[] yet.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">The arrays.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, always.</exception>
    public Chunk ColumnLongArray(string name, ReadOnlyMemory<LongArray> values) =>
        throw _columns.Error(name, "No QuestDB server stores LONG[] yet; use DOUBLE[].");

    private Chunk Lists(string name, Input<int> offsets, Input<double> values, Input<byte> validity)
    {
        CheckOffsets(name, offsets, values.Length);
        _columns.Add<ListsChunkColumn>(new(name, ColumnType.DoubleArray), offsets.Length - 1, validity).Set(offsets, values);
        return this;
    }

    private Chunk Shaped(string name, Input<DoubleArray> values)
    {
        _columns.Add<DoubleArraysChunkColumn>(new(name, ColumnType.DoubleArray), values.Length, default).Set(values);
        return this;
    }
}
