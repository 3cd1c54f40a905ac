namespace QuestDb.Generators.ExecutionTests.Shapes;

internal enum Venue : long
{
    Unknown = long.MinValue,
    Binance = 7,
    Bnb = Binance,
    [Obsolete("Renamed.")]
    Old = 1,
}

[QuestTable("venues", ServerTime = true)]
internal partial record struct EnumAliases([Symbol] Venue First, [Symbol] Venue? Second, [Symbol] Side Third);
