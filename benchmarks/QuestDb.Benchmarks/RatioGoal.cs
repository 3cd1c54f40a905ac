namespace QuestDb.Benchmarks;

/// <summary>What a benchmark is to reach.</summary>
/// <param name="Ratio">Speed against a copy of the same bytes in memory; null for none.</param>
/// <param name="AllocatedPerRow">Bytes allocated a row, at most; null for none.</param>
internal sealed record RatioGoal(double? Ratio, double? AllocatedPerRow);
