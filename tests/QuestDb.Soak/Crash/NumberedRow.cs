namespace QuestDb.Soak.Crash;

/// <summary>A row whose every value follows from its number, so that a lost, doubled or damaged one shows.</summary>
[QuestTable(Table)]
public readonly partial record struct NumberedRow(
    long Id, [property: Symbol] string Writer, double Value, [property: Designated] DateTime Timestamp)
{
    public const string Table = "numbered";

    public const string CreateTable =
        "CREATE TABLE numbered (id LONG, writer SYMBOL, value DOUBLE, timestamp TIMESTAMP) TIMESTAMP(timestamp) "
        + "PARTITION BY DAY WAL DEDUP UPSERT KEYS(timestamp, id)";

    private static readonly DateTime s_start = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The row of a number. New symbols keep coming, so that the dictionary of a slot grows.</summary>
    public static NumberedRow Of(long id) => new(id, $"w{id >> 6}", id * 0.5, s_start.AddMicroseconds(id));
}
