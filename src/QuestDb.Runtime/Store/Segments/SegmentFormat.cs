using System.Buffers.Binary;

namespace QuestDb.Store.Segments;

/// <summary>
/// Layout of a segment file (docs/store-and-forward.md): a header of 24 bytes, then frames one after the other, each its
/// CRC-32C, its length and its bytes, then zeros. All numbers are little-endian.
/// </summary>
internal static class SegmentFormat
{
    /// <summary>"SF01", read as a little-endian uint32.</summary>
    public const uint Magic = 0x31304653;

    public const byte Version = 1;

    /// <summary>Flag of newer clients: the slot has a manifest, without which the segment must not be used.</summary>
    public const byte ManifestRequired = 1;

    public const int HeaderLength = 24;

    /// <summary>Where the header's flags are.</summary>
    public const int FlagsOffset = 5;

    /// <summary>CRC-32C and length before each frame.</summary>
    public const int FrameHeaderLength = 8;

    /// <summary>The pattern of segment files; others than ours may have other names.</summary>
    public const string Pattern = "*.sfa";

    /// <summary>Name of a segment by its number in the slot, counted in order of creation.</summary>
    public static string FileName(ulong number) => $"sf-{number:x16}.sfa";

    public static void WriteHeader(Span<byte> header, long baseSeq, long createdMicros)
    {
        header[..HeaderLength].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        header[4] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], baseSeq);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], createdMicros);
    }

    /// <summary>Writes the 8 bytes before a frame's payload.</summary>
    /// <param name="frame">The 8 bytes followed by the payload.</param>
    public static void WriteFrameHeader(Span<byte> frame)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], frame.Length - FrameHeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Crc32C.Compute(frame[4..]));
    }

    /// <summary>Whether a frame is as it was written.</summary>
    /// <param name="frame">The 8 bytes followed by the payload.</param>
    public static bool IsWhole(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadInt32LittleEndian(frame[4..]) == frame.Length - FrameHeaderLength
        && BinaryPrimitives.ReadUInt32LittleEndian(frame) == Crc32C.Compute(frame[4..]);
}
