namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestTable("trades")]
internal partial struct FieldStruct
{
    public const string Unmapped = "x";

    [Symbol]
    public string Symbol;
    public float Price;
    [Designated, TimestampMicros]
    public long Micros;
}
