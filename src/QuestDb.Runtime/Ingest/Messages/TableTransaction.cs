namespace QuestDb;

/// <summary>How far the rows of one table have come, in the numbers of the server's transaction sequencer.</summary>
public readonly struct TableTransaction
{
    internal TableTransaction(string table, long accepted, long durable)
    {
        Table = table;
        Accepted = accepted;
        Durable = durable;
    }

    /// <summary>The table, as the server spells it.</summary>
    public string Table { get; internal init; }

    /// <summary>The last transaction of this client that is in the server's write-ahead log.</summary>
    public long Accepted { get; internal init; }

    /// <summary>The last transaction that is in the object store, or -1: always without <c>request_durable_ack=on</c>.</summary>
    public long Durable { get; internal init; }
}
