namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestTable("levels")]
internal sealed partial class PrimaryConstructor([Symbol] string venue, DateTime ts, int depth = 5)
{
    public string Venue { get; } = venue;

    [Designated]
    public DateTime Ts { get; } = ts;

    [QuestIgnore]
    public int Depth { get; } = depth;
}
