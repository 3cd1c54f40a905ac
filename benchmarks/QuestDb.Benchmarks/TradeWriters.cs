namespace QuestDb.Benchmarks;

/// <summary>The trades in columns, as a chunk takes them, and value by value into a row buffer.</summary>
internal sealed class TradeWriters
{
    private static readonly string[] s_sides = ["Buy", "Sell"];

    private readonly Trade[] _rows;
    private readonly string[] _symbols;
    private readonly byte[] _symbolCodes;
    private readonly byte[] _sideCodes;
    private readonly double[] _prices;
    private readonly double[] _amounts;
    private readonly DateTime[] _times;
    private readonly TimestampMicros[] _micros;

    public TradeWriters(Trade[] rows)
    {
        _rows = rows;
        _symbols = [.. rows.Select(static row => row.Symbol).Distinct()];
        _symbolCodes = [.. rows.Select(row => (byte)Array.IndexOf(_symbols, row.Symbol))];
        _sideCodes = [.. rows.Select(static row => (byte)row.Side)];
        _prices = [.. rows.Select(static row => row.Price)];
        _amounts = [.. rows.Select(static row => row.Amount)];
        _times = [.. rows.Select(static row => row.Timestamp)];
        _micros = [.. _times.Select(TimestampMicros.FromDateTime)];
    }

    /// <summary>Columns as they are on the wire, but for the codes.</summary>
    public void Fill(Chunk chunk) => chunk
        .Symbol("symbol", _symbolCodes, _symbols).Symbol("side", _sideCodes, s_sides)
        .ColumnDouble("price", _prices).ColumnDouble("amount", _amounts).At(_micros);

    /// <summary>Every row of the trades.</summary>
    public void Fill(RowBuffer buffer)
    {
        foreach (ref readonly Trade row in _rows.AsSpan())
        {
            buffer.Table("trades").Symbol("symbol", row.Symbol).Symbol("side", s_sides[(int)row.Side])
                .Column("price", row.Price).Column("amount", row.Amount).At(row.Timestamp);
        }
    }
}
