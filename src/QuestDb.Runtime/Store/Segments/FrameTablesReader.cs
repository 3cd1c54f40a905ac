using System.Text;
using QuestDb.Decoders.Frames;
using QuestDb.Shared.Names;
using QuestDb.Wire;

namespace QuestDb.Store.Segments;

/// <summary>
/// Finds the tables that have rows in a frame that is on disk. The frames of a sender of this process say it when they are staged.
/// </summary>
internal static class FrameTablesReader
{
    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, FrameTables, out int)"/>
    public static FrameTables Read(ReadOnlySpan<byte> frame) => Read(frame, before: null, out _);

    /// <summary>The tables of a frame; none for a frame that can't be read, whose answer is for the server to give.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="before">Those of the frame before it, which are likely to be the same; or null.</param>
    /// <param name="rows">Number of its rows.</param>
    public static FrameTables Read(ReadOnlySpan<byte> frame, FrameTables? before, out int rows)
    {
        rows = 0;
        if (!FrameHeader.IsAt(frame)) return FrameTables.None;
        try
        {
            int count = FrameHeader.TableCount(frame);
            if (count == 0) return FrameTables.None;
            if (count == 1) return ReadOne(frame, before, out rows);
            // Blocks tell no length, so that the second one is found only by reading the first.
            List<IngestTable> tables = IngestFrameReader.ReadBlocks(frame.ToArray());
            rows = tables.Sum(static t => t.Batch.RowCount);
            IEnumerable<string> names = tables.Where(static t => t.Batch.RowCount > 0).Select(static t => t.Name);
            return Of([.. names.Distinct(NameComparer.Instance)], before);
        }
        catch (QuestDbException)
        {
            return FrameTables.None;
        }
    }

    /// <summary>Whether a frame leaves its commit to a later one, as some other clients send them.</summary>
    public static bool DefersCommit(ReadOnlySpan<byte> frame) =>
        FrameHeader.IsAt(frame) && FrameHeader.Has(frame, QwpConstants.FlagDeferCommit);

    private static FrameTables Of(string[] names, FrameTables? before)
    {
        if (names.Length == 0) return FrameTables.None;
        return before is not null && names.AsSpan().SequenceEqual(before.Names) ? before : new FrameTables(names);
    }

    private static FrameTables ReadOne(ReadOnlySpan<byte> frame, FrameTables? before, out int rows)
    {
        var reader = new WireReader(frame, QwpConstants.HeaderLength, "The frame is malformed");
        if (FrameHeader.Has(frame, QwpConstants.FlagDeltaSymbolDict))
        {
            reader.ReadVarint("dictionary start");
            int symbols = reader.ReadCount("dictionary count", reader.Remaining);
            for (int i = 0; i < symbols; i++) reader.ReadSymbol();
        }

        ReadOnlySpan<byte> name = reader.ReadBytes(reader.ReadCount("length of the table name", reader.Remaining), "table name");
        rows = reader.ReadCount("row count", int.MaxValue);
        if (rows == 0) return FrameTables.None;
        return before is { Names: [{ } same] } && IsSame(same, name) ? before : new FrameTables([Encoding.UTF8.GetString(name)]);
    }

    private static bool IsSame(string text, ReadOnlySpan<byte> utf8)
    {
        Span<byte> bytes = stackalloc byte[3 * NameRules.MaxLength];
        return Encoding.UTF8.TryGetBytes(text, bytes, out int length) && bytes[..length].SequenceEqual(utf8);
    }
}
