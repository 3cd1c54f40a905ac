namespace QuestDb;

/// <summary>A query starts again on another connection: its results come again from the first row.</summary>
/// <param name="failedEndpoint">Where it ran, as <c>host:port</c>.</param>
/// <param name="newEndpoint">Where it runs now; the same, if that took the connection.</param>
/// <param name="attempt">Number of the attempt, the first run of the query being 1.</param>
/// <param name="requestId">The number by which client and server call the new run on its connection.</param>
/// <param name="newServer">What the server says of itself.</param>
/// <param name="error">Why the connection before ended.</param>
public sealed class FailoverReset(
    string failedEndpoint, string newEndpoint, int attempt, long requestId, ServerInfo newServer, QuestDbException error)
{
    /// <summary>Where it ran, as <c>host:port</c>.</summary>
    public string FailedEndpoint { get; } = failedEndpoint;

    /// <summary>Where it runs now; the same, if that took the connection.</summary>
    public string NewEndpoint { get; } = newEndpoint;

    /// <summary>Number of the attempt, the first run of the query being 1.</summary>
    public int Attempt { get; } = attempt;

    /// <summary>The number by which client and server call the new run on its connection.</summary>
    public long RequestId { get; } = requestId;

    /// <summary>What the server says of itself.</summary>
    public ServerInfo NewServer { get; } = newServer;

    /// <summary>Why the connection before ended.</summary>
    public QuestDbException Error { get; } = error;
}
