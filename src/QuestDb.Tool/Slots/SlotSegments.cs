using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.Wire;

namespace QuestDb.Tool.Slots;

/// <summary>The frames of a slot with their dictionary: as recovery takes them, or what is left of a slot that it refuses.</summary>
/// <param name="Content">The frames and what is lost.</param>
/// <param name="AckedFsn">The last acknowledged FSN, or -1.</param>
/// <param name="Symbols">The dictionary.</param>
/// <param name="Damage">Why recovery refuses the slot, or null.</param>
/// <param name="TornBytes">Bytes that recovery cuts.</param>
/// <param name="IsHeld">Whether a client has the slot open.</param>
internal sealed record SlotSegments(
    SlotFrames Content, long AckedFsn, SymbolDictionary Symbols, string? Damage, long TornBytes, bool IsHeld)
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
                IEnumerable<string> paths = recovery.Segments.Select(static found => found.Path);
                // Those that are acknowledged as a whole are of no interest; a blank one may have been more.
                IEnumerable<string> blank = recovery.EmptySegments.Where(static path => TryRead(path) is { IsBlank: true });
                // A client may have written more frames since, of which we may know no texts.
                return new SlotSegments(Frames(paths.Concat(blank), isHeld ? recovery.LastFsn : long.MaxValue), recovery.AckedFsn,
                    recovery.Dictionary, Damage: null, recovery.TornBytes, isHeld);
            }
            catch (QuestDbException e) when (e.Code is ErrorCode.StoreCorrupt or ErrorCode.StoreUnsupported or ErrorCode.StoreFailed)
            {
                if (!isHeld) return Salvage(slot, e.Message);
                // The client that holds the slot found it undamaged when it opened it, so what we see is a write in progress.
                if (look == Looks) return SalvageHeld(slot, e.Message);
                Thread.Sleep(s_pause);
            }
        }
    }

    private static SlotSegments Salvage(string slot, string damage) =>
        new(Frames(Directory.EnumerateFiles(slot, SegmentFormat.Pattern)), AckedFsn: -1, Texts(slot), damage, TornBytes: 0, IsHeld: false);

    private static SlotSegments SalvageHeld(string slot, string damage)
    {
        // A read beside a write can find bytes of its end and none of its start, but not twice at one place: the write has ended by then.
        SlotFrames first = Frames(Directory.EnumerateFiles(slot, SegmentFormat.Pattern));
        Thread.Sleep(s_pause);
        SlotFrames content = Frames(Directory.EnumerateFiles(slot, SegmentFormat.Pattern));
        bool isDamaged = content.LossesBetweenFrames.Intersect(first.LossesBetweenFrames).Any();
        return new SlotSegments(content, Try(() => Acked(slot), otherwise: -1), Texts(slot),
            isDamaged ? damage : null, TornBytes: 0, IsHeld: true);
    }

    private static SlotFrames Frames(IEnumerable<string> paths, long last = long.MaxValue) =>
        new([.. paths.Order(StringComparer.Ordinal).Select(TryRead).OfType<SalvagedSegment>()], last);

    /// <summary>A segment, or null when a client has deleted it meanwhile.</summary>
    private static SalvagedSegment? TryRead(string path)
    {
        try
        {
            return SalvagedSegment.Read(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            return new SalvagedSegment(path, null, 0, IsBlank: false, []) { Error = e.Message };
        }
    }

    private static SymbolDictionary Texts(string slot)
    {
        var symbols = new SymbolDictionary();
        Try(() => SymbolFile.Read(ReadOnlyFiles.Instance, slot, symbols), otherwise: 0);
        return symbols;
    }

    private static long Acked(string slot)
    {
        using var watermark = new AckWatermark(ReadOnlyFiles.Instance, slot);
        return watermark.Read() ?? -1;
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
