namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestTable("trades")]
internal partial record struct RecordStruct(
    [property: Symbol] string Symbol, [QuestColumn("px")] double Price, [Designated, TimestampNanos] DateTimeOffset Timestamp);
