namespace QuestDb.Generators.ExecutionTests.Shapes;

internal enum Venue : long
{
    Unknown = long.MinValue,
    Binance = 7,
    Bnb = Binance,
    [Obsolete("Renamed.")]
    Old = 1,
}

internal enum Wide : long
{
    Zero,
    One,
}

[QuestTable("wide", ServerTime = true)]
internal partial record struct WideEnum([Symbol] Wide Value);

[QuestTable("venues", ServerTime = true)]
internal partial record struct EnumAliases([Symbol] Venue First, [Symbol] Venue? Second, [Symbol] Side Third);
