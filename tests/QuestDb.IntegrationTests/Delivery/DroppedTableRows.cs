namespace QuestDb.IntegrationTests.Delivery;

/// <summary>A row of a table that another client drops.</summary>
[QuestTable("it_dropped")]
public readonly partial record struct DroppedRow(long Id, [Symbol] string Source, [Designated] DateTime Timestamp)
{
    /// <summary>Rows [first, first + count), each a second after the one before.</summary>
    public static DroppedRow[] Make(int first, int count) => [.. Enumerable.Range(first, count)
        .Select(static i => new DroppedRow(i, $"source-{i % 3}", DateTime.UnixEpoch.AddDays(1).AddSeconds(i)))];
}

/// <summary>A row of a table that stays.</summary>
[QuestTable("it_staying")]
public readonly partial record struct StayingRow(long Id, [Designated] DateTime Timestamp);
