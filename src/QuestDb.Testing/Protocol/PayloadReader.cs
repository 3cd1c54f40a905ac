using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace QuestDb.Testing.Protocol;

/// <summary>Reads little-endian fields of a received payload; running out of bytes is a PARSE_ERROR.</summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    public byte ReadByte(string what)
    {
        if (Position >= _bytes.Length) Truncated(what);
        return _bytes[Position++];
    }

    public long ReadInt64(string what) => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(sizeof(long), what));

    public int ReadInt32(string what) => BinaryPrimitives.ReadInt32LittleEndian(ReadBytes(sizeof(int), what));

    public ReadOnlySpan<byte> ReadBytes(long length, string what)
    {
        if ((ulong)length > (ulong)Remaining) Truncated(what);
        ReadOnlySpan<byte> slice = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return slice;
    }

    /// <summary>
    /// Copies <paramref name="destination"/>.Length values. For little-endian machines, whose memory looks like the wire.
    /// </summary>
    public void ReadInto<T>(Span<T> destination, string what) where T : unmanaged
    {
        Span<byte> target = MemoryMarshal.AsBytes(destination);
        ReadBytes(target.Length, what).CopyTo(target);
    }

    /// <summary>An unsigned LEB128 of at most 64 bits.</summary>
    public ulong ReadVarint()
    {
        if (Position < _bytes.Length && _bytes[Position] < 0x80) return _bytes[Position++];
        return ReadLongVarint();
    }

    private ulong ReadLongVarint()
    {
        ulong result = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (Position >= _bytes.Length) throw ProtocolException.Parse("incomplete varint: buffer underflow");
            byte b = _bytes[Position++];
            // The tenth byte holds bit 63 alone.
            if (shift == 63 && b > 1) throw ProtocolException.Parse("varint overflow: too many continuation bytes");
            result |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return result;
        }
    }

    [DoesNotReturn]
    private static void Truncated(string what) => throw ProtocolException.Parse($"message truncated: expected {what}");
}
