using System.Net;
using NodaTime;

namespace QuestDb.IntegrationTests.RoundTrips;

public enum Rank : ushort
{
    Low,
    High = 65535,
}

/// <summary>The column types beyond the plain ones, each as what can't be NULL and as what can.</summary>
[QuestTable("it_more")]
public readonly partial record struct MoreRow(
    int Run, byte Octet, uint? Wide, Rank Rank, Rank? RankOrNull, Guid Id, Guid? IdOrNull, Long256 Hash, Long256? HashOrNull,
    IPAddress? Address, [IPv4] uint Host,
    TimestampMicros Micros, TimestampMicros? MicrosOrNull, TimestampNanos? NanosOrNull, [DateMillis] DateTime? Date,
    [Decimal(18, 2)] decimal Price, [Decimal(18, 2)] decimal? PriceOrNull, [Decimal(38, 10)] decimal? Amount,
    [Decimal(76, 38)] Decimal256 Huge, [Decimal(76, 38)] Decimal256? HugeOrNull,
    [GeoHash(20)] GeoHash Place, [GeoHash(8)] GeoHash? Small, [GeoHash(60)] GeoHash? Spot, [Designated] TimestampMicros Ts)
{
    public const string Table = "it_more";

    private const long Start = 1_760_000_000_000_000;

    public static MoreRow[] Rows(int run, int count, double nulls)
    {
        var random = new Random(run);
        return [.. Enumerable.Range(0, count).Select(i => Row(run, i, random, nulls))];
    }

    private static MoreRow Row(int run, int i, Random random, double nulls)
    {
        T? Maybe<T>(T value)
            where T : struct => random.NextDouble() < nulls ? null : value;
        ulong Bits() => (ulong)random.NextInt64();
        return new MoreRow(
            run, (byte)i, Maybe(uint.MaxValue - (uint)i), (Rank)i, Maybe(Rank.High), new Guid(i, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            Maybe(Guid.Empty),
            new Long256(Bits(), Bits(), Bits(), Bits()), Maybe(Long256.MaxValue),
            random.NextDouble() < nulls ? null : new IPAddress([10, 1, (byte)(i >> 8), (byte)i]), uint.MaxValue - (uint)i,
            new TimestampMicros(random.NextInt64(-Start, Start)), Maybe(TimestampMicros.MinValue),
            Maybe(new TimestampNanos(random.NextInt64())), Maybe(DateTime.UnixEpoch.AddMilliseconds(-i)),
            i * -0.01m, Maybe(9_999_999_999_999_999.99m), Maybe(i + 0.0000000001m), Decimal256.Parse($"-{i}.5"),
            Maybe(Decimal256.Parse("12345678901234567890123456789012345678.00000000000000000000000000000000000001")),
            new GeoHash(i & 0xFFFFF, 20), Maybe(new GeoHash(255, 8)), Maybe(new GeoHash(random.NextInt64(1L << 60), 60)),
            new TimestampMicros(Start + i));
    }
}

/// <summary>Text, bytes and arrays, which compare by reference as records do.</summary>
[QuestTable("it_memory")]
public sealed partial class MemoryRow
{
    public const string Table = "it_memory";

    public long Id { get; init; }

    public byte[]? Bytes { get; init; }

    public ReadOnlyMemory<byte>? Memory { get; init; }

    public ReadOnlyMemory<char>? Chars { get; init; }

    [Varchar]
    public ReadOnlyMemory<byte>? Utf8 { get; init; }

    [Symbol]
    public ReadOnlyMemory<char>? Tag { get; init; }

    [Symbol]
    public byte[]? TagUtf8 { get; init; }

    public double[]? Vector { get; init; }

    public double[,]? Matrix { get; init; }

    public double[,,]? Cube { get; init; }

    public ReadOnlyMemory<double>? Values { get; init; }

    [Dimensions(4)]
    public NdArray<double>? Tensor { get; init; }

    [Designated]
    public DateTime Ts { get; init; }

    /// <summary>Everything that the row holds.</summary>
    public override string ToString() => string.Join("|", Id, Hex(Bytes), Hex(Memory?.ToArray()), Chars, Hex(Utf8?.ToArray()),
        Tag, Hex(TagUtf8),
        Elements(Vector), Elements(Matrix), Elements(Cube), Elements(Values?.ToArray()), Tensor,
        Tensor is { } tensor ? string.Join("x", tensor.Shape.ToArray()) : "", Ts.Ticks);

    private static string Hex(byte[]? bytes) => bytes is null ? "null" : Convert.ToHexString(bytes);

    private static string Elements(Array? array) => array is null ? "null"
        : string.Join("x", Enumerable.Range(0, array.Rank).Select(array.GetLength)) + ":" + string.Join(",", array.Cast<double>());
}

/// <summary>NodaTime's point in time, to the nanosecond.</summary>
public sealed class InstantConverter : IColumnConverter<Instant, TimestampNanos>
{
    public static TimestampNanos ToColumn(Instant value) => new((value - NodaConstants.UnixEpoch).ToInt64Nanoseconds());

    public static Instant FromColumn(TimestampNanos value) => NodaConstants.UnixEpoch + Duration.FromNanoseconds(value.Value);
}

[QuestTable("it_instants")]
public readonly partial record struct InstantRow(
    [Converter(typeof(InstantConverter))] Instant? At, [Designated, Converter(typeof(InstantConverter))] Instant Ts);

[QuestTable("it_late_instants")]
public readonly partial record struct LateInstantRow(
    [Converter(typeof(InstantConverter))] Instant? At, [Designated, Converter(typeof(InstantConverter))] Instant Ts);

/// <summary>A type that can't be annotated, mapped by <see cref="ForeignMap"/>.</summary>
public sealed record Foreign(string Name, decimal Price, DateTime At);

[QuestTable("it_foreign", For = typeof(Foreign))]
public abstract partial class ForeignMap
{
    [Symbol]
    public abstract string Name { get; }

    [Decimal(12, 4)]
    public abstract decimal Price { get; }

    [Designated]
    public abstract DateTime At { get; }
}
