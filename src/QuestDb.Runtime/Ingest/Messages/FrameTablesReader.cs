using System.Text;
using QuestDb.Decoders.Frames;
using QuestDb.Shared.Names;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// Finds the tables that have rows in a frame of another process. The frames of a sender of this process say it when they are staged.
/// </summary>
internal static class FrameTablesReader
{
    /// <summary>The tables of a frame; none for a frame that can't be read, whose answer is for the server to give.</summary>
    public static FrameTables Read(ReadOnlySpan<byte> frame)
    {
        if (!FrameHeader.IsAt(frame)) return FrameTables.None;
        try
        {
            int count = FrameHeader.TableCount(frame);
            if (count == 0) return FrameTables.None;
            if (count == 1) return ReadOne(frame);
            // Blocks tell no length, so that the second one is found only by reading the first.
            string[] names = [.. IngestFrameReader.ReadBlocks(frame.ToArray()).Where(static t => t.Batch.RowCount > 0)
                .Select(static t => t.Name).Distinct(NameComparer.Instance)];
            return names.Length == 0 ? FrameTables.None : new FrameTables(names);
        }
        catch (QuestDbException)
        {
            return FrameTables.None;
        }
    }

    /// <summary>Whether a frame leaves its commit to a later one, as some other clients send them.</summary>
    public static bool DefersCommit(ReadOnlySpan<byte> frame) =>
        FrameHeader.IsAt(frame) && FrameHeader.Has(frame, QwpConstants.FlagDeferCommit);

    private static FrameTables ReadOne(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame, QwpConstants.HeaderLength, "The frame is malformed");
        if (FrameHeader.Has(frame, QwpConstants.FlagDeltaSymbolDict))
        {
            reader.ReadVarint("dictionary start");
            int symbols = reader.ReadCount("dictionary count", reader.Remaining);
            for (int i = 0; i < symbols; i++) reader.ReadSymbol();
        }

        ReadOnlySpan<byte> name = reader.ReadBytes(reader.ReadCount("length of the table name", reader.Remaining), "table name");
        return reader.ReadVarint("row count") == 0 ? FrameTables.None : new FrameTables([Encoding.UTF8.GetString(name)]);
    }
}
