using System.Text;
using QuestDb.Shared.Names;
using QuestDb.Threading;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// The sequencer transactions of the tables of one sender, as its acks name them: accepted (OK) and durable (DURABLE_ACK). Tables are
/// numbered in the order of their first mention, so that an ack can be recorded without allocating.
/// </summary>
/// <remarks>Safe from any thread; one thread at a time records.</remarks>
/// <param name="client">The log of all senders, which is told too.</param>
internal sealed class TableTransactionLog(ClientTransactions client)
{
    /// <summary>Guards the tables and their numbers. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.TableTransactions);
    private readonly Dictionary<string, int> _ids = new(NameComparer.Instance);
    private readonly List<Entry> _tables = [];

    /// <summary>The numbers of tables.</summary>
    public int[] NumbersOf(string[] names)
    {
        using (_gate.Enter())
        {
            int[] numbers = new int[names.Length];
            for (int i = 0; i < names.Length; i++) numbers[i] = _ids.TryGetValue(names[i], out int id) ? id : Add(names[i]);
            return numbers;
        }
    }

    /// <summary>The number of a table that an ack names.</summary>
    public int NumberOf(ReadOnlySpan<byte> utf8Name)
    {
        const int MaxStackChars = 256;
        Span<char> chars = utf8Name.Length <= MaxStackChars ? stackalloc char[MaxStackChars] : new char[utf8Name.Length];
        ReadOnlySpan<char> name = chars[..Encoding.UTF8.GetChars(utf8Name, chars)];
        using (_gate.Enter())
            return _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out int id) ? id : Add(name.ToString());
    }

    /// <summary>The name of a table.</summary>
    public string NameOf(int table)
    {
        using (_gate.Enter()) return _tables[table].Transaction.Table;
    }

    /// <summary>The transaction of a table that the last OK about it named, or -1.</summary>
    public long AcceptedOf(int table)
    {
        using (_gate.Enter()) return _tables[table].Transaction.Accepted;
    }

    /// <summary>What is known of a table by its name; false when no ack has named it.</summary>
    /// <param name="table">The table, in any case.</param>
    /// <param name="transaction">Its transactions, -1 where the table was dropped.</param>
    /// <param name="since">The first frame whose rows went to the table as it is now; 0 when nothing else is known.</param>
    public bool TryGet(string table, out TableTransaction transaction, out long since)
    {
        using (_gate.Enter())
        {
            Entry known = _ids.TryGetValue(table, out int id) ? _tables[id] : Entry.None;
            (transaction, since) = (known.Transaction, known.Since);
            return transaction.Accepted >= 0 || since > 0;
        }
    }

    /// <summary>
    /// Records the transaction that an OK names for a table. The latest value counts, not the highest: a server that took over goes on
    /// where its copy of the log ends.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="seqTxn">The transaction.</param>
    /// <param name="isFirst">Whether it is the first of its connection, which has opened the table as it is now.</param>
    public void Accept(int table, long seqTxn, bool isFirst)
    {
        Entry known = Change(table, seqTxn, -1);
        Remember(table, client.Merge(known.Transaction, isFirst ? ClientTransactions.Unknown : known.Making));
    }

    /// <summary>Records the transaction that a DURABLE_ACK names for a table.</summary>
    public void MakeDurable(int table, long seqTxn)
    {
        Entry known = Change(table, -1, seqTxn);
        Remember(table, client.Merge(known.Transaction, known.Making));
    }

    /// <summary>Forgets the numbers of a table that was dropped, and perhaps made again.</summary>
    /// <param name="table">The table.</param>
    /// <param name="since">The first frame whose rows the server did not put into the dropped table; -1 where that is not known.</param>
    public void Forget(int table, long since)
    {
        Entry known;
        using (_gate.Enter())
        {
            known = _tables[table];
            _tables[table] = known with
            {
                Transaction = new TableTransaction(known.Transaction.Table, -1, -1),
                Since = Math.Max(known.Since, since),
            };
        }

        Remember(table, client.Forget(known.Transaction.Table, known.Making));
    }

    private Entry Change(int table, long accepted, long durable)
    {
        using (_gate.Enter())
        {
            Entry known = _tables[table];
            TableTransaction last = known.Transaction;
            return _tables[table] = known with
            {
                Transaction =
                    new TableTransaction(last.Table, accepted < 0 ? last.Accepted : accepted, durable < 0 ? last.Durable : durable),
            };
        }
    }

    private void Remember(int table, int making)
    {
        using (_gate.Enter()) _tables[table] = _tables[table] with { Making = making };
    }

    private int Add(string name)
    {
        int id = _tables.Count;
        _tables.Add(Entry.None with { Transaction = new TableTransaction(name, -1, -1) });
        _ids.Add(name, id);
        return id;
    }

    private readonly record struct Entry(TableTransaction Transaction, long Since, int Making)
    {
        public static Entry None { get; } = new(new TableTransaction("", -1, -1), 0, ClientTransactions.Unknown);
    }
}
