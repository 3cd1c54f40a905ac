namespace QuestDb;

/// <summary>A query starts again on another connection: its results come again from the first row.</summary>
/// <param name="FailedEndpoint">Where it ran, as <c>host:port</c>.</param>
/// <param name="NewEndpoint">Where it runs now; the same, if that took the connection.</param>
/// <param name="Attempt">Number of the attempt, the first run of the query being 1.</param>
/// <param name="RequestId">The number by which client and server call the new run on its connection.</param>
/// <param name="NewServer">What the server says of itself.</param>
/// <param name="Error">Why the connection before ended.</param>
public sealed record FailoverReset(string FailedEndpoint, string NewEndpoint, int Attempt, long RequestId, ServerInfo NewServer, QuestDbException Error);
