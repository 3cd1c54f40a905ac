using QuestDb.Decoders.Frames;
using QuestDb.Shared.Names;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// Makes a frame of some of the tables of another one, for rows that a server acknowledged and did not store: the other tables of the
/// frame are stored, and would be doubled.
/// </summary>
internal static class PartialFrame
{
    /// <summary>
    /// A copy of a frame with the blocks of some tables. It commits at once, and brings dictionary entries only where they are its own.
    /// </summary>
    /// <param name="frame">The frame as it was queued.</param>
    /// <param name="dictionaryEnd">
    /// The dictionary entries that it relies on or brings; the connection must know them. Or <see cref="QueuedFrame.OwnDictionary"/>.
    /// </param>
    /// <param name="tables">The tables to keep.</param>
    public static byte[] Of(ReadOnlySpan<byte> frame, int dictionaryEnd, FrameTables tables)
    {
        byte[] source = frame.ToArray();
        List<IngestTable> all = IngestFrameReader.ReadBlocks(source);
        Range[] blocks = [.. all.Where(t => tables.Names.Contains(t.Name, NameComparer.Instance)).Select(static t => t.Block)];
        byte flags = (byte)(FrameHeader.Flags(frame) & ~QwpConstants.FlagDeferCommit);
        ReadOnlySpan<byte> entries = Entries(source, dictionaryEnd, all[0].Block.Start.Value);
        int start = QwpConstants.HeaderLength + entries.Length;
        byte[] part = new byte[start + blocks.Sum(block => block.GetOffsetAndLength(source.Length).Length)];
        entries.CopyTo(part.AsSpan(QwpConstants.HeaderLength));
        foreach (Range block in blocks)
        {
            ReadOnlySpan<byte> bytes = source.AsSpan(block);
            bytes.CopyTo(part.AsSpan(start));
            start += bytes.Length;
        }

        FrameHeader.Write(part, (ushort)blocks.Length, flags);
        return part;
    }

    /// <summary>The delta section: without entries, as the connection knows them, or as it was.</summary>
    private static ReadOnlySpan<byte> Entries(byte[] frame, int dictionaryEnd, int firstBlock)
    {
        if (!FrameHeader.Has(frame, QwpConstants.FlagDeltaSymbolDict)) return [];
        if (dictionaryEnd == QueuedFrame.OwnDictionary) return frame.AsSpan(QwpConstants.HeaderLength..firstBlock);
        byte[] empty = new byte[Varint.Length((ulong)dictionaryEnd) + 1];
        // The count of entries is the zero at its end.
        Varint.Write(empty, (ulong)dictionaryEnd);
        return empty;
    }
}
