using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Ingest;

/// <summary>Collects what the next OK covers, and writes the answers of an ingest connection.</summary>
/// <param name="open">The tables that the connection has open.</param>
/// <param name="namesDirectories">Whether durable acks name the directory of each table.</param>
internal sealed class IngestAcks(OpenTables open, bool namesDirectories)
{
    /// <summary>QuestDB sends one OK for at most this many messages that it read together.</summary>
    private const int MaxMessagesPerOk = 8;

    private readonly FrameBuilder _frame = new();
    private readonly List<(string Table, long SeqTxn)> _tables = [];
    private readonly List<(string Table, long SeqTxn)> _durable = [];
    private long _sequence;
    private int _messages;

    public bool IsPending => _messages > 0;

    public bool IsFull => _messages >= MaxMessagesPerOk;

    /// <summary>Whether there is something to tell: nobody is told of a table that was dropped.</summary>
    public bool HasDurable
    {
        get
        {
            _durable.RemoveAll(t => open.Find(t.Table) is { Table.IsDropped: true });
            return _durable.Count > 0;
        }
    }

    public void Add(long sequence, IReadOnlyList<(string Table, long SeqTxn)> tables)
    {
        _sequence = sequence;
        _messages++;
        AddTables(tables);
    }

    /// <summary>Lets the next OK name these tables without being due for them.</summary>
    public void AddTables(IReadOnlyList<(string Table, long SeqTxn)> tables) => Merge(_tables, tables);

    /// <summary>The OK frame for everything pending; valid until the next answer is written.</summary>
    public ReadOnlyMemory<byte> TakeOk()
    {
        _frame.Clear();
        _frame.WriteByte((byte)StatusCode.Ok);
        _frame.WriteInt64(_sequence);
        WriteTables(_tables, directories: false);
        Merge(_durable, _tables);
        _tables.Clear();
        _messages = 0;
        return _frame.Written;
    }

    /// <summary>The DURABLE_ACK frame for what the last OKs named.</summary>
    public ReadOnlyMemory<byte> TakeDurable()
    {
        _frame.Clear();
        _frame.WriteByte((byte)StatusCode.DurableAck);
        WriteTables(_durable, namesDirectories);
        _durable.Clear();
        return _frame.Written;
    }

    public ReadOnlyMemory<byte> Error(long sequence, StatusCode status, string message)
    {
        _frame.Clear();
        _frame.WriteByte((byte)status);
        _frame.WriteInt64(sequence);
        _frame.WriteShortText(message);
        return _frame.Written;
    }

    private static void Merge(List<(string Table, long SeqTxn)> into, IReadOnlyList<(string Table, long SeqTxn)> tables)
    {
        foreach ((string table, long seqTxn) in tables)
        {
            int known = into.FindIndex(t => t.Table == table);
            if (known < 0) into.Add((table, seqTxn));
            else into[known] = (table, seqTxn);
        }
    }

    private void WriteTables(List<(string Table, long SeqTxn)> tables, bool directories)
    {
        _frame.WriteUInt16((ushort)tables.Count);
        foreach ((string table, long seqTxn) in tables)
        {
            _frame.WriteShortText(table);
            if (directories) _frame.WriteShortText(open.Find(table)?.Table.Directory ?? "");
            _frame.WriteInt64(seqTxn);
        }
    }
}
