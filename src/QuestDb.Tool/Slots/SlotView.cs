using QuestDb.Store.Files;
using QuestDb.Store.Quarantines;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.Wire;

namespace QuestDb.Tool.Slots;

/// <summary>
/// A slot as it is at this moment, read without its lock: a client may be writing it or deleting from it meanwhile. Of a slot
/// that can't be replayed it shows what is whole.
/// </summary>
internal sealed class SlotView
{
    private readonly SlotSegments _segments;

    private SlotView(string path, SlotSegments segments)
    {
        Path = path;
        _segments = segments;
        Quarantine = new QuarantineFolder(path, sync: false, ReadOnlyFiles.Instance);
    }

    public string Path { get; }

    /// <summary>The name of the slot's folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The last acknowledged FSN; -1 when it is not known.</summary>
    public long AckedFsn => _segments.AckedFsn;

    /// <summary>The last whole frame, or -1.</summary>
    public long LastFsn => Content.Frames.Count == 0 ? -1 : Math.Max(-1, Content.Frames.Max(static f => f.Fsn));

    /// <summary>The first frame that waits for its ack, or -1.</summary>
    public long FirstFsn => Pending.Where(static f => f.Fsn >= 0).Select(static f => f.Fsn).DefaultIfEmpty(-1).Min();

    /// <summary>Frames that wait for their ack.</summary>
    public long FrameCount => Pending.Count();

    /// <summary>Bytes of those frames.</summary>
    public long FrameBytes => Pending.Sum(static f => (long)f.Place.Length - SegmentFormat.FrameHeaderLength);

    /// <summary>
    /// Bytes behind the last whole frame that are neither frame nor free: a crash left them, or a client writes them now.
    /// </summary>
    public long TornBytes => _segments.TornBytes;

    /// <summary>When the oldest segment with waiting frames was made.</summary>
    public DateTime? OldestUtc => Pending.Select(static f => f.Segment.CreatedMicros)
        .DefaultIfEmpty(0).Min() is var micros and > 0
        ? DateTime.UnixEpoch.AddMicroseconds(micros)
        : null;

    /// <summary>The frames of its segments, whole and lost.</summary>
    public SlotFrames Content => _segments.Content;

    /// <summary>Whether a client had it open when it was read.</summary>
    public bool IsHeld => _segments.IsHeld;

    /// <summary>Why the slot can't be replayed, or null.</summary>
    public string? Damage => _segments.Damage;

    /// <summary>Why no client drains it by itself, or null.</summary>
    public string? FailedReason =>
        FailedMark.IsOn(Path) ? File.ReadAllText(System.IO.Path.Combine(Path, FailedMark.FileName)).Trim() : null;

    /// <summary>The process that holds its lock, or null.</summary>
    public string? Holder => SlotLock.HolderOf(Path);

    public Quarantine Quarantine { get; }

    /// <summary>The texts that symbol ids of its frames name.</summary>
    public SymbolDictionary Symbols => _segments.Symbols;

    /// <summary>Whether a folder looks like a slot.</summary>
    public static bool IsSlot(string path) => Directory.Exists(path) &&
        (File.Exists(System.IO.Path.Combine(path, SlotLock.FileName)) || FailedMark.IsOn(path)
            || Directory.Exists(System.IO.Path.Combine(path, QuarantineFolder.FolderName))
            || Directory.EnumerateFiles(path, SegmentFormat.Pattern).Any());

    /// <exception cref="ToolException">There is no slot.</exception>
    public static SlotView Read(string path)
    {
        path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(path)) throw new ToolException($"There is no folder {path}.");
        if (!IsSlot(path)) throw new ToolException($"{path} is not a slot: it has no segments, no lock and no quarantine.");
        return new SlotView(path, SlotSegments.Read(path));
    }

    /// <summary>
    /// The frames that wait for their ack, in FSN order. Those that a client delivers and deletes meanwhile are left out.
    /// </summary>
    public IEnumerable<(long Fsn, byte[] Bytes)> PendingFrames()
    {
        foreach (IGrouping<SalvagedSegment, SlotFrame> segment in Pending.GroupBy(static frame => frame.Segment))
        {
            IStoreFile file;
            try
            {
                file = ReadOnlyFiles.Instance.Open(segment.Key.Path);
            }
            catch (FileNotFoundException)
            {
                continue;
            }

            using (file)
            {
                foreach (SlotFrame frame in segment)
                {
                    byte[] bytes = new byte[frame.Place.Length - SegmentFormat.FrameHeaderLength];
                    file.Read(bytes, frame.Place.Offset + SegmentFormat.FrameHeaderLength);
                    yield return (frame.Fsn, bytes);
                }
            }
        }
    }

    private IEnumerable<SlotFrame> Pending => Content.Frames.Where(f => f.Fsn < 0 || f.Fsn > AckedFsn);
}
