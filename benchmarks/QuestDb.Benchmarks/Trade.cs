namespace QuestDb.Benchmarks;

/// <summary>The row that every benchmark moves: two symbols, two doubles and the designated timestamp.</summary>
[QuestTable("trades")]
public readonly partial record struct Trade(
    [Symbol] string Symbol,
    [Symbol] Side Side,
    double Price,
    double Amount,
    [Designated] DateTime Timestamp)
{
    private static readonly string[] s_symbols = ["ADA-USD", "BTC-USD", "DOGE-USD", "ETH-USD", "LTC-USD", "SOL-USD", "XLM-USD", "XRP-USD"];

    /// <summary>
    /// The same rows for the same count: random prices, timestamps a jittered stretch apart, so that Gorilla coding has work.
    /// </summary>
    public static Trade[] Make(int count)
    {
        var random = new Random(1);
        var rows = new Trade[count];
        var time = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < count; i++)
        {
            time = time.AddMicroseconds(900 + random.Next(200));
            rows[i] = new Trade(s_symbols[random.Next(s_symbols.Length)], (Side)random.Next(2), random.NextDouble() * 100,
                random.NextDouble(), time);
        }

        return rows;
    }
}

/// <summary>An enum symbol.</summary>
public enum Side
{
    /// <summary>Buy.</summary>
    Buy,
    /// <summary>Sell.</summary>
    Sell,
}
