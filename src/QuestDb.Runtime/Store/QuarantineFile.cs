using System.Buffers.Binary;
using System.Numerics;

namespace QuestDb.Store;

/// <summary>
/// A segment file of one frame, as long as it must be (QuestDB store-and-forward: 24 bytes of header with the FSN of the first frame,
/// then per frame CRC-32C over length and payload, length, payload).
/// </summary>
internal static class QuarantineFile
{
    public const string Extension = ".sfa";

    private const uint Magic = 0x31304653;
    private const byte Version = 1;
    private const int HeaderBytes = 24;
    private const int FrameHeaderBytes = 8;

    public static byte[] Encode(long fsn, DateTime createdUtc, ReadOnlySpan<byte> frame)
    {
        byte[] bytes = new byte[HeaderBytes + FrameHeaderBytes + frame.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        bytes[4] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), fsn);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), (createdUtc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeaderBytes + 4), frame.Length);
        frame.CopyTo(bytes.AsSpan(HeaderBytes + FrameHeaderBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(HeaderBytes), Checksum(bytes.AsSpan(HeaderBytes + 4)));
        return bytes;
    }

    /// <summary>Whether two files hold the same frame; when they were written does not count.</summary>
    public static bool SameFrame(ReadOnlySpan<byte> file, ReadOnlySpan<byte> other) =>
        file.Length == other.Length && file[..16].SequenceEqual(other[..16]) && file[HeaderBytes..].SequenceEqual(other[HeaderBytes..]);

    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>: the file is not a whole segment of one frame.</exception>
    public static (long Fsn, byte[] Frame) Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeaderBytes + FrameHeaderBytes) throw Damaged(path, $"it has {bytes.Length} bytes and a segment of one frame has {HeaderBytes + FrameHeaderBytes} at least");
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic) throw Damaged(path, "it does not begin with SF01");
        if (bytes[4] != Version) throw Damaged(path, $"it has format version {bytes[4]}, this client reads {Version}");
        long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(HeaderBytes + 4));
        if (length > bytes.Length - HeaderBytes - FrameHeaderBytes) throw Damaged(path, "its frame is cut off");
        ReadOnlySpan<byte> summed = bytes.AsSpan(HeaderBytes + 4, (int)length + 4);
        if (Checksum(summed) != BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(HeaderBytes))) throw Damaged(path, "its frame has a wrong checksum");
        return (BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)), summed[4..].ToArray());
    }

    /// <summary>What is known about the frame of a file, without a look at its bytes; null when the file is gone.</summary>
    public static QuarantineEntry? TryDescribe(string path)
    {
        try
        {
            byte[] header = new byte[HeaderBytes];
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            int read = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
            long fsn = read == HeaderBytes ? BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8)) : -1;
            int length = (int)Math.Clamp(file.Length - HeaderBytes - FrameHeaderBytes, 0, int.MaxValue);
            string reason = Path.ChangeExtension(path, QuarantineReasonFile.Extension);
            return new QuarantineEntry(Path.GetFileNameWithoutExtension(path), fsn, length, QuarantineReasonFile.Read(reason, file.SafeFileHandle));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    private static QuestDbException Damaged(string path, string what) => new(ErrorCode.StoreFailed, $"The quarantined frame {path} is damaged: {what}.");
}
