using QuestDb.Ingest.Messages;
using QuestDb.Shared.Names;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// Tables of which a frame went into quarantine after it was refused again and again. Their next frames go there at the first refusal:
/// to wait again, for each of them, until an error that could pass has not passed would hold up every other table.
/// </summary>
/// <remarks>
/// Used by the send loop. A table that has accepted rows since then, or refuses for another reason, is as any other.
/// </remarks>
internal sealed class RefusedTables(TableTransactionLog accepted)
{
    private readonly Dictionary<string, (StatusCode Status, long Accepted)> _tables = new(NameComparer.Instance);

    /// <summary>Notes the tables of a frame in quarantine.</summary>
    public void Add(IReadOnlyList<string> tables, StatusCode status)
    {
        foreach (string table in tables) _tables[table] = (status, AcceptedOf(table));
    }

    /// <summary>Whether all tables of a frame are such, for the same reason.</summary>
    public bool Contains(IReadOnlyList<string> tables, StatusCode status) => tables.Count > 0
        && tables.All(table => _tables.TryGetValue(table, out (StatusCode Status, long Accepted) refused)
            && refused == (status, AcceptedOf(table)));

    private long AcceptedOf(string table) => accepted.TryGet(table, out TableTransaction known, out _) ? known.Accepted : -1;
}
