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

/// <summary>
/// One step of the failover of a query, given to <see cref="QueryOptions.OnFailoverProgress"/> in the order of happening.
/// </summary>
/// <param name="phase">The step.</param>
/// <param name="failedEndpoint">Where the query ran, as <c>host:port</c>.</param>
/// <param name="newEndpoint">Where it starts again, for <see cref="FailoverPhase.Reset"/>; else null.</param>
/// <param name="attempt">
/// Attempts so far, the first run of the query and, for <see cref="FailoverPhase.Retrying"/>, the one that begins included.
/// </param>
/// <param name="elapsed">What the query has spent on failing over.</param>
/// <param name="error">Why the connection ended.</param>
/// <param name="finalError">The error of the query, for <see cref="FailoverPhase.GaveUp"/>; else null.</param>
public sealed class FailoverProgress(
    FailoverPhase phase, string failedEndpoint, string? newEndpoint, int attempt, TimeSpan elapsed, QuestDbException error,
    QuestDbException? finalError)
{
    /// <summary>The step.</summary>
    public FailoverPhase Phase { get; } = phase;

    /// <summary>Where the query ran, as <c>host:port</c>.</summary>
    public string FailedEndpoint { get; } = failedEndpoint;

    /// <summary>Where it starts again, for <see cref="FailoverPhase.Reset"/>; else null.</summary>
    public string? NewEndpoint { get; } = newEndpoint;

    /// <summary>
    /// Attempts so far, the first run of the query and, for <see cref="FailoverPhase.Retrying"/>, the one that begins included.
    /// </summary>
    public int Attempt { get; } = attempt;

    /// <summary>What the query has spent on failing over.</summary>
    public TimeSpan Elapsed { get; } = elapsed;

    /// <summary>Why the connection ended.</summary>
    public QuestDbException Error { get; } = error;

    /// <summary>The error of the query, for <see cref="FailoverPhase.GaveUp"/>; else null.</summary>
    public QuestDbException? FinalError { get; } = finalError;

    /// <summary>The step in one line, for a log.</summary>
    public override string ToString() =>
        $"{Phase}: {FailedEndpoint}{(NewEndpoint is null ? "" : $" to {NewEndpoint}")}, attempt {Attempt}, {Elapsed}: "
        + $"{(FinalError ?? Error).Message}";
}
