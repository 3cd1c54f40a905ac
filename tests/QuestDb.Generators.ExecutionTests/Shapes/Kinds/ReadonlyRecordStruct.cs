namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestTable("trades")]
internal readonly partial record struct ReadonlyRecordStruct(
    [Symbol] string Symbol, [Symbol] Side Side, double Price, double Amount, [Designated] DateTime Timestamp);
