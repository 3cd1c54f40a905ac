using QuestDb.Mapping;

namespace QuestDb.Tests.Ingest;

/// <summary>A record type written out as the generator would, since the runtime is tested without it.</summary>
internal readonly record struct Tick(string Symbol, long Value, long Micros) : IQuestTable<Tick>
{
    public static TableSchema TableSchema { get; } = new("Tick", "ticks",
    [
        new ColumnSchema("symbol", ColumnType.Symbol, "string Tick.Symbol"),
        new ColumnSchema("value", ColumnType.Long, "long Tick.Value"),
        new ColumnSchema("ts", ColumnType.Timestamp, "long Tick.Micros") { Designated = true },
    ]);

    public static RowSchema RowSchema => TableSchema;

    /// <summary>Rows whose value is their position from <paramref name="start"/> on.</summary>
    public static Tick[] Range(int start, int count, string symbol = "s") =>
        [.. Enumerable.Range(start, count).Select(i => new Tick(symbol, i, 1_700_000_000_000_000 + i))];

    public static void WriteRows(ChunkEncoder encoder, ReadOnlySpan<Tick> rows)
    {
        SymbolColumnWriter symbols = encoder.Symbol(0);
        foreach (Tick row in rows)
            symbols.Add(row.Symbol);
        symbols.End();
        Span<long> values = encoder.Fixed<long>(1);
        for (int i = 0; i < rows.Length; i++)
            values[i] = rows[i].Value;
        Span<long> times = encoder.Timestamps(2);
        for (int i = 0; i < rows.Length; i++)
            times[i] = rows[i].Micros;
        encoder.EndTimestamps();
    }

    public static void ReadRows(RowBatch batch, Span<Tick> rows)
    {
        TextColumnReader symbols = batch.Text(0);
        ReadOnlySpan<long> values = batch.Values<long>(1);
        ReadOnlySpan<long> times = batch.Values<long>(2);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = new Tick(symbols.Read(), values[i], times[i]);
    }
}
