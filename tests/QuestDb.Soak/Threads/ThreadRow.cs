namespace QuestDb.Soak.Threads;

/// <summary>A row of one writing thread, numbered by it.</summary>
/// <remarks>All rows of a slice have one timestamp: the server keeps those of one instant in the order of their arrival.</remarks>
[QuestTable(Table, DedupKeys = ["thread", "number"])]
public readonly partial record struct ThreadRow(
    long Thread, long Number, [property: Symbol] string Source, double Value, [property: Designated] DateTime Timestamp)
{
    public const string Table = "thread_rows";

    private static readonly DateTime s_start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public static ThreadRow Of(int thread, long number, int slice) =>
        new(thread, number, $"source-{(thread + number) % 100}", (number * 0.25) + thread, s_start.AddSeconds(slice));

    /// <summary>What the row adds to the checksum of its slice.</summary>
    public long Checksum => HashCode64(HashCode64(HashCode64(Thread, Number), BitConverter.DoubleToInt64Bits(Value)), Source[^1]);

    private static long HashCode64(long a, long b) => unchecked(((a * 0x5851F42D4C957F2D) + b) * 0x2545F4914F6CDD1D);
}
