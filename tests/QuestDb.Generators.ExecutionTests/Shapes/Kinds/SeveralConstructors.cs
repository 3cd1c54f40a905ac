namespace QuestDb.Generators.ExecutionTests.Shapes;

/// <summary>
/// Has no primary constructor and none without parameters: the one with the most parameters that are all members is taken.
/// </summary>
[QuestTable("bars")]
internal sealed partial class SeveralConstructors
{
    public SeveralConstructors(string csv)
        : this(double.Parse(csv), DateTime.UnixEpoch) => Note = "csv";

    public SeveralConstructors(double open, DateTime ts)
    {
        Open = open;
        Ts = ts;
    }

    public SeveralConstructors(double open) => Open = open;

    public double Open { get; }

    public string? Note { get; set; }

    [Designated]
    public DateTime Ts { get; }
}
