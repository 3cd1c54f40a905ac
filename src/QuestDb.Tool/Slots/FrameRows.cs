using QuestDb.Decoders.Frames;
using QuestDb.Store.Quarantines;
using QuestDb.Wire;

namespace QuestDb.Tool.Slots;

/// <summary>One frame of a slot with its rows.</summary>
/// <param name="Fsn">Its FSN.</param>
/// <param name="Tables">Its rows by table; empty when it can't be decoded.</param>
/// <param name="Error">Why it can't be decoded, or null.</param>
/// <param name="Reason">Why it is in quarantine, or null.</param>
internal sealed record FrameRows(long Fsn, IReadOnlyList<IngestTable> Tables, string? Error, QuarantineReason? Reason)
{
    public int RowCount => Tables.Sum(static t => t.Batch.RowCount);

    /// <summary>The frames that wait for their ack.</summary>
    public static IEnumerable<FrameRows> PendingOf(SlotView slot)
    {
        IngestFrameReader reader = ReaderOf(slot);
        foreach ((long fsn, byte[] bytes) in slot.PendingFrames()) yield return Of(fsn, () => bytes, reader, null);
    }

    /// <summary>The frames in quarantine.</summary>
    public static IEnumerable<FrameRows> QuarantinedOf(SlotView slot)
    {
        foreach (QuarantineEntry entry in slot.Quarantine.List())
        {
            yield return Of(entry.Fsn, () => slot.Quarantine.Read(entry), new IngestFrameReader(), entry.Reason);
        }
    }

    private static FrameRows Of(long fsn, Func<byte[]> read, IngestFrameReader reader, QuarantineReason? reason)
    {
        try
        {
            return new FrameRows(fsn, reader.Read(read()), null, reason);
        }
        catch (QuestDbException e)
        {
            return new FrameRows(fsn, [], e.Message, reason);
        }
    }

    /// <summary>A reader that knows every text of the slot's dictionary: what earlier frames brought may be gone with them.</summary>
    private static IngestFrameReader ReaderOf(SlotView slot)
    {
        var reader = new IngestFrameReader();
        var entries = new SymbolEntries(slot.Symbols.Wire(0, slot.Symbols.Count));
        while (entries.TryRead(out ReadOnlySpan<byte> text)) reader.AddSymbol(text);
        return reader;
    }
}
