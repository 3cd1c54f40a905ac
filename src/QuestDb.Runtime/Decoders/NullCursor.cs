using System.Runtime.CompilerServices;
using QuestDb.Decoders.Batches;
using QuestDb.Mapping;

namespace QuestDb.Decoders;

/// <summary>Goes through the rows of a result column and tells which are NULL.</summary>
internal ref struct NullCursor
{
    private readonly RowBatch _batch;
    private readonly int _ordinal;
    private readonly ReadOnlySpan<byte> _bitmap;
    private int _row;

    public NullCursor(RowBatch batch, int ordinal, ResultColumn column)
    {
        _batch = batch;
        _ordinal = ordinal;
        _bitmap = column.Bitmap(batch.Batch.RowCount);
    }

    /// <summary>Goes to the next row; false when it is NULL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        int row = _row++;
        return _bitmap.IsEmpty || (_bitmap[row >> 3] >> (row & 7) & 1) == 0;
    }

    /// <summary>The error of a NULL in a member that has none.</summary>
    public readonly QuestDbException Unexpected() => _batch.UnexpectedNull(_ordinal, _row - 1);

    /// <summary>The error of a value that the member can't hold.</summary>
    public readonly QuestDbException Invalid(Exception cause) => _batch.InvalidValue(_ordinal, _row - 1, cause);
}
