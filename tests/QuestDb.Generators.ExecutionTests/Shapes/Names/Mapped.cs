namespace QuestDb.Generators.ExecutionTests.Shapes;

/// <summary>A type that can't be annotated.</summary>
internal sealed class Foreign(string name, Side side)
{
    public string Name { get; } = name;

    public Side Side { get; } = side;

    public decimal Price { get; init; }

    public string? Comment { get; set; }

    public object? State { get; set; }

    public DateTime At { get; set; }
}

[QuestTable("foreign", For = typeof(Foreign))]
internal abstract partial class ForeignMap
{
    [Symbol, QuestColumn("key")]
    public abstract string Name { get; }

    [Symbol]
    public abstract Side Side { get; }

    [Decimal(10, 2)]
    public abstract decimal Price { get; }

    [QuestIgnore]
    public abstract object? State { get; }

    [Designated]
    public abstract DateTime At { get; }
}

[QuestRow(For = typeof(KeyValuePair<string, double>))]
internal sealed partial class PairMap;
