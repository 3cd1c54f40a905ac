namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>Keeps what failover callbacks are told.</summary>
internal sealed class FailoverLog
{
    public List<FailoverProgress> Steps { get; } = [];

    public List<FailoverReset> Resets { get; } = [];

    /// <summary>The phases in order, with the attempt of each.</summary>
    public string Phases => string.Join(' ', Steps.Select(static step => $"{step.Phase}{step.Attempt}"));

    public FailoverProgress Last => Steps[^1];

    /// <summary>Options that only listen: rows that were handed out do not come again.</summary>
    public QueryOptions Listening => new() { OnFailoverProgress = Steps.Add };

    /// <summary>Options that let a result start again.</summary>
    /// <param name="restart">Drops what was read.</param>
    public QueryOptions Restarting(Action restart) => new()
    {
        OnFailoverProgress = Steps.Add,
        OnFailoverReset = reset =>
        {
            Resets.Add(reset);
            restart();
        },
    };
}
