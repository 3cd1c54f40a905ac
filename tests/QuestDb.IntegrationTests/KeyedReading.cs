namespace QuestDb.IntegrationTests;

/// <summary>The record of the delivery tests: the key makes sending a row twice harmless.</summary>
[QuestTable("it_readings", DedupKeys = ["ts", "id"])]
public readonly partial record struct KeyedReading(
    [QuestColumn("ts")][Designated] DateTime Time,
    long Id,
    [Symbol] string Sensor,
    double? Value)
{
    public const string Table = "it_readings";

    private static readonly DateTime s_start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Rows with the ids from <paramref name="start"/> on, one a millisecond.</summary>
    public static KeyedReading[] Range(int start, int count) => [.. Enumerable.Range(start, count).Select(i =>
        new KeyedReading(s_start.AddMilliseconds(i), i, $"sensor {i % 50}", i % 7 == 0 ? null : i / 8.0))];
}
