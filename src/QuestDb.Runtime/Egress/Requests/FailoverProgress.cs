namespace QuestDb;

/// <summary>A step of the failover of a query.</summary>
public enum FailoverPhase
{
    /// <summary>The connection broke under the query.</summary>
    Disconnected,
    /// <summary>After a pause, the endpoints are tried: each once, best first.</summary>
    Retrying,
    /// <summary>An endpoint took the connection; the query starts again.</summary>
    Reset,
    /// <summary>The query ends with an error.</summary>
    GaveUp,
}

/// <summary>One step of the failover of a query, given to <see cref="QueryOptions.OnFailoverProgress"/> in the order of happening.</summary>
/// <param name="Phase">The step.</param>
/// <param name="FailedEndpoint">Where the query ran, as <c>host:port</c>.</param>
/// <param name="NewEndpoint">Where it starts again, for <see cref="FailoverPhase.Reset"/>; else null.</param>
/// <param name="Attempt">Attempts so far, the first run of the query and, for <see cref="FailoverPhase.Retrying"/>, the one that begins included.</param>
/// <param name="Elapsed">What the query has spent on failing over.</param>
/// <param name="Error">Why the connection ended.</param>
/// <param name="FinalError">The error of the query, for <see cref="FailoverPhase.GaveUp"/>; else null.</param>
public sealed record FailoverProgress(FailoverPhase Phase, string FailedEndpoint, string? NewEndpoint, int Attempt, TimeSpan Elapsed, QuestDbException Error, QuestDbException? FinalError);
