#pragma warning disable TRY101, TRY102, OLD101
using System.Diagnostics.CodeAnalysis;

namespace QuestDb.StrictUser.Types.Converters;

internal readonly record struct Money(decimal Value);

internal sealed class Box<T>
{
    public T? Value { get; init; }
}

[Experimental("TRY101")]
internal sealed class MoneyConverter : IColumnConverter<Money, decimal>
{
    [Obsolete("old", DiagnosticId = "OLD101")]
    public static decimal ToColumn(Money value) => value.Value;

    public static Money FromColumn(decimal value) => new(value);
}

internal struct BoxConverter<T> : IColumnConverter<Box<T>, string>
{
    public static string ToColumn(Box<T> value) => $"{value.Value}";

    public static Box<T> FromColumn(string value) => new();
}

internal abstract class EnumConverter : IColumnConverter<string, DayOfWeek>
{
    public static DayOfWeek ToColumn(string value) => Enum.Parse<DayOfWeek>(value);

    public static string FromColumn(DayOfWeek value) => value.ToString();
}

[QuestTable("converters", ServerTime = true)]
internal partial record Converted(
    [Decimal(18, 4), Converter(typeof(MoneyConverter))] Money A, [Decimal(18, 4), Converter(typeof(MoneyConverter))] Money? B,
    [Symbol, Converter(typeof(BoxConverter<int>))] Box<int>? C, [Converter(typeof(BoxConverter<string?>))] Box<string?> D,
    [Converter(typeof(BoxConverter<string>))] Box<string> E, [Symbol, Converter(typeof(EnumConverter))] string F,
    [Converter(typeof(BoxConverter<Money[]>))] Box<Money[]> G);

[Experimental("TRY102")]
internal sealed class Foreign
{
    private Foreign() => Name = "";

    internal Foreign(string name) => Name = name;

    public string Name { get; }

    [Obsolete("old")]
    public int Count { get; init; }

    public object? State { get; set; }
}

[QuestTable("converters", ServerTime = true, For = typeof(Foreign))]
internal abstract partial class ForeignMap
{
    [Symbol]
    public abstract string Name { get; }

    [QuestIgnore]
    public abstract object? State { get; }
}

[QuestRow(For = typeof(KeyValuePair<string, double[]>))]
internal sealed partial class PairMap
{
}

[QuestTable("converters", ServerTime = true)]
internal partial record Wide(
    bool A, sbyte B, short C, byte D, int E, ushort F, long G, uint H, float I, double J, char K, string L, DateTime M, DateTimeOffset N,
    DateOnly O, Guid P, [Decimal(19, 2)] decimal Q, double[] R, double[,] S, ReadOnlyMemory<byte> T, ReadOnlyMemory<char>? U,
    System.Net.IPAddress V, [IPv4] uint W, [GeoHash(20)] GeoHash X, Long256 Y, [Dimensions(3)] NdArray<double> Z, TimestampNanos? Nanos,
    [DateMillis] long Millis, [Varchar] byte[]? Text, [Symbol] ReadOnlyMemory<char> Key, int? OfInt, double? OfDouble, double[]? OfArray);
