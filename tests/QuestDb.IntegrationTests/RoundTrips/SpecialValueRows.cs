namespace QuestDb.IntegrationTests.RoundTrips;

[QuestTable("it_floating_point")]
public readonly partial record struct FloatingPoint(
    int Id, float Single, float? SingleOrNull, double Real, double? RealOrNull, [Designated] DateTime Ts)
{
    public const string Table = "it_floating_point";
}

[QuestTable("it_number_edges")]
public readonly partial record struct NumberEdges(int? Whole, long? Big, [Designated] DateTime Ts)
{
    public const string Table = "it_number_edges";
}

[QuestTable("it_time_edges")]
public readonly partial record struct TimeEdges(
    DateTime Micros, [TimestampNanos] DateTime Nanos, DateOnly Day, [TimestampNanos] long Raw, [Designated] DateTime Ts)
{
    public const string Table = "it_time_edges";
}

[QuestTable("it_text_edges")]
public readonly partial record struct TextEdges(string Text, [Symbol] string Tag, char Letter, [Designated] DateTime Ts)
{
    public const string Table = "it_text_edges";
}

/// <summary>Aggregates of a numeric column.</summary>
[QuestRow]
public readonly partial record struct Totals(long Rows, double Sum, double Mean, double Low, double High);
