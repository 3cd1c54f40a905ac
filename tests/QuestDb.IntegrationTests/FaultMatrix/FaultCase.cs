namespace QuestDb.IntegrationTests.FaultMatrix;

/// <summary>One row of the matrix: a fault and what is to become of it.</summary>
/// <param name="Name">The fault.</param>
/// <param name="Does">What the client does, for the page.</param>
/// <param name="StrikeAsync">Makes the first node, or all, misbehave; a connection to the first is open.</param>
internal sealed record FaultCase(string Name, string Does, Func<FaultCluster, Task> StrikeAsync)
{
    /// <summary>Ends the fault: clears what is armed, unless more is to do.</summary>
    public Func<FaultCluster, Task> RepairAsync { get; init; } = static cluster =>
    {
        cluster.Clear();
        return Task.CompletedTask;
    };

    /// <summary>Further keys of the connect string.</summary>
    public string Keys { get; init; } = "";

    public Ending WithOne { get; init; } = Ending.Delivered;

    public Ending WithThree { get; init; } = Ending.Delivered;

    /// <summary>The events that tell of it, apart from those of a delivery without faults; each with its error.</summary>
    public Told[] Events { get; init; } = [];

    /// <summary>Those that come on top where there are other endpoints.</summary>
    public Told[] EventsWithThree { get; init; } = [];

    /// <summary>What waits and writes throw once delivery has stopped.</summary>
    public ErrorCode? Error { get; init; }

    public Ending EndingWith(int endpoints) => endpoints == 1 ? WithOne : WithThree;

    public IEnumerable<Told> EventsWith(int endpoints) => endpoints == 1 ? Events : Events.Union(EventsWithThree);

    public override string ToString() => Name;
}

/// <summary>A kind of event and the code of its error.</summary>
internal readonly record struct Told(ClientEventKind Kind, ErrorCode? Error = null) : IComparable<Told>
{
    public int CompareTo(Told other) => (Kind, Error ?? 0).CompareTo((other.Kind, other.Error ?? 0));

    public override string ToString() => Error is null ? $"`{Kind}`" : $"`{Kind}` (`{Error}`)";
}
