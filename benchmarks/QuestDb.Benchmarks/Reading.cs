namespace QuestDb.Benchmarks;

/// <summary>A row of the types whose values are searched for those that would read back as NULL, and little else.</summary>
[QuestTable("readings")]
public readonly partial record struct Reading(
    int Sensor,
    long Count,
    double Value,
    [TimestampMicros] long MeasuredMicros,
    [DateMillis] long CalibratedMillis,
    [Designated] DateTime Timestamp)
{
    /// <summary>The same rows for the same count.</summary>
    public static Reading[] Make(int count)
    {
        var random = new Random(2);
        var rows = new Reading[count];
        var time = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < count; i++)
        {
            time = time.AddMicroseconds(900 + random.Next(200));
            rows[i] = new Reading(random.Next(1000), random.NextInt64(), random.NextDouble(),
                1_700_000_000_000_000 + random.Next(), 1_700_000_000_000, time);
        }

        return rows;
    }
}
