using QuestDb.Decoders.Batches;
using QuestDb.Schemas;

namespace QuestDb.Mapping;

public sealed partial class RowBatch
{
    private readonly Array?[] _buffers;

    /// <summary>Number of rows.</summary>
    public int RowCount => Batch.RowCount;

    /// <summary>Reads a BINARY column, or the UTF-8 of a VARCHAR or SYMBOL column, into arrays.</summary>
    public BytesColumnReader Bytes(int ordinal) => new(this, ordinal);

    /// <summary>Reads a BINARY column, or the UTF-8 of a VARCHAR or SYMBOL column, into memory.</summary>
    public ByteMemoryColumnReader ByteMemory(int ordinal) => new(this, ordinal);

    /// <summary>Reads a VARCHAR or SYMBOL column into memory of UTF-16.</summary>
    public CharMemoryColumnReader CharMemory(int ordinal) => new(this, ordinal);

    /// <summary>Reads a DECIMAL column.</summary>
    public DecimalColumnReader Decimal(int ordinal) => new(this, ordinal);

    /// <summary>Reads a DECIMAL column, with up to 76 digits.</summary>
    public Decimal256ColumnReader Decimal256(int ordinal) => new(this, ordinal);

    /// <summary>Reads a GEOHASH column.</summary>
    public GeoHashColumnReader GeoHash(int ordinal) => new(this, ordinal);

    /// <summary>Reads a DOUBLE[] or LONG[] column.</summary>
    /// <typeparam name="T">The element, <see cref="double"/> or <see cref="long"/>.</typeparam>
    public ArrayColumnReader<T> Array<T>(int ordinal)
        where T : unmanaged, System.Numerics.INumber<T> => new(this, ordinal);

    /// <summary>Memory that belongs to a column until the next batch; after that it can't be read.</summary>
    internal Memory<T> Buffer<T>(int ordinal, int length)
    {
        if (_buffers[ordinal] is not T[] buffer || buffer.Length < length)
        {
            _buffers[ordinal] = buffer = GC.AllocateUninitializedArray<T>(length);
        }

        return new BatchMemory<T>(buffer, new BatchStamp(Batch)).Memory[..length];
    }

    /// <summary>The bytes of a VARCHAR or BINARY column where they were received, which can't be read after the batch.</summary>
    internal ReadOnlyMemory<byte> Received(ResultColumn column)
    {
        Batch.Show();
        return new BatchMemory<byte>(column.Bytes, new BatchStamp(Batch)).Memory;
    }

    /// <summary>The error of a value that the member can't hold.</summary>
    internal QuestDbException InvalidValue(int ordinal, int row, Exception cause)
    {
        ResultColumn column = Column(ordinal);
        return new QuestDbException(ErrorCode.InvalidValue,
            $"Column {column.Name} ({ColumnTypeNames.Of(column.Type)}), row {row} of batch {Batch.Sequence}, "
            + $"{_schema.Columns[ordinal].Member}: {cause.Message}",
            cause)
        {
            Column = column.Name,
            Row = row,
        };
    }
}
