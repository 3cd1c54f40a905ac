using System.Buffers.Binary;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;

namespace QuestDb.Store.Quarantines;

/// <summary>A segment file (<see cref="SegmentFormat"/>) of one frame, as long as it must be.</summary>
internal static class QuarantineFile
{
    public const string Extension = ".sfa";

    private const int FrameStart = SegmentFormat.HeaderLength + SegmentFormat.FrameHeaderLength;

    public static byte[] Encode(long fsn, DateTime createdUtc, ReadOnlySpan<byte> frame)
    {
        byte[] bytes = new byte[FrameStart + frame.Length];
        SegmentFormat.WriteHeader(bytes, fsn, (createdUtc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        frame.CopyTo(bytes.AsSpan(FrameStart));
        SegmentFormat.WriteFrameHeader(bytes.AsSpan(SegmentFormat.HeaderLength));
        return bytes;
    }

    /// <summary>Whether two files hold the same frame; when they were written does not count.</summary>
    public static bool SameFrame(ReadOnlySpan<byte> file, ReadOnlySpan<byte> other) =>
        file.Length == other.Length && file[..16].SequenceEqual(other[..16])
        && file[SegmentFormat.HeaderLength..].SequenceEqual(other[SegmentFormat.HeaderLength..]);

    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreCorrupt"/>: the file is not a whole segment of one frame;
    /// <see cref="ErrorCode.StoreUnsupported"/>.
    /// </exception>
    public static byte[] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < FrameStart)
        {
            throw StoreErrors.Corrupt(path, $"it has {bytes.Length} bytes and a segment of one frame has {FrameStart} at least");
        }

        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (magic != SegmentFormat.Magic) throw StoreErrors.Corrupt(path, $"it begins with 0x{magic:x8}, not with SF01");
        if (bytes[4] != SegmentFormat.Version)
        {
            throw StoreErrors.Unsupported(path, $"its version is {bytes[4]}, this client knows {SegmentFormat.Version}");
        }

        if (!SegmentFormat.IsWhole(bytes.AsSpan(SegmentFormat.HeaderLength)))
        {
            throw StoreErrors.Corrupt(path, "its frame is cut off or has a wrong checksum");
        }

        return bytes[FrameStart..];
    }

    /// <summary>What is known about the frame of a file, without a look at its bytes; null when the file is gone.</summary>
    public static QuarantineEntry? TryDescribe(string path)
    {
        try
        {
            byte[] header = new byte[SegmentFormat.HeaderLength];
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            int read = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            long fsn = read == header.Length ? BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8)) : -1;
            int length = (int)Math.Clamp(file.Length - FrameStart, 0, int.MaxValue);
            string reason = Path.ChangeExtension(path, QuarantineReasonFile.Extension);
            return new QuarantineEntry(Path.GetFileNameWithoutExtension(path), fsn, length,
                QuarantineReasonFile.Read(reason, file.SafeFileHandle));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
