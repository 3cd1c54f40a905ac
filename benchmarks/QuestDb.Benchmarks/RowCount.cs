namespace QuestDb.Benchmarks;

/// <summary>The answer of <c>SELECT count()</c>.</summary>
[QuestRow]
public readonly partial record struct RowCount(long Count);
