namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestTable("notes")]
internal sealed partial class SettableClass
{
    public string? Note { get; set; }

    public required double Price { get; init; }

    [Designated]
    public DateTime Timestamp { get; private set; } = DateTime.UnixEpoch;
}
