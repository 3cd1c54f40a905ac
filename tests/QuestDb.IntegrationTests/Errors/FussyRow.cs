using System.Net;
using QuestDb.IntegrationTests.RoundTrips;

namespace QuestDb.IntegrationTests.Errors;

/// <summary>A percentage, which neither writes nor reads any other number.</summary>
public readonly record struct Percent(int Value);

public sealed class PercentConverter : IColumnConverter<Percent, int>
{
    public static int ToColumn(Percent value) =>
        value.Value is >= 0 and <= 100 ? value.Value : throw new FormatException($"{value.Value} % is not a share.");

    public static Percent FromColumn(int value) =>
        value is >= 0 and <= 100 ? new Percent(value) : throw new FormatException($"{value} % was stored.");
}

/// <summary>A member of every type with values that can't be stored.</summary>
[QuestTable("fussy")]
public sealed partial record FussyRow
{
    public int Count { get; init; } = 1;

    public int? MaybeCount { get; init; } = 1;

    public long Total { get; init; } = 1;

    public TimestampMicros Micros { get; init; }

    public TimestampNanos Nanos { get; init; }

    [TimestampNanos]
    public DateTime Late { get; init; } = DateTime.UnixEpoch;

    [TimestampNanos]
    public DateTimeOffset LateOffset { get; init; } = DateTimeOffset.UnixEpoch;

    public Guid Id { get; init; }

    public Long256 Hash { get; init; }

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    [IPv4]
    public uint Host { get; init; } = 1;

    public string Text { get; init; } = "text";

    public ReadOnlyMemory<char> Chars { get; init; } = "chars".AsMemory();

    [Varchar]
    public ReadOnlyMemory<byte> Utf8 { get; init; } = "utf8"u8.ToArray();

    [Symbol]
    public string Name { get; init; } = "name";

    [Symbol]
    public ReadOnlyMemory<char> Tag { get; init; } = "tag".AsMemory();

    [Symbol]
    public byte[] TagUtf8 { get; init; } = "tag"u8.ToArray();

    [Symbol]
    public Side Side { get; init; } = Side.Buy;

    public byte[] Bytes { get; init; } = [1];

    public double[] Vector { get; init; } = [1];

    [Dimensions(3)]
    public NdArray<double> Tensor { get; init; } = new([2, 1, 1], new[] { 1.0, 2.0 });

    [Decimal(10, 2)]
    public decimal Price { get; init; }

    [Decimal(76, 10)]
    public Decimal256 Huge { get; init; }

    [GeoHash(20)]
    public GeoHash Place { get; init; } = new(1, 20);

    [Converter(typeof(PercentConverter))]
    public Percent Share { get; init; }

    [Designated]
    public DateTime Ts { get; init; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
}
