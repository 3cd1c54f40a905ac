namespace QuestDb.Generators.ExecutionTests.Shapes;

internal abstract record Event([property: Designated] DateTime Ts)
{
    [Symbol]
    public virtual string? Source { get; init; }

    public int Sequence { get; set; }

    protected int NotMapped { get; set; }
}

[QuestTable("orders")]
internal sealed partial record Inherited(DateTime Ts, double Price) : Event(Ts)
{
    public override string? Source { get; init; }
}
