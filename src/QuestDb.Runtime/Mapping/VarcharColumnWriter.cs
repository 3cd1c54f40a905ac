using System.ComponentModel;
using QuestDb.Internal;
using QuestDb.Wire;

namespace QuestDb.Mapping;

/// <summary>Writes a VARCHAR column: offsets and UTF-8 bytes. One call a row, then <see cref="End"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct VarcharColumnWriter
{
    private readonly ChunkEncoder _encoder;
    private readonly int _start;
    private readonly int _dataStart;
    private int _row;
    private int _values;
    private int _nulls;

    internal VarcharColumnWriter(ChunkEncoder encoder)
    {
        _encoder = encoder;
        FrameBuffer buffer = encoder.Buffer;
        _start = buffer.Length;
        // Flag, bitmap and offsets for every row; what is not needed is taken out at the end.
        buffer.Take(1 + BitmapLength + ((encoder.RowCount + 1) * sizeof(uint)))[..(1 + BitmapLength)].Clear();
        _dataStart = buffer.Length;
        Offset(0) = 0;
    }

    private readonly int BitmapLength => (_encoder.RowCount + 7) / 8;

    /// <summary>Writes the text of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: null or a lone surrogate.</exception>
    public void Add(string value)
    {
        if (value is null) Throw.NullValue();
        FrameBuffer buffer = _encoder.Buffer;
        int max = value.Length;
        int written;
        // Most text is ASCII; one byte a character is tried before the worst case of three.
        while (!Utf8Text.TryEncode(value, buffer.Reserve(max), out written)) max = checked(value.Length * 3);
        buffer.Advance(written);
        Offset(++_values) = (uint)(buffer.Length - _dataStart);
        _row++;
    }

    /// <summary>Writes NULL for the next row.</summary>
    public void AddNull()
    {
        _encoder.Buffer.Written[_start + 1 + (_row >> 3)] |= (byte)(1 << (_row & 7));
        _nulls++;
        _row++;
    }

    /// <summary>Completes the column.</summary>
    public readonly void End()
    {
        FrameBuffer buffer = _encoder.Buffer;
        Span<byte> column = buffer.Written[_start..];
        column[0] = _nulls > 0 ? (byte)1 : (byte)0;
        int offsets = (_values + 1) * sizeof(uint);
        int from = 1 + BitmapLength;
        int to = _nulls > 0 ? from : 1;
        column.Slice(from, offsets).CopyTo(column[to..]);
        Span<byte> data = column[(_dataStart - _start)..];
        data.CopyTo(column[(to + offsets)..]);
        buffer.Advance(to + offsets + data.Length - column.Length);
    }

    private readonly ref uint Offset(int index) => ref System.Runtime.InteropServices.MemoryMarshal.AsRef<uint>(
        _encoder.Buffer.Written[(_start + 1 + BitmapLength + (index * sizeof(uint)))..]);
}
