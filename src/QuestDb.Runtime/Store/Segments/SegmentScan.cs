using System.Buffers;
using System.Buffers.Binary;
using QuestDb.Store.Files;

namespace QuestDb.Store.Segments;

/// <summary>The content of a segment file, read with checksums and without changing the file.</summary>
/// <param name="BaseFsn">FSN of the first frame.</param>
/// <param name="CreatedMicros">Time of creation in microseconds since 1970.</param>
/// <param name="ManifestRequired">Whether the segment needs the slot's manifest.</param>
/// <param name="Count">Number of its frames.</param>
/// <param name="AppendOffset">The position of the next frame: the end of the last intact one.</param>
/// <param name="TornBytes">Length of the bytes after it unless they are all zero; recovery removes them.</param>
/// <param name="Length">Bytes of the file.</param>
internal sealed record SegmentScan(
    long BaseFsn, long CreatedMicros, bool ManifestRequired, int Count, int AppendOffset, int TornBytes, int Length)
{
    /// <summary>FSN after the last frame.</summary>
    public long EndFsn => BaseFsn + Count;

    /// <summary>Bytes of the frames, without their headers.</summary>
    public long FrameBytes => AppendOffset - SegmentFormat.HeaderLength - ((long)Count * SegmentFormat.FrameHeaderLength);

    /// <summary>
    /// Reads a segment; null for a file that is empty or all zero, because its client ended while it created the file.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for errors.</param>
    /// <param name="walk">Reads the frames.</param>
    /// <param name="places">Takes the place of each frame, or null.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreCorrupt"/>: the file is not a segment; <see cref="ErrorCode.StoreUnsupported"/>: it has
    /// another version.
    /// </exception>
    public static SegmentScan? Read(IStoreFile file, string path, FrameWalk walk, List<FramePlace>? places = null)
    {
        long length = file.Length;
        if (length > int.MaxValue) throw StoreErrors.Corrupt(path,
            $"its {length:N0} bytes are more than a segment can have");
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            Span<byte> header = buffer.AsSpan(0, (int)Math.Min(length, SegmentFormat.HeaderLength));
            file.Read(header, 0);
            if (!header.ContainsAnyExcept((byte)0) && IsZero(file, 0, length, buffer)) return null;
            if (header.Length < SegmentFormat.HeaderLength) throw StoreErrors.Corrupt(path, $"it ends after {length} bytes, in its header");
            (long baseFsn, long created, bool manifest) = ReadHeader(header, path);
            walk.Begin(file, SegmentFormat.HeaderLength, (int)length);
            int count = CountFrames(walk, path, places, out int end);
            if (baseFsn > long.MaxValue - count) throw StoreErrors.Corrupt(path,
                $"its first frame number is {baseFsn}");
            int torn = IsZero(file, end, length, buffer) ? 0 : (int)length - end;
            if (torn > 0) CheckNothingFollows(file, path, end, (int)length, walk);
            return new SegmentScan(baseFsn, created, manifest, count, end, torn, (int)length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (long BaseFsn, long CreatedMicros, bool ManifestRequired) ReadHeader(ReadOnlySpan<byte> header, string path)
    {
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (magic != SegmentFormat.Magic) throw StoreErrors.Corrupt(path, $"it begins with 0x{magic:x8}, not with SF01");
        if (header[4] != SegmentFormat.Version)
        {
            throw StoreErrors.Unsupported(path, $"its version is {header[4]}, this client knows {SegmentFormat.Version}");
        }

        int flags = header[SegmentFormat.FlagsOffset];
        if ((flags & ~SegmentFormat.ManifestRequired) != 0) throw StoreErrors.Unsupported(path, $"its flags are 0x{flags:x2}");
        int reserved = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        if (reserved != 0) throw StoreErrors.Unsupported(path, $"its reserved bytes are 0x{reserved:x4}");
        long baseFsn = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        if (baseFsn < 0) throw StoreErrors.Corrupt(path, $"its first frame number is {baseFsn}");
        return (baseFsn, BinaryPrimitives.ReadInt64LittleEndian(header[16..]), flags != 0);
    }

    /// <summary>Reads frames up to the first that is not intact: zeros, or a frame that a crash cut short.</summary>
    private static int CountFrames(FrameWalk walk, string path, List<FramePlace>? places, out int end)
    {
        int count = 0;
        end = SegmentFormat.HeaderLength;
        while (walk.MoveNext() && walk.IsWhole())
        {
            // No client writes an empty frame, and its FSN would stand for no rows.
            if (walk.Current.Length == 0) throw StoreErrors.Corrupt(path, $"the frame at byte {end} is empty");
            places?.Add(walk.Current);
            end = walk.Current.End;
            count++;
        }

        return count;
    }

    /// <summary>
    /// Throws when an intact frame follows a broken one. A crash leaves one broken frame at the end; here something else damaged the
    /// file, and cutting it would lose intact frames.
    /// </summary>
    private static void CheckNothingFollows(IStoreFile file, string path, int end, int length, FrameWalk walk)
    {
        const int Step = SegmentFormat.FrameHeaderLength + sizeof(uint);
        ReadOnlySpan<byte> magic = "QWP1"u8;
        byte[] tail = GC.AllocateUninitializedArray<byte>(length - end);
        file.Read(tail, end);
        for (int from = Step; from + magic.Length <= tail.Length;)
        {
            int at = tail.AsSpan(from).IndexOf(magic);
            if (at < 0) return;
            int frame = from + at - SegmentFormat.FrameHeaderLength;
            walk.Begin(file, end + frame, length);
            if (walk.MoveNext() && walk.Current.Length > 0 && walk.IsWhole())
                throw StoreErrors.Corrupt(path, $"the frame at byte {end} is damaged and a whole one follows at byte {end + frame}");
            from += at + 1;
        }
    }

    private static bool IsZero(IStoreFile file, long start, long end, byte[] buffer)
    {
        while (start < end)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - start));
            file.Read(part, start);
            if (part.ContainsAnyExcept((byte)0)) return false;
            start += part.Length;
        }

        return true;
    }
}
