namespace QuestDb.Generators.ExecutionTests.Shapes.@namespace;

internal enum @enum
{
    @default,
    Other,
}

[QuestTable("escaped", ServerTime = true)]
internal partial record struct @class([Symbol] @enum @event, int @int, string @record)
{
    [QuestColumn("ünïcode")]
    public double Größe { get; set; }
}
