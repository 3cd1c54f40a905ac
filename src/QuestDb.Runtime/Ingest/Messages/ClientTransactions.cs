using QuestDb.Shared.Names;
using QuestDb.Threading;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// The sequencer transactions of each table that the acks of a client's senders have named. A table that is dropped and made again
/// counts from the beginning, and the senders learn of it one after the other, each from its own acks.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class ClientTransactions
{
    /// <summary>
    /// For a sender that has not been told of the table on its connection: what it hears first counts for the table as it is.
    /// </summary>
    public const int Unknown = -1;

    /// <summary>Guards the tables and their numbers. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.TableTransactions);
    private readonly Dictionary<string, int> _ids = new(NameComparer.Instance);
    private readonly List<Entry> _tables = [];

    /// <summary>Every table of which a transaction is known, in the order of first mention.</summary>
    public IReadOnlyList<TableTransaction> Snapshot()
    {
        using (_gate.Enter())
        {
            return [.. _tables.Select(static t => t.Transaction).Where(static t => t.Accepted >= 0 || t.Durable >= 0)];
        }
    }

    /// <summary>Merges what a sender knows of a table; of several values the highest counts.</summary>
    /// <param name="table">What it knows.</param>
    /// <param name="making">
    /// Which making of the table it is about, as an earlier call returned it, or <see cref="Unknown"/>. A sender that has not noticed
    /// yet that the table was made again does not change anything.
    /// </param>
    /// <returns>Which making of the table it is about.</returns>
    public int Merge(TableTransaction table, int making)
    {
        using (_gate.Enter())
        {
            int id = IdOf(table.Table);
            Entry known = _tables[id];
            if (making != Unknown && making != known.Making) return making;
            TableTransaction merged = known.Transaction with
            {
                Accepted = Math.Max(known.Transaction.Accepted, table.Accepted),
                Durable = Math.Max(known.Transaction.Durable, table.Durable),
            };
            _tables[id] = known with { Transaction = merged };
            return known.Making;
        }
    }

    /// <summary>
    /// Forgets the numbers of a table that was dropped, and perhaps made again, unless another sender has said so before.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="making">Which making of it was dropped, as the sender knows it.</param>
    /// <returns>Which making of the table counts now.</returns>
    public int Forget(string table, int making)
    {
        using (_gate.Enter())
        {
            int id = IdOf(table);
            Entry known = _tables[id];
            if (making == known.Making) _tables[id] = new Entry(new TableTransaction(known.Transaction.Table, -1, -1), known.Making + 1);
            return _tables[id].Making;
        }
    }

    private int IdOf(string table)
    {
        if (_ids.TryGetValue(table, out int id)) return id;
        id = _tables.Count;
        _tables.Add(new Entry(new TableTransaction(table, -1, -1), 0));
        _ids.Add(table, id);
        return id;
    }

    private readonly record struct Entry(TableTransaction Transaction, int Making);
}
