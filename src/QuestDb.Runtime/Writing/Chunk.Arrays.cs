using QuestDb.Encoders.Chunks;
using QuestDb.Threading;

namespace QuestDb;

public sealed partial class Chunk
{
    /// <summary>Sets a DOUBLE[] column of arrays of one dimension, from Arrow offsets and values.</summary>
    /// <param name="name">The column.</param>
    /// <param name="offsets">
    /// One more than there are rows, ascending: row i has the values from offset i to offset i + 1. None is an empty
    /// array, which is not NULL.
    /// </param>
    /// <param name="values">The values of all rows.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the offsets go backwards or leave the values; see the remarks of the class.
    /// </exception>
    public Chunk ColumnDoubleArray(
        string name, ColumnInput<int> offsets, ColumnInput<double> values, ColumnInput<byte> validity = default) =>
        Lists(name, offsets, values, validity);

    /// <summary>
    /// Sets a DOUBLE[] column of arrays of any shape; the default value of the struct is NULL. The values within the
    /// arrays are not copied before the flush.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnDoubleArray(string name, ColumnInput<NdArray<double>> values) =>
        Shaped(name, values);

    private Chunk Lists(string name, ColumnInput<int> offsets, ColumnInput<double> values, ColumnInput<byte> validity)
    {
        CheckOffsets(name, offsets, values.Length);
        using OwnerMark.Held held = _columns.Owner.Use();
        _columns.Add<ListsChunkColumn>(new(name, ColumnType.DoubleArray), offsets.Length - 1, validity).Set(offsets, values);
        return this;
    }

    private Chunk Shaped(string name, ColumnInput<NdArray<double>> values)
    {
        using OwnerMark.Held held = _columns.Owner.Use();
        _columns.Add<DoubleArraysChunkColumn>(new(name, ColumnType.DoubleArray), values.Length, default).Set(values);
        return this;
    }
}
