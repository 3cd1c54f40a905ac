namespace QuestDb.Samples.Trades;

/// <summary>One trade: the record type that is written to and read from the table <c>trades</c>.</summary>
[QuestTable("trades")]
public readonly partial record struct Trade(
    [Symbol] string Symbol,
    [Symbol] Side Side,
    double Price,
    double Amount,
    [Designated] DateTime Timestamp);

/// <summary>Who took the liquidity.</summary>
public enum Side
{
    /// <summary>The buyer.</summary>
    [SymbolName("buy")]
    Buy,
    /// <summary>The seller.</summary>
    [SymbolName("sell")]
    Sell,
}
