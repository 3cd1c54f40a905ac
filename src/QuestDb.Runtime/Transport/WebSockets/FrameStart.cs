using System.Buffers.Binary;

namespace QuestDb.Transport.WebSockets;

/// <summary>What a frame of a server begins with (RFC 6455, 5.2).</summary>
/// <param name="Opcode">What the frame is.</param>
/// <param name="IsLast">Whether it ends its message.</param>
/// <param name="PayloadLength">The bytes that follow.</param>
/// <param name="Length">The bytes of the start itself.</param>
internal readonly record struct FrameStart(Opcode Opcode, bool IsLast, long PayloadLength, int Length)
{
    /// <summary>The payload of a frame that is no part of a message is at most this long.</summary>
    public const int MaxControlBytes = 125;

    private const byte LastPart = 0x80;
    private const byte Reserved = 0x70;
    private const byte Masked = 0x80;

    /// <summary>Whether the frame is a close, ping or pong.</summary>
    public bool IsControl => Opcode >= Opcode.Close;

    /// <summary>Reads the start of a frame; false when more bytes are needed.</summary>
    /// <exception cref="WebSocketFormatException">The bytes are no frame that a server may send here.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameStart start)
    {
        start = default;
        if (bytes.Length < 2) return false;
        if ((bytes[0] & Reserved) != 0) throw new WebSocketFormatException("it uses extensions that were not agreed on");
        if ((bytes[1] & Masked) != 0) throw new WebSocketFormatException("it is masked, which only those of clients are");
        var opcode = (Opcode)(bytes[0] & 0x0F);
        if (!Enum.IsDefined(opcode)) throw new WebSocketFormatException($"its opcode is 0x{(byte)opcode:x}");
        long length = bytes[1];
        int size = length switch { 126 => 2 + sizeof(ushort), 127 => 2 + sizeof(ulong), _ => 2 };
        if (bytes.Length < size) return false;
        if (size == 4) length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        else if (size > 4) length = BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
        if (length < 0) throw new WebSocketFormatException($"its length is {(ulong)length}");
        start = new FrameStart(opcode, (bytes[0] & LastPart) != 0, length, size);
        if (start.IsControl && (!start.IsLast || length > MaxControlBytes))
            throw new WebSocketFormatException($"a {opcode.ToString().ToLowerInvariant()} of {length} bytes or in parts is not allowed");
        return true;
    }
}
