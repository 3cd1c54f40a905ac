using System.ComponentModel;

namespace QuestDb.Mapping;

/// <summary>Reads a BOOLEAN column, row after row. A null bitmap, which no server sends for the type, reads as NULL.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct BooleanColumnReader
{
    private readonly RowBatch _batch;
    private readonly int _ordinal;
    private readonly ReadOnlySpan<byte> _bits;
    private readonly ReadOnlySpan<byte> _bitmap;
    private int _row;
    private int _value;

    internal BooleanColumnReader(RowBatch batch, int ordinal, ReadOnlySpan<byte> bits, ReadOnlySpan<byte> bitmap)
    {
        _batch = batch;
        _ordinal = ordinal;
        _bits = bits;
        _bitmap = bitmap;
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    public bool Read() => TryRead(out bool value) ? value : throw _batch.UnexpectedNull(_ordinal, _row - 1);

    /// <summary>Reads the next row; false when it is NULL.</summary>
    public bool TryRead(out bool value)
    {
        int row = _row++;
        if (!_bitmap.IsEmpty && (_bitmap[row >> 3] >> (row & 7) & 1) != 0)
        {
            value = false;
            return false;
        }

        int index = _value++;
        value = (_bits[index >> 3] >> (index & 7) & 1) != 0;
        return true;
    }
}
