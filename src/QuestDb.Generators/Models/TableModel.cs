namespace QuestDb.Generators.Models;

/// <summary>What <c>[QuestTable]</c> says about the table.</summary>
/// <param name="Name">The table.</param>
/// <param name="PartitionBy">Member of the enum <c>PartitionBy</c>.</param>
/// <param name="Ttl">Time to live, or null.</param>
/// <param name="Wal">Whether the table has a write-ahead log.</param>
/// <param name="DedupKeys">Columns of the deduplication key.</param>
/// <param name="HoldsMemory">
/// Whether a row is a struct with members whose content may change after a call took it: arrays, memory, objects under a converter.
/// </param>
internal sealed record TableModel(
    string Name, string PartitionBy, string? Ttl, bool Wal, EquatableArray<string> DedupKeys, bool HoldsMemory);
