using System.Collections.Immutable;
using QuestDb.Decoders.Frames;
using QuestDb.Schemas;
using QuestDb.Shared.Names;
using QuestDb.Wire;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// Tables that acks have shown to be dropped, of which the name of the designated timestamp was known: it counts no more, since the server
/// or another client may make the table again with another name. Frames that were queued before hold columns that were right only with the
/// old name.
/// </summary>
/// <remarks>Safe from any thread, without a lock.</remarks>
/// <param name="designated">What the client knows of the names.</param>
internal sealed class RemadeTables(DesignatedNames designated)
{
    private ImmutableHashSet<string> _tables = ImmutableHashSet.Create<string>(NameComparer.Instance);

    /// <summary>Whether there are none, as in nearly every delivery.</summary>
    public bool IsEmpty => Volatile.Read(ref _tables).IsEmpty;

    /// <summary>Notes that a table was dropped, and perhaps made again.</summary>
    public void Add(string table)
    {
        if (designated.Forget(table)) ImmutableInterlocked.Update(ref _tables, static (tables, table) => tables.Add(table), table);
    }

    /// <summary>
    /// The column of a frame that a server would take for the designated timestamp of such a table, or would make beside it under the
    /// same name; null when there is none, or the frame can't be read.
    /// </summary>
    /// <param name="frame">The frame as it was queued.</param>
    /// <param name="dictionary">The dictionary that its symbol ids refer to.</param>
    /// <param name="table">The table of the column.</param>
    public string? FindColumn(ReadOnlySpan<byte> frame, SymbolDictionary dictionary, out string table)
    {
        table = "";
        if (IsEmpty) return null;
        try
        {
            // The designated timestamp has no name on the wire.
            foreach (IngestTable block in new IngestFrameReader().Read(SelfSufficientFrame.Of(frame, dictionary), designatedName: ""))
            {
                if (!Volatile.Read(ref _tables).Contains(block.Name)) continue;
                string name = designated.Of(block.Name);
                if (block.Batch.Columns.FirstOrDefault(column => NameComparer.Same(column.Name, name)) is not { } column) continue;
                table = block.Name;
                return column.Name;
            }
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.ProtocolError)
        {
            // The answer to a frame that can't be read is for the server to give.
            return null;
        }

        return null;
    }
}
