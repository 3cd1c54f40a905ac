using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>A BINARY column. Valid until the cursor goes on, after which every access throws.</summary>
public readonly ref struct BinaryColumnView : IColumnView<ReadOnlySpan<byte>>
{
    private readonly ResultColumn _column;
    private readonly Validity _validity;

    internal BinaryColumnView(ResultColumn column, Batch batch)
    {
        _column = column;
        _validity = new Validity(column, batch);
    }

    /// <summary>The name of the column.</summary>
    public string Name => _column.Name;

    /// <summary>Number of rows.</summary>
    public int Length => _validity.Length;

    /// <summary>Which rows are NULL.</summary>
    public Validity Validity => _validity;

    /// <summary>Where the values of the rows that are not NULL begin in <see cref="Bytes"/>, and where the last one ends.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<uint> Offsets
    {
        get
        {
            _validity.Check();
            return _column.Offsets;
        }
    }

    /// <summary>The values of the rows that are not NULL, one after the other, where they were received.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            _validity.Check();
            return _column.Text;
        }
    }

    /// <summary>The bytes of a row, where they were received; empty also for NULL, which <see cref="IsNull"/> tells apart.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<byte> this[int row] => TryGetValue(row, out ReadOnlySpan<byte> value) ? value : default;

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The bytes of a row, where they were received.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<byte> Value(int row) => TryGetValue(row, out ReadOnlySpan<byte> value) ? value : throw _column.UnexpectedNull(row);

    /// <summary>The bytes of a row, where they were received; false when it is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool TryGetValue(int row, out ReadOnlySpan<byte> value)
    {
        int index = _validity.ValueIndex(row);
        value = index >= 0 ? _column.TextAt(index) : default;
        return index >= 0;
    }

    /// <summary>Goes through the rows.</summary>
    public ColumnEnumerator<BinaryColumnView, ReadOnlySpan<byte>> GetEnumerator() => new(this);
}
