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
    public long LastFsn => _segments.Files.Count == 0 ? -1 : _segments.Files[^1].Scan.EndFsn - 1;

    /// <summary>The first frame that waits for its ack.</summary>
    public long FirstFsn => _segments.Files.Count == 0 ? -1 : Math.Max(AckedFsn + 1, _segments.Files[0].Scan.BaseFsn);

    /// <summary>Frames that wait for their ack.</summary>
    public long FrameCount => _segments.Files.Sum(PendingIn);

    /// <summary>Bytes of those frames.</summary>
    public long FrameBytes =>
        _segments.Files.Where(f => PendingIn(f) > 0).Sum(f => ReadPending(f, static (_, place) => (long)place.Length).Sum());

    /// <summary>
    /// Bytes behind the last whole frame that are neither frame nor free: a crash left them, or a client writes them now.
    /// </summary>
    public long TornBytes => _segments.Files.Sum(static f => (long)f.Scan.TornBytes);

    /// <summary>When the oldest segment with waiting frames was made.</summary>
    public DateTime? OldestUtc => _segments.Files.Where(f => PendingIn(f) > 0).Select(static f => f.Scan.CreatedMicros)
        .DefaultIfEmpty(0).Min() is var micros and > 0
        ? DateTime.UnixEpoch.AddMicroseconds(micros)
        : null;

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
        foreach (SlotRecovery.Found found in _segments.Files.Where(f => PendingIn(f) > 0))
        {
            long fsn = found.Scan.EndFsn - PendingIn(found);
            IEnumerable<byte[]> frames = ReadPending(found, static (file, place) =>
            {
                byte[] bytes = new byte[place.Length];
                file.Read(bytes, place.Offset);
                return bytes;
            });
            foreach (byte[] bytes in frames) yield return (fsn++, bytes);
        }
    }

    /// <summary>Reads something of each frame of a segment that waits; nothing of a segment that is deleted meanwhile.</summary>
    private IEnumerable<T> ReadPending<T>(SlotRecovery.Found found, Func<IStoreFile, FramePlace, T> read)
    {
        IStoreFile file;
        try
        {
            file = ReadOnlyFiles.Instance.Open(found.Path);
        }
        catch (FileNotFoundException)
        {
            yield break;
        }

        using (file)
        {
            var walk = new FrameWalk();
            walk.Begin(file, SegmentFormat.HeaderLength, found.Scan.AppendOffset);
            int passed = found.Scan.Count - PendingIn(found);
            for (int i = 0; i < found.Scan.Count && walk.MoveNext(); i++)
            {
                if (i >= passed) yield return read(file, walk.Current);
            }
        }
    }

    private int PendingIn(SlotRecovery.Found found) => (int)Math.Clamp(found.Scan.EndFsn - 1 - AckedFsn, 0, found.Scan.Count);
}
