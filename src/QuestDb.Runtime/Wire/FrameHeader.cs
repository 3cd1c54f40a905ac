using System.Buffers.Binary;

namespace QuestDb.Wire;

/// <summary>The twelve bytes before the payload of every frame (QWP ingress specification, "Message header").</summary>
internal static class FrameHeader
{
    private const int VersionOffset = 4;
    private const int FlagsOffset = 5;
    private const int TableCountOffset = 6;
    private const int PayloadLengthOffset = 8;

    /// <summary>Whether bytes begin with a whole header of this protocol, of any version.</summary>
    public static bool IsAt(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= QwpConstants.HeaderLength && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == QwpConstants.Magic;

    /// <summary>The flags of a frame.</summary>
    public static byte Flags(ReadOnlySpan<byte> frame) => frame[FlagsOffset];

    /// <summary>Whether all of <paramref name="flag"/> is set in a frame.</summary>
    public static bool Has(ReadOnlySpan<byte> frame, byte flag) => (frame[FlagsOffset] & flag) == flag;

    /// <summary>Number of table blocks in a frame.</summary>
    public static ushort TableCount(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt16LittleEndian(frame[TableCountOffset..]);

    /// <summary>Bytes that follow the header, as it says.</summary>
    public static uint PayloadLength(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt32LittleEndian(frame[PayloadLengthOffset..]);

    /// <summary>Writes the header of a complete frame.</summary>
    public static void Write(Span<byte> frame, ushort tableCount, byte flags)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, QwpConstants.Magic);
        frame[VersionOffset] = QwpConstants.Version;
        frame[FlagsOffset] = flags;
        BinaryPrimitives.WriteUInt16LittleEndian(frame[TableCountOffset..], tableCount);
        WritePayloadLength(frame);
    }

    /// <summary>Takes flags away from a frame.</summary>
    public static void Clear(Span<byte> frame, byte flags) => frame[FlagsOffset] &= (byte)~flags;

    /// <summary>Makes the header say how long the frame is.</summary>
    public static void WritePayloadLength(Span<byte> frame) =>
        BinaryPrimitives.WriteUInt32LittleEndian(frame[PayloadLengthOffset..], (uint)(frame.Length - QwpConstants.HeaderLength));
}
