using QuestDb.Decoders.Frames;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// Makes a frame of some of the tables of another one, for rows that a server acknowledged and did not store: the other tables of the
/// frame are stored, and would be doubled.
/// </summary>
internal static class PartialFrame
{
    /// <summary>A copy of a frame with the blocks of some tables. It commits at once and brings no dictionary entries.</summary>
    /// <param name="frame">The frame as it was queued.</param>
    /// <param name="dictionaryEnd">The dictionary entries that it relies on or brings; the connection must know them.</param>
    /// <param name="tables">The tables to keep.</param>
    public static byte[] Of(ReadOnlySpan<byte> frame, int dictionaryEnd, FrameTables tables)
    {
        byte[] source = frame.ToArray();
        Range[] blocks = [.. IngestFrameReader.ReadBlocks(source)
            .Where(t => tables.Names.Contains(t.Name, StringComparer.OrdinalIgnoreCase)).Select(static t => t.Block)];
        byte flags = (byte)(FrameHeader.Flags(frame) & ~QwpConstants.FlagDeferCommit);
        bool hasDelta = FrameHeader.Has(frame, QwpConstants.FlagDeltaSymbolDict);
        int start = QwpConstants.HeaderLength + (hasDelta ? Varint.Length((ulong)dictionaryEnd) + 1 : 0);
        byte[] part = new byte[start + blocks.Sum(block => block.GetOffsetAndLength(source.Length).Length)];
        // A delta section without entries: its count is the zero at its end.
        if (hasDelta) Varint.Write(part.AsSpan(QwpConstants.HeaderLength), (ulong)dictionaryEnd);
        foreach (Range block in blocks)
        {
            ReadOnlySpan<byte> bytes = source.AsSpan(block);
            bytes.CopyTo(part.AsSpan(start));
            start += bytes.Length;
        }

        FrameHeader.Write(part, (ushort)blocks.Length, flags);
        return part;
    }
}
