namespace QuestDb.Samples.Trades;

/// <summary>Makes trades of a few symbols whose prices walk at random.</summary>
internal static class TradeGenerator
{
    private static readonly (string Symbol, double Price)[] s_instruments =
    [
        ("ADA-USD", 0.26), ("BTC-USD", 25_741), ("DOGE-USD", 0.063), ("ETH-USD", 1_632), ("LTC-USD", 63.4), ("SOL-USD", 19.8),
    ];

    /// <summary>The same trades for the same count and seed.</summary>
    public static Trade[] Make(int count, int seed)
    {
        var random = new Random(seed);
        double[] prices = Array.ConvertAll(s_instruments, static instrument => instrument.Price);
        var time = new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);
        var trades = new Trade[count];
        for (int i = 0; i < count; i++)
        {
            int instrument = random.Next(s_instruments.Length);
            prices[instrument] *= 1 + ((random.NextDouble() - 0.5) * 0.0004);
            time = time.AddMicroseconds(random.Next(1, 2_000));
            double price = Math.Round(prices[instrument], 5);
            double amount = Math.Round(random.NextDouble() * 1_000 / price, 8);
            trades[i] = new Trade(s_instruments[instrument].Symbol, random.Next(2) == 0 ? Side.Buy : Side.Sell, price, amount, time);
        }

        return trades;
    }
}
