namespace QuestDb;

/// <summary>How one query is to be run.</summary>
public sealed record QueryOptions
{
    internal static QueryOptions Default { get; } = new();

    /// <summary>
    /// Whether a statement may run twice: when its connection breaks, it is sent again on a new connection within the limits of
    /// <c>failover</c>, as queries are that are known to only read, instead of the error <see cref="ErrorCode.OutcomeUnknown"/>. For
    /// statements that may be repeated, such as CREATE TABLE IF NOT EXISTS, and queries that do not begin with
    /// SELECT, SHOW, EXPLAIN or WITH.
    /// </summary>
    public bool Replay { get; init; }

    /// <summary>
    /// Whether the connection's symbol dictionary begins anew with this query, which bounds its growth on a connection that runs
    /// many queries of different symbols. A server that does not offer it ignores the wish.
    /// </summary>
    public bool ResetSymbols { get; init; }

    /// <summary>
    /// Allows a query whose connection broke to start again although rows were handed out, and is called before it does: the results
    /// come again from the first row. Without it, such a break is the error <see cref="ErrorCode.ConnectionLost"/>.
    /// </summary>
    /// <remarks>
    /// Called in the turn of the consumer, between two batches: on the thread that <see cref="Cursor.NextBatch"/> blocks, else where
    /// the asynchronous call goes on. It must drop what it has of the result, ids of symbols included. It must not use the reader,
    /// cursor or result (<see cref="ErrorCode.InvalidState"/>); its exception ends the query and comes out of the consumer's call.
    /// Also called where nothing was handed out yet.
    /// </remarks>
    public Action<FailoverReset>? OnFailoverReset { get; init; }

    /// <summary>Told each step of a failover, under the rules of <see cref="OnFailoverReset"/>.</summary>
    public Action<FailoverProgress>? OnFailoverProgress { get; init; }
}
