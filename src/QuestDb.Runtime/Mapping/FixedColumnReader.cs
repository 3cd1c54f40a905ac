using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace QuestDb.Mapping;

/// <summary>Reads a column of fixed-width values, row after row.</summary>
/// <typeparam name="TWire">The value on the wire.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct FixedColumnReader<TWire>
    where TWire : unmanaged
{
    private readonly RowBatch _batch;
    private readonly int _ordinal;
    private readonly ReadOnlySpan<TWire> _values;
    private readonly ReadOnlySpan<byte> _bitmap;
    private int _row;
    private int _value;

    internal FixedColumnReader(RowBatch batch, int ordinal, ReadOnlySpan<TWire> values, ReadOnlySpan<byte> bitmap)
    {
        _batch = batch;
        _ordinal = ordinal;
        _values = values;
        _bitmap = bitmap;
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TWire Read()
    {
        if (_bitmap.IsEmpty) return _values[_value++];
        if (TryRead(out TWire value)) return value;
        throw _batch.UnexpectedNull(_ordinal, _row - 1);
    }

    /// <summary>Reads the next row; NULL reads as <paramref name="nullValue"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TWire ReadOr(TWire nullValue)
    {
        if (_bitmap.IsEmpty) return _values[_value++];
        return TryRead(out TWire value) ? value : nullValue;
    }

    /// <summary>Reads the next row; false when it is NULL.</summary>
    public bool TryRead(out TWire value)
    {
        int row = _row++;
        if (!_bitmap.IsEmpty && (_bitmap[row >> 3] >> (row & 7) & 1) != 0)
        {
            value = default;
            return false;
        }

        value = _values[_value++];
        return true;
    }
}
