using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Encoders;

/// <summary>
/// Null flag, null bitmap, offsets and bytes of a VARCHAR or BINARY column (QWP ingress specification, "VARCHAR and BINARY").
/// </summary>
internal ref struct OffsetsBlock
{
    private readonly FrameBuffer _buffer;
    private readonly int _bitmapLength;
    private readonly int _start;
    private readonly int _dataStart;
    private int _row;
    private int _values;
    private int _nulls;

    public OffsetsBlock(ChunkEncoder encoder)
    {
        _buffer = encoder.Buffer;
        _bitmapLength = (encoder.RowCount + 7) / 8;
        _start = _buffer.Length;
        // Room for the flag, the bitmap and the offsets of every row is taken first; the end removes what was not needed.
        _buffer.Take(1 + _bitmapLength + ((encoder.RowCount + 1) * sizeof(uint)))[..(1 + _bitmapLength)].Clear();
        _dataStart = _buffer.Length;
        Offset(0) = 0;
    }

    /// <summary>Room for the bytes of the next value.</summary>
    public readonly Span<byte> Reserve(int length) => _buffer.Reserve(length);

    /// <summary>The row has a value of some bytes, written to the last reservation.</summary>
    public void AddValue(int length)
    {
        _buffer.Advance(length);
        Offset(++_values) = (uint)(_buffer.Length - _dataStart);
        _row++;
    }

    /// <summary>The row has a value.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        AddValue(value.Length);
    }

    /// <summary>The row is NULL.</summary>
    public void AddNull()
    {
        _buffer.Written[_start + 1 + (_row >> 3)] |= (byte)(1 << (_row & 7));
        _nulls++;
        _row++;
    }

    /// <summary>Completes the column: what was reserved for nulls that did not come is taken out.</summary>
    public readonly void End()
    {
        Span<byte> column = _buffer.Written[_start..];
        column[0] = _nulls > 0 ? (byte)1 : (byte)0;
        int offsets = (_values + 1) * sizeof(uint);
        int from = 1 + _bitmapLength;
        int to = _nulls > 0 ? from : 1;
        column.Slice(from, offsets).CopyTo(column[to..]);
        Span<byte> data = column[(_dataStart - _start)..];
        data.CopyTo(column[(to + offsets)..]);
        _buffer.Advance(to + offsets + data.Length - column.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref uint Offset(int index) =>
        ref MemoryMarshal.AsRef<uint>(_buffer.Written[(_start + 1 + _bitmapLength + (index * sizeof(uint)))..]);
}
