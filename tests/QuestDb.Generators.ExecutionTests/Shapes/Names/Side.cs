namespace QuestDb.Generators.ExecutionTests.Shapes;

internal enum Side
{
    [SymbolName("buy")]
    Buy,
    [SymbolName("sell")]
    Sell,
}
