namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestTable("trades")]
internal partial record RecordClass([Symbol] string? Symbol, int? Count, [Designated] DateTime Timestamp)
{
    public double Price { get; init; }

    /// <summary>Computed, so no column.</summary>
    public double Notional => Price * (Count ?? 0);
}
