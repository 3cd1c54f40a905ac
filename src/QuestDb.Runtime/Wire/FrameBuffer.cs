using System.Runtime.CompilerServices;

namespace QuestDb.Wire;

/// <summary>The frame being written: bytes at the tail of a segment. When it outgrows the segment it moves to a larger one.</summary>
/// <param name="grow">Gives an array and a start with room for a number of bytes; the frame so far is copied there.</param>
/// <param name="maxBytes">A frame that needs more is an error, <see cref="ErrorCode.RowTooLarge"/>.</param>
internal sealed class FrameBuffer(FrameBuffer.GrowHandler grow, int maxBytes = int.MaxValue / 2)
{
    public delegate (byte[] Bytes, int Start) GrowHandler(int capacity);

    private byte[] _bytes = [];
    private int _start;
    private int _position;

    /// <summary>Bytes written so far.</summary>
    public int Length => _position - _start;

    /// <summary>The bytes written so far.</summary>
    public Span<byte> Written => _bytes.AsSpan(_start, Length);

    /// <summary>Begins a frame in memory with room for some bytes.</summary>
    public void Begin(int capacity)
    {
        (_bytes, _start) = grow(capacity);
        _position = _start;
    }

    /// <summary>The free bytes after what is written, at least <paramref name="size"/> of them. Valid until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int size)
    {
        if (size > _bytes.Length - _position) Grow(size);
        return _bytes.AsSpan(_position);
    }

    /// <summary>Takes bytes of the last reservation.</summary>
    public void Advance(int size) => _position += size;

    /// <summary>Takes the next bytes and gives them.</summary>
    public Span<byte> Take(int size)
    {
        Span<byte> span = Reserve(size)[..size];
        _position += size;
        return span;
    }

    public void WriteByte(byte value) => Take(1)[0] = value;

    public void WriteVarint(ulong value) => _position += Varint.Write(Reserve(Varint.MaxLength), value);

    public void WriteBytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>Moves what stands from <paramref name="offset"/> on by some bytes to make room there, and gives the gap.</summary>
    public Span<byte> Insert(int offset, int size)
    {
        Reserve(size);
        int from = _start + offset;
        _bytes.AsSpan(from, _position - from).CopyTo(_bytes.AsSpan(from + size));
        _position += size;
        return _bytes.AsSpan(from, size);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        int length = Length;
        if ((long)length + size > maxBytes) throw new QuestDbException(ErrorCode.RowTooLarge, $"The frame takes over {maxBytes:N0} bytes.");
        int capacity = checked(length + Math.Max(size, length));
        (byte[] bytes, int start) = grow(capacity);
        _bytes.AsSpan(_start, length).CopyTo(bytes.AsSpan(start));
        (_bytes, _start) = (bytes, start);
        _position = start + length;
    }
}
