namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestTable("all", PartitionBy = PartitionBy.Month, Ttl = "2 weeks", DedupKeys = ["ts", "Text"], Strict = true)]
internal sealed partial record AllTypes
{
    public bool Flag { get; init; }

    public sbyte Tiny { get; init; }

    public short Small { get; init; }

    public int Medium { get; init; }

    public int? MediumOrNull { get; init; }

    public long Large { get; init; }

    public long? LargeOrNull { get; init; }

    public float Single { get; init; }

    public float? SingleOrNull { get; init; }

    public double Double { get; init; }

    public double? DoubleOrNull { get; init; }

    public char Letter { get; init; }

    public required string Text { get; init; }

    public string? TextOrNull { get; init; }

    [Symbol]
    public required string Tag { get; init; }

    [Symbol]
    public string? TagOrNull { get; init; }

    [Symbol]
    public Side Side { get; init; }

    [Symbol]
    public Side? SideOrNull { get; init; }

    public DateTime Time { get; init; }

    public DateTime? TimeOrNull { get; init; }

    [TimestampNanos]
    public DateTime TimeNanos { get; init; }

    public DateTimeOffset Offset { get; init; }

    [TimestampNanos]
    public DateTimeOffset? OffsetNanosOrNull { get; init; }

    public DateOnly Day { get; init; }

    public DateOnly? DayOrNull { get; init; }

    [TimestampMicros]
    public long Micros { get; init; }

    [TimestampNanos]
    public long? NanosOrNull { get; init; }

    [DateMillis]
    public long Millis { get; init; }

    [DateMillis]
    public long? MillisOrNull { get; init; }

    [Designated]
    public DateTime Ts { get; init; }
}
