using System.Collections.Concurrent;

namespace QuestDb.IntegrationTests.FaultMatrix;

/// <summary>The outcomes of the matrix, each played once.</summary>
public sealed class FaultMatrixResults
{
    public const string Memory = "memory";
    public const string Disk = "disk";

    private readonly ConcurrentDictionary<(string Fault, string Store, int Endpoints), Task<FaultOutcome>> _outcomes = [];

    /// <summary>The ways in which each fault is played.</summary>
    public static IReadOnlyList<(string Store, int Endpoints)> Columns { get; } = [(Memory, 1), (Memory, 3), (Disk, 1), (Disk, 3)];

    internal Task<FaultOutcome> OfAsync(FaultCase fault, string store, int endpoints) =>
        _outcomes.GetOrAdd((fault.Name, store, endpoints), _ => FaultRun.PlayAsync(fault, store == Disk, endpoints));
}
