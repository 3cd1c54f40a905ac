namespace QuestDb.Samples.Trades;

/// <summary>What the server says of one symbol: a row of a query result that has no table of its own.</summary>
[QuestRow]
public readonly partial record struct SymbolSummary(
    string Symbol,
    long Trades,
    DateTime FirstTime,
    DateTime LastTime,
    double Open,
    double High,
    double Low,
    double Close,
    double Volume,
    double Vwap);
