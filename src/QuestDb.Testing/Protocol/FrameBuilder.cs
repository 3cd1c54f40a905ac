using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using QuestDb.Shared.Wire;

namespace QuestDb.Testing.Protocol;

/// <summary>A growing buffer in which frames are built; little-endian. Reused for every frame of a connection.</summary>
internal sealed class FrameBuilder
{
    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Drops what was written from <paramref name="length"/> on.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Starts a frame with its header; <see cref="EndFrame"/> fills in the payload length.</summary>
    public void BeginFrame(byte flags, ushort tableCount)
    {
        Clear();
        WriteUInt32(QwpConstants.Magic);
        WriteByte(QwpConstants.Version);
        WriteByte(flags);
        WriteUInt16(tableCount);
        WriteUInt32(0);
    }

    public void EndFrame()
        => BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(8), (uint)(Length - QwpConstants.HeaderLength));

    public void SetFlags(byte flags) => _bytes[5] = flags;

    public void WriteByte(byte value) => Take(1)[0] = value;

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    /// <summary>Overwrites four bytes already written.</summary>
    public void WriteInt32At(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position), value);

    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void WriteValues<T>(ReadOnlySpan<T> values) where T : unmanaged => WriteBytes(MemoryMarshal.AsBytes(values));

    public void WriteVarint(ulong value)
    {
        Span<byte> span = Reserve(10);
        int length = 0;
        for (; value >= 0x80; value >>= 7) span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        Length += length;
    }

    /// <summary>UTF-8 text behind a varint length.</summary>
    public void WriteText(ReadOnlySpan<byte> utf8)
    {
        WriteVarint((ulong)utf8.Length);
        WriteBytes(utf8);
    }

    /// <summary>UTF-8 text behind a uint16 length; what is longer is cut.</summary>
    public void WriteShortText(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int length = Math.Min(utf8.Length, ushort.MaxValue);
        // The cut moves back to the start of a character, so that none is cut in two.
        while (length < utf8.Length && (utf8[length] & 0xC0) == 0x80) length--;
        WriteUInt16((ushort)length);
        WriteBytes(utf8.AsSpan(0, length));
    }

    /// <summary>Appends <paramref name="length"/> bytes with undefined content, to be filled by the caller.</summary>
    public Span<byte> Take(int length)
    {
        Span<byte> span = Reserve(length)[..length];
        Length += length;
        return span;
    }

    /// <summary>Room for <paramref name="length"/> bytes behind what was written; <see cref="Advance"/> takes what was used.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - Length < length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(Length + length)));
        return _bytes.AsSpan(Length);
    }

    public void Advance(int length) => Length += length;
}
