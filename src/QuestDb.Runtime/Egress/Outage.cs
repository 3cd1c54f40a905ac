using QuestDb.Errors;

namespace QuestDb.Egress;

/// <summary>A connection that broke during a query, and the result of the attempts since.</summary>
/// <param name="endpoint">The endpoint on which the query ran.</param>
/// <param name="error">The error that broke it.</param>
internal sealed class Outage(string endpoint, QuestDbException error)
{
    private bool _isFinal;

    public string Endpoint { get; } = endpoint;

    public QuestDbException Error { get; } = error;

    /// <summary>The error of the last attempt.</summary>
    public QuestDbException Last { get; set; } = error;

    /// <summary>Whether another attempt is of no use, because it would fail in the same way or there is no time for it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>
    /// Notes that an attempt found no endpoint for the query. Refused credentials end the failover, and so does a round in which every
    /// endpoint has the wrong role.
    /// </summary>
    public void Failed(QuestDbException e)
    {
        Last = e;
        _isFinal = IsOver = e.Verdict is Verdict.Terminal or Verdict.WrongRole || e.Code == ErrorCode.Disposed;
    }

    /// <summary>Notes that the time ran out during an attempt. The error of an earlier attempt is kept, since it says more.</summary>
    public void TimedOut()
    {
        IsOver = true;
        if (ReferenceEquals(Last, Error))
        {
            Last = new QuestDbException(ErrorCode.ConnectFailed, "No endpoint took a connection in the time that was left.");
        }
    }

    /// <summary>The error of a query that could not go on.</summary>
    public QuestDbException Final(FailoverBudget budget)
    {
        string last = ReferenceEquals(Last, Error) ? "" : $" The last error: {Last.Message}";
        return new QuestDbException(Last.Code,
            $"{Error.Message} The query did not go on elsewhere{(_isFinal ? "" : ": " + budget.Describe())}.{last}", Last);
    }
}
