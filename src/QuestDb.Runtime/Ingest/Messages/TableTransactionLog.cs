using System.Text;
using QuestDb.Shared.Names;
using QuestDb.Threading;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// The sequencer transactions of each table that acks have named: accepted (OK) and durable (DURABLE_ACK). Tables are numbered in the
/// order of their first mention, so that an ack can be recorded without allocating.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class TableTransactionLog
{
    /// <summary>Guards the tables and their numbers. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.TableTransactions);
    private readonly Dictionary<string, int> _ids = new(NameComparer.Instance);
    private readonly List<TableTransaction> _tables = [];

    /// <summary>Every table.</summary>
    public IReadOnlyList<TableTransaction> Snapshot()
    {
        using (_gate.Enter()) return [.. _tables];
    }

    /// <summary>A table by its name, in any case; false when no ack has named it.</summary>
    public bool TryGet(string table, out TableTransaction transaction)
    {
        using (_gate.Enter())
        {
            bool known = _ids.TryGetValue(table, out int id);
            transaction = known ? _tables[id] : default;
            return known;
        }
    }

    /// <summary>
    /// Records the transaction that an OK names for a table, and returns the table's number. The latest value counts, not the highest:
    /// a server that took over goes on where its copy of the log ends.
    /// </summary>
    public int Accept(ReadOnlySpan<byte> utf8Name, long seqTxn, out TableTransaction table)
    {
        using (_gate.Enter())
        {
            int id = IdOf(utf8Name);
            table = _tables[id] = _tables[id] with { Accepted = seqTxn };
            return id;
        }
    }

    /// <summary>Records the transaction that a DURABLE_ACK names for a table, and returns the table's number.</summary>
    public int MakeDurable(ReadOnlySpan<byte> utf8Name, long seqTxn, out TableTransaction table)
    {
        using (_gate.Enter())
        {
            int id = IdOf(utf8Name);
            table = _tables[id] = _tables[id] with { Durable = seqTxn };
            return id;
        }
    }

    /// <summary>Merges an entry of another log; of several values the highest counts.</summary>
    public void Merge(TableTransaction table)
    {
        using (_gate.Enter())
        {
            if (!_ids.TryGetValue(table.Table, out int id)) id = Add(table.Table);
            TableTransaction known = _tables[id];
            _tables[id] =
                known with { Accepted = Math.Max(known.Accepted, table.Accepted), Durable = Math.Max(known.Durable, table.Durable) };
        }
    }

    private int IdOf(ReadOnlySpan<byte> utf8Name)
    {
        const int MaxStackChars = 256;
        Span<char> chars = utf8Name.Length <= MaxStackChars ? stackalloc char[MaxStackChars] : new char[utf8Name.Length];
        ReadOnlySpan<char> name = chars[..Encoding.UTF8.GetChars(utf8Name, chars)];
        return _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out int id) ? id : Add(name.ToString());
    }

    private int Add(string name)
    {
        int id = _tables.Count;
        _tables.Add(new TableTransaction(name, -1, -1));
        _ids.Add(name, id);
        return id;
    }
}
