namespace QuestDb.IntegrationTests.RoundTrips;

[QuestTable("it_by_hour", PartitionBy = PartitionBy.Hour, Ttl = "12h")]
public readonly partial record struct ByHour(long Id, [Designated] DateTime Ts);

[QuestTable("it_by_week", PartitionBy = PartitionBy.Week, Ttl = "2 WEEKS", DedupKeys = ["Key"])]
public readonly partial record struct ByWeek([Symbol] string Key, [Designated] DateTime Ts);

[QuestTable("it_by_month", PartitionBy = PartitionBy.Month, Ttl = "3M")]
public readonly partial record struct ByMonth(long Id, [Designated] DateTime Ts);

[QuestTable("it_by_year", PartitionBy = PartitionBy.Year)]
public readonly partial record struct ByYear(long Id, [Designated][TimestampNanos] DateTime Ts);

[QuestTable("it_without_wal", PartitionBy = PartitionBy.None, Wal = false)]
public readonly partial record struct WithoutWal(long Id, [Designated] DateTime Ts);

[QuestTable("it_kept")]
public readonly partial record struct Kept(long Id, [Designated] DateTime Ts);

[QuestTable("it_deduplicated", DedupKeys = ["key"])]
public readonly partial record struct Deduplicated([Symbol] string Key, long Value, [Designated] DateTime Ts);

[QuestTable("it_shuffled", PartitionBy = PartitionBy.Hour)]
public readonly partial record struct Shuffled(long Id, [Designated] DateTime Ts);

[QuestTable("it_growing")]
public readonly partial record struct Narrow(long Id, [Designated] DateTime Timestamp);

[QuestTable("it_growing")]
public readonly partial record struct Broad(long Id, string? Name, [Symbol] Side Side, double Value, [Designated] DateTime Timestamp);

[QuestRow]
public readonly partial record struct BroadRow(DateTime Timestamp, long Id, string? Name, [Symbol] Side? Side, double? Value);

[QuestTable("it_stamped", ServerTime = true)]
public readonly partial record struct Stamped(long Id, string? Name);

[QuestRow]
public readonly partial record struct StampedRow(DateTime Timestamp, long Id, string? Name);

/// <summary>What <c>tables()</c> tells.</summary>
[QuestRow]
public readonly partial record struct TableFacts(
    string PartitionBy, bool WalEnabled, bool Dedup, string DesignatedTimestamp, int TtlValue, string TtlUnit);
