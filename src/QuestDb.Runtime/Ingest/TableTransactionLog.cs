using System.Text;

namespace QuestDb.Ingest;

/// <summary>
/// The sequencer transactions of each table that acks have named: accepted (OK) and durable (DURABLE_ACK). Tables get small
/// numbers in the order of their first mention, so that acks can be noted without allocating.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class TableTransactionLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TableTransaction> _tables = [];

    /// <summary>Every table.</summary>
    public IReadOnlyList<TableTransaction> Snapshot()
    {
        lock (_gate) return [.. _tables];
    }

    /// <summary>A table by its name, in any case; false when no ack has named it.</summary>
    public bool TryGet(string table, out TableTransaction transaction)
    {
        lock (_gate)
        {
            bool known = _ids.TryGetValue(table, out int id);
            transaction = known ? _tables[id] : default;
            return known;
        }
    }

    /// <summary>Notes that an OK named a table, and returns the table's number.</summary>
    public int Accept(ReadOnlySpan<byte> utf8Name, long seqTxn)
    {
        lock (_gate)
        {
            int id = IdOf(utf8Name);
            TableTransaction table = _tables[id];
            if (seqTxn > table.Accepted) _tables[id] = table with { Accepted = seqTxn };
            return id;
        }
    }

    /// <summary>Notes that a DURABLE_ACK named a table, and returns the table's number.</summary>
    public int MakeDurable(ReadOnlySpan<byte> utf8Name, long seqTxn)
    {
        lock (_gate)
        {
            int id = IdOf(utf8Name);
            TableTransaction table = _tables[id];
            if (seqTxn > table.Durable) _tables[id] = table with { Durable = seqTxn };
            return id;
        }
    }

    private int IdOf(ReadOnlySpan<byte> utf8Name)
    {
        const int MaxStackChars = 256;
        Span<char> chars = utf8Name.Length <= MaxStackChars ? stackalloc char[MaxStackChars] : new char[utf8Name.Length];
        ReadOnlySpan<char> name = chars[..Encoding.UTF8.GetChars(utf8Name, chars)];
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out int id)) return id;
        id = _tables.Count;
        _tables.Add(new TableTransaction(name.ToString(), -1, -1));
        _ids.Add(_tables[id].Table, id);
        return id;
    }
}
