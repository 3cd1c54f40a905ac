namespace QuestDb.IntegrationTests;

/// <summary>A numbered row whose replay leaves no trace: its keys are unique and deduplicated.</summary>
[QuestTable("ticks", DedupKeys = ["number"])]
public readonly partial record struct Pulse(long Number, [Symbol] string Source, double Value, [Designated] DateTime Timestamp)
{
    private static readonly DateTime s_start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Rows [first, first + count), each a millisecond after the one before.</summary>
    public static Pulse[] Make(int first, int count)
    {
        var rows = new Pulse[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new Pulse(first + i, $"source-{(first + i) % 7}", (first + i) * 0.25, s_start.AddMilliseconds(first + i));
        }

        return rows;
    }
}
