using QuestDb.Errors;

namespace QuestDb.Egress;

/// <summary>A connection that broke under a query, and what became of the attempts since.</summary>
/// <param name="endpoint">Where the query ran.</param>
/// <param name="error">Why it broke.</param>
internal sealed class Outage(string endpoint, QuestDbException error)
{
    private bool _isFinal;

    public string Endpoint { get; } = endpoint;

    public QuestDbException Error { get; } = error;

    /// <summary>The error of the last attempt.</summary>
    public QuestDbException Last { get; set; } = error;

    /// <summary>Whether another attempt is of no use: it would meet the same, or there is no time for one.</summary>
    public bool IsOver { get; private set; }

    /// <summary>An attempt met no endpoint that takes the query. Refused credentials, and roles alone, are final.</summary>
    public void Failed(QuestDbException e)
    {
        Last = e;
        _isFinal = IsOver = e.Verdict is Verdict.Terminal or Verdict.WrongRole || e.Code == ErrorCode.Disposed;
    }

    /// <summary>An attempt had not met one when the time was over. What an attempt before it met tells more.</summary>
    public void TimedOut()
    {
        IsOver = true;
        if (ReferenceEquals(Last, Error))
        {
            Last = new QuestDbException(ErrorCode.ConnectFailed, "No endpoint took a connection in the time that was left.");
        }
    }

    /// <summary>The error of a query that went on nowhere.</summary>
    public QuestDbException Final(FailoverBudget budget)
    {
        string last = ReferenceEquals(Last, Error) ? "" : $" The last error: {Last.Message}";
        return new QuestDbException(Last.Code,
            $"{Error.Message} The query did not go on elsewhere{(_isFinal ? "" : ": " + budget.Describe())}.{last}", Last);
    }
}
