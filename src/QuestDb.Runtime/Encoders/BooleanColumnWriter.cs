using System.ComponentModel;

namespace QuestDb.Mapping;

/// <summary>Writes a BOOLEAN column, eight rows a byte, least significant bit first: one call a row, then <see cref="End"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct BooleanColumnWriter
{
    private readonly Span<byte> _bits;
    private int _row;
    private int _pending;

    internal BooleanColumnWriter(ChunkEncoder encoder)
    {
        encoder.Buffer.WriteByte(0);
        _bits = encoder.Buffer.Take((encoder.RowCount + 7) / 8);
    }

    /// <summary>Writes the value of the next row.</summary>
    public void Add(bool value)
    {
        _pending |= (value ? 1 : 0) << (_row & 7);
        if ((++_row & 7) != 0) return;
        _bits[(_row >> 3) - 1] = (byte)_pending;
        _pending = 0;
    }

    /// <summary>Completes the column.</summary>
    public readonly void End()
    {
        if ((_row & 7) != 0) _bits[_row >> 3] = (byte)_pending;
    }
}
