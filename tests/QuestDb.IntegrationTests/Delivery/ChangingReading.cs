namespace QuestDb.IntegrationTests.Delivery;

/// <summary>A row type that can change after it was written.</summary>
[QuestTable("readings")]
public sealed partial class ChangingReading
{
    [Symbol]
    public string Sensor { get; set; } = "";

    public double Value { get; set; }

    [Designated]
    public DateTime Timestamp { get; set; }
}
