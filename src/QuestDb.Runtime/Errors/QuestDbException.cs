using QuestDb.Errors;

namespace QuestDb;

/// <summary>The one exception of this library; <see cref="Code"/> says what went wrong and the message what to do.</summary>
public class QuestDbException : Exception
{
    /// <summary>Makes an exception with a code and a message.</summary>
    public QuestDbException(ErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>What went wrong.</summary>
    public ErrorCode Code { get; }

    /// <summary>The table concerned, or null.</summary>
    public string? Table { get; init; }

    /// <summary>The column concerned, or null.</summary>
    public string? Column { get; init; }

    /// <summary>Index of the row in the span that was being written, or null.</summary>
    public int? Row { get; init; }

    /// <summary>
    /// Whether the statement concerned may have run although no answer came: a connection broke after it was sent. Where it is false,
    /// what failed did not take effect.
    /// </summary>
    public bool InDoubt { get; init; }

    /// <summary>Whether a row could not be encoded, so that the rows beside it may be; else nothing is wrong with the rows.</summary>
    internal bool IsOfRow { get; init; }

    /// <summary>For a connection attempt that failed: what that says about the endpoint.</summary>
    internal Verdict Verdict { get; init; }

    /// <summary>For a connection that the server closed: the code of its close frame; null when it just broke.</summary>
    internal int? CloseCode { get; init; }

    /// <summary>The zone of a server that refused a connection, if it told it.</summary>
    internal string? ServerZone { get; init; }
}
