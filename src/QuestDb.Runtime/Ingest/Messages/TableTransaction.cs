namespace QuestDb;

/// <summary>How far the rows of one table have come, in the numbers of the server's transaction sequencer.</summary>
/// <param name="Table">The table, as the server spells it.</param>
/// <param name="Accepted">The last transaction of this client that is in the server's write-ahead log.</param>
/// <param name="Durable">The last transaction that is in the object store, or -1: always without <c>request_durable_ack=on</c>.</param>
public readonly record struct TableTransaction(string Table, long Accepted, long Durable);
