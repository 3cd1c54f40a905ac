using System.ComponentModel;
using QuestDb.Decoders;
using QuestDb.Decoders.Batches;

namespace QuestDb.Mapping;

/// <summary>Reads a GEOHASH column of any precision, row after row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct GeoHashColumnReader
{
    private readonly int _bits;
    private readonly ReadOnlySpan<byte> _values;
    private NullCursor _nulls;
    private int _position;

    internal GeoHashColumnReader(RowBatch batch, int ordinal)
    {
        ResultColumn column = batch.Column(ordinal);
        _bits = column.Parameter;
        _values = column.Values;
        _nulls = new NullCursor(batch, ordinal, column);
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    public GeoHash Read() => TryRead(out GeoHash value) ? value : throw _nulls.Unexpected();

    /// <summary>Reads the next row; false when it is NULL.</summary>
    public bool TryRead(out GeoHash value)
    {
        value = default;
        if (!_nulls.MoveNext()) return false;
        ulong bits = 0;
        int width = (_bits + 7) / 8;
        for (int i = width - 1; i >= 0; i--) bits = (bits << 8) | _values[_position + i];
        _position += width;
        // Bits past the precision mean nothing.
        value = new GeoHash((long)(bits & ((1UL << _bits) - 1)), _bits);
        return true;
    }
}
