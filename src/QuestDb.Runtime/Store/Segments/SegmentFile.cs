using QuestDb.Store.Files;

namespace QuestDb.Store.Segments;

/// <summary>A segment of an open slot. The slot's producer appends; the numbers change under the slot's lock.</summary>
internal sealed class SegmentFile(IStoreFile file, string path, long baseFsn) : IDisposable
{
    public IStoreFile File { get; } = file;

    public string Path { get; } = path;

    /// <summary>FSN of its first frame.</summary>
    public long BaseFsn { get; } = baseFsn;

    /// <summary>Bytes of the file, all allocated.</summary>
    public int Length { get; } = (int)file.Length;

    /// <summary>Published frames.</summary>
    public int Count { get; set; }

    /// <summary>Where the next frame goes.</summary>
    public int AppendOffset { get; set; } = SegmentFormat.HeaderLength;

    /// <summary>Up to where its bytes last a power failure; 0 while not even the header does.</summary>
    public int SyncedOffset { get; set; }

    /// <summary>FSN after its last frame.</summary>
    public long EndFsn => BaseFsn + Count;

    /// <summary>Bytes left for frames.</summary>
    public int Free => Length - AppendOffset;

    /// <summary>Reads a frame with its header.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>.</exception>
    public void ReadFrame(Span<byte> frame, int offset)
    {
        try
        {
            File.Read(frame, offset);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, Path, "The frame stays queued.");
        }

        if (SegmentFormat.IsWhole(frame)) return;
        throw new QuestDbException(ErrorCode.StoreFailed,
            $"{Path} has changed on the disk: the frame at byte {offset} no longer fits its checksum. It is not sent.");
    }

    public void Dispose() => File.Dispose();
}
