namespace QuestDb;

/// <summary>How one query is run.</summary>
public sealed record QueryOptions
{
    internal static QueryOptions Default { get; } = new();

    /// <summary>
    /// Whether a statement may run twice: when its connection breaks, it is sent again on a new connection within the limits of
    /// <c>failover</c>, in place of the error <see cref="ErrorCode.OutcomeUnknown"/>. Queries that are known to only read are always
    /// treated so. Set it for statements that may be repeated, such as CREATE TABLE IF NOT EXISTS, and for queries that do not begin
    /// with SELECT, SHOW, EXPLAIN or WITH.
    /// </summary>
    public bool Replay { get; init; }

    /// <summary>
    /// Whether the connection's symbol dictionary is emptied before this query, which bounds its growth on a connection that runs many
    /// queries with different symbols. A server without this feature ignores it.
    /// </summary>
    public bool ResetSymbols { get; init; }

    /// <summary>
    /// Allows a query whose connection broke to start again even after rows were handed out, and is called before that: the results
    /// come again from the first row. Without it, such a break is the error <see cref="ErrorCode.ConnectionLost"/>.
    /// </summary>
    /// <remarks>
    /// It is called within a call of the consumer, between two batches: on the thread that <see cref="Cursor.NextBatch"/> blocks, or on
    /// the thread on which the asynchronous call continues. It must drop what it holds of the result, including symbol ids. It must not
    /// use the reader, cursor or result (<see cref="ErrorCode.InvalidState"/>). An exception that it throws ends the query and is
    /// thrown by the consumer's call. It is also called when nothing was handed out yet.
    /// </remarks>
    public Action<FailoverReset>? OnFailoverReset { get; init; }

    /// <summary>Receives each step of a failover, under the rules of <see cref="OnFailoverReset"/>.</summary>
    public Action<FailoverProgress>? OnFailoverProgress { get; init; }
}
