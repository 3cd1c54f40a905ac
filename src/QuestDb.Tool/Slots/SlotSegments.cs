using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.Wire;

namespace QuestDb.Tool.Slots;

/// <summary>The segments of a slot with their dictionary, read as recovery reads them, or what is left of a slot that it refuses.</summary>
/// <param name="Files">Segments with frames, in FSN order.</param>
/// <param name="AckedFsn">The last acknowledged FSN, or -1.</param>
/// <param name="Symbols">The dictionary.</param>
/// <param name="Damage">Why recovery refuses the slot, or null.</param>
internal sealed record SlotSegments(IReadOnlyList<SlotRecovery.Found> Files, long AckedFsn, SymbolDictionary Symbols, string? Damage)
{
    /// <summary>
    /// How often a slot is read that a client works on: what the client writes and deletes while we read can look like damage, so one bad
    /// reading proves nothing.
    /// </summary>
    private const int Looks = 5;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    public static SlotSegments Read(string slot)
    {
        for (int look = 1; ; look++)
        {
            bool isHeld = SlotLock.HolderOf(slot) is not null;
            try
            {
                SlotRecovery recovery = SlotRecovery.Read(ReadOnlyFiles.Instance, slot);
                return new SlotSegments(recovery.Segments, recovery.AckedFsn, recovery.Dictionary, Damage: null);
            }
            catch (QuestDbException e) when (e.Code is ErrorCode.StoreCorrupt or ErrorCode.StoreUnsupported or ErrorCode.StoreFailed)
            {
                if (!isHeld) return Salvage(slot, acked: -1, e.Message);
                // The client that holds the slot found it undamaged when it opened it, so what we see is a write in progress.
                if (look == Looks) return Salvage(slot, Try(() => Acked(slot), otherwise: -1), damage: null);
                Thread.Sleep(s_pause);
            }
        }
    }

    private static SlotSegments Salvage(string slot, long acked, string? damage)
    {
        var files = new List<SlotRecovery.Found>();
        foreach (string path in Directory.EnumerateFiles(slot, SegmentFormat.Pattern).Order(StringComparer.Ordinal))
        {
            if (Try(() => Scan(path), otherwise: null) is { Count: > 0 } scan) files.Add(new SlotRecovery.Found(path, scan));
        }

        files.Sort(static (a, b) => a.Scan.BaseFsn.CompareTo(b.Scan.BaseFsn));
        var symbols = new SymbolDictionary();
        Try(() => SymbolFile.Read(ReadOnlyFiles.Instance, slot, symbols), otherwise: 0);
        return new SlotSegments(files, acked, symbols, damage);
    }

    private static long Acked(string slot)
    {
        using var watermark = new AckWatermark(ReadOnlyFiles.Instance, slot);
        return watermark.Read() ?? -1;
    }

    private static SegmentScan? Scan(string path)
    {
        using IStoreFile file = ReadOnlyFiles.Instance.Open(path);
        return SegmentScan.Read(file, path, new FrameWalk());
    }

    /// <summary>What can be read; the damage itself is told already.</summary>
    private static T Try<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is QuestDbException || StoreErrors.IsOfFileSystem(e))
        {
            return otherwise;
        }
    }
}
