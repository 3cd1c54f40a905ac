namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestTable("quotes")]
internal readonly partial struct ReadonlyStruct
{
    public readonly double Bid;

    public ReadonlyStruct(double bid, [Symbol] string venue, DateTimeOffset time)
    {
        Bid = bid;
        Venue = venue;
        Time = time;
    }

    public string Venue { get; }

    [Designated]
    public DateTimeOffset Time { get; }
}
