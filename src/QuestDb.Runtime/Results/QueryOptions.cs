namespace QuestDb;

/// <summary>How one query is to be run.</summary>
public sealed record QueryOptions
{
    internal static QueryOptions Default { get; } = new();

    /// <summary>
    /// Whether a statement may run twice: when its connection breaks before the answer has begun, it is sent once more on a new
    /// connection, instead of the error <see cref="ErrorCode.OutcomeUnknown"/>. For statements that may be repeated, such as
    /// CREATE TABLE IF NOT EXISTS.
    /// </summary>
    public bool Replay { get; init; }

    /// <summary>
    /// Whether the connection's symbol dictionary begins anew with this query, which bounds its growth on a connection that runs
    /// many queries of different symbols. A server that does not offer it ignores the wish.
    /// </summary>
    public bool ResetSymbols { get; init; }
}
