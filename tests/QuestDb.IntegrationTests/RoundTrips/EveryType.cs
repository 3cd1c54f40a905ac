namespace QuestDb.IntegrationTests.RoundTrips;

/// <summary>A member of every type that has a column type, and its nullable form where the column type has a NULL.</summary>
[QuestTable("it_every_type")]
public sealed partial record EveryType(
    bool Flag,
    sbyte Tiny,
    short Small,
    int Whole,
    int? MaybeWhole,
    long Long,
    long? MaybeLong,
    float Single,
    float? MaybeSingle,
    double Real,
    double? MaybeReal,
    char Letter,
    string Text,
    string? MaybeText,
    [Symbol] string Name,
    [Symbol] string? MaybeName,
    [Symbol] Side Side,
    [Symbol] Side? MaybeSide,
    DateTime Micros,
    DateTimeOffset? MaybeMicros,
    [TimestampNanos] DateTime Nanos,
    DateOnly Day,
    DateOnly? MaybeDay,
    [QuestColumn("ts")][Designated] DateTime Time)
{
    public const string Table = "it_every_type";

    private static readonly DateTime s_start = new(2026, 2, 28, 23, 59, 59, DateTimeKind.Utc);

    /// <summary>The smallest and largest values, with every NULL.</summary>
    public static EveryType Extremes(int row) => new(
        false, sbyte.MinValue, short.MinValue, int.MaxValue, null, long.MaxValue, null, float.PositiveInfinity, null,
        double.NegativeInfinity, null, '\uffff', "", null, "", null, Side.Sell, null, DateTime.UnixEpoch.AddTicks(-10), null,
        new DateTime(2262, 4, 11, 0, 0, 0, DateTimeKind.Utc), DateOnly.MaxValue, null, TimeOf(row));

    /// <summary>Ordinary values, all different, without a NULL.</summary>
    public static EveryType Ordinary(int row) => new(
        row % 2 == 0, (sbyte)row, (short)(row * 3), row, -row, row * 1_000_000_007L, -row, row / 3f, -row / 3f,
        row / 7.0, -0.0, (char)('a' + (row % 26)), $"text \"{row}\" é日😀", "x", $"name {row % 5}", "other", (Side)(row % 2), Side.Buy,
        TimeOf(row).AddTicks(10), new DateTimeOffset(TimeOf(row)), TimeOf(row).AddTicks(1), new DateOnly(2000, 2, 29),
        DateOnly.MinValue, TimeOf(row));

    private static DateTime TimeOf(int row) => s_start.AddMilliseconds(row);
}

/// <summary>An enum that is stored by name.</summary>
public enum Side
{
    [SymbolName("buy")]
    Buy,
    [SymbolName("sell")]
    Sell,
}
