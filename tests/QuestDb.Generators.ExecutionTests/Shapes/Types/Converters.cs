namespace QuestDb.Generators.ExecutionTests.Shapes;

internal readonly record struct Price(decimal Amount);

internal sealed record Market(string Code);

internal sealed class PriceConverter : IColumnConverter<Price, decimal>
{
    public static decimal ToColumn(Price value) => value.Amount;

    public static Price FromColumn(decimal value) => new(value);
}

internal readonly struct MarketConverter : IColumnConverter<Market, string>
{
    public static string ToColumn(Market value) => value.Code;

    public static Market FromColumn(string value) =>
        value.Length > 0 ? new Market(value) : throw new ArgumentException("A market has a code.");
}

internal sealed class SignConverter : IColumnConverter<bool, Side>
{
    public static Side ToColumn(bool value) => value ? Side.Buy : Side.Sell;

    public static bool FromColumn(Side value) => value == Side.Buy;
}

internal sealed class AgeConverter : IColumnConverter<TimeSpan, long>
{
    public static long ToColumn(TimeSpan value) => value.Ticks / 10;

    public static TimeSpan FromColumn(long value) => new(value * 10);
}

[QuestTable("converted", ServerTime = true)]
internal sealed partial record Converters(
    [Decimal(10, 2), Converter(typeof(PriceConverter))] Price Price,
    [Decimal(10, 2), Converter(typeof(PriceConverter))] Price? PriceOrNull,
    [Symbol, Converter(typeof(MarketConverter))] Market Market,
    [Converter(typeof(MarketConverter))] Market? MarketOrNull,
    [Symbol, Converter(typeof(SignConverter))] bool IsBuy,
    [Symbol, Converter(typeof(SignConverter))] bool? IsBuyOrNull,
    [TimestampMicros, Converter(typeof(AgeConverter))] TimeSpan Age,
    [Converter(typeof(AgeConverter))] TimeSpan? AgeOrNull);
