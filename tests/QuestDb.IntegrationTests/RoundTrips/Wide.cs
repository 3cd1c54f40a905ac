namespace QuestDb.IntegrationTests.RoundTrips;

/// <summary>Every member type in both forms. <paramref name="Run"/> tells the rows of one test case from those of others.</summary>
[QuestTable("it_wide")]
public sealed partial record Wide(
    int Run,
    bool Flag,
    sbyte Tiny,
    short Small,
    int Whole,
    int? WholeOrNull,
    long Big,
    long? BigOrNull,
    float Single,
    float? SingleOrNull,
    double Real,
    double? RealOrNull,
    char Letter,
    string Text,
    string? TextOrNull,
    [Symbol] string Tag,
    [Symbol] string? TagOrNull,
    [Symbol] Side Side,
    [Symbol] Side? SideOrNull,
    DateTime Time,
    DateTime? TimeOrNull,
    [TimestampNanos] DateTime Nanos,
    [TimestampNanos] DateTime? NanosOrNull,
    DateTimeOffset Offset,
    DateTimeOffset? OffsetOrNull,
    [TimestampNanos] DateTimeOffset OffsetNanos,
    [TimestampNanos] DateTimeOffset? OffsetNanosOrNull,
    DateOnly Day,
    DateOnly? DayOrNull,
    [TimestampMicros] long RawMicros,
    [TimestampMicros] long? RawMicrosOrNull,
    [TimestampNanos] long RawNanos,
    [TimestampNanos] long? RawNanosOrNull,
    [DateMillis] long RawMillis,
    [DateMillis] long? RawMillisOrNull,
    [Designated] DateTime Ts)
{
    public const string Table = "it_wide";

    private static readonly DateTime s_start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Rows of seeded values, a millisecond apart; each nullable cell is NULL with the given probability.</summary>
    public static Wide[] Rows(int run, int count, double nulls)
    {
        var random = new Random(run);
        return [.. Enumerable.Range(0, count).Select(row => Row(run, row, random, nulls))];
    }

    private static Wide Row(int run, int row, Random random, double nulls)
    {
        bool IsNull() => random.NextDouble() < nulls;
        int Int() => random.Next(-int.MaxValue, int.MaxValue);
        long Long() => random.NextInt64(-long.MaxValue, long.MaxValue);
        // Within the years that nanoseconds span, in whole microseconds.
        DateTime Time() =>
            DateTime.UnixEpoch.AddTicks(random.NextInt64(-TimeSpan.TicksPerDay * 90_000, TimeSpan.TicksPerDay * 90_000) / 10 * 10);
        DateTime Ticks() => Time().AddTicks(random.Next(10));
        string Text() => new string('é', random.Next(4)) + random.Next(1000) + (random.Next(9) == 0 ? "日😀" : "");
        DateOnly Day() => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1));
        return new Wide(run, random.Next(2) == 1, (sbyte)random.Next(-128, 128), (short)random.Next(-32768, 32768),
            Int(), IsNull() ? null : Int(), Long(), IsNull() ? null : Long(),
            random.NextSingle(), IsNull() ? null : random.NextSingle(), random.NextDouble(), IsNull() ? null : -random.NextDouble(),
            (char)random.Next('!', 0xd000), Text(), IsNull() ? null : Text(),
            "tag " + random.Next(300), IsNull() ? null : "other " + random.Next(3),
            (Side)random.Next(2), IsNull() ? null : (Side)random.Next(2),
            Time(), IsNull() ? null : Time(), Ticks(), IsNull() ? null : Ticks(),
            new DateTimeOffset(Time()), IsNull() ? null : new DateTimeOffset(Time()),
            new DateTimeOffset(Ticks()), IsNull() ? null : new DateTimeOffset(Ticks()),
            Day(), IsNull() ? null : Day(),
            Long(), IsNull() ? null : Long(), Long(), IsNull() ? null : Long(), Long(), IsNull() ? null : Long(),
            s_start.AddMilliseconds(row));
    }
}
