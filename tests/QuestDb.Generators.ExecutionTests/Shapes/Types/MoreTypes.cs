using System.Net;

namespace QuestDb.Generators.ExecutionTests.Shapes;

internal enum TinyLevel : sbyte
{
    Low = -1,
    High = 1,
}

internal enum ByteLevel : byte
{
    Zero,
    Top = 255,
}

internal enum Level
{
    Zero,
    One,
}

internal enum WideLevel : uint
{
    Zero,
    Top = uint.MaxValue,
}

[QuestTable("more")]
internal sealed partial record MoreTypes
{
    public byte Octet { get; init; }

    public ushort Word { get; init; }

    public ushort? WordOrNull { get; init; }

    public uint Wide { get; init; }

    public uint? WideOrNull { get; init; }

    public TinyLevel Tiny { get; init; }

    public ByteLevel Octets { get; init; }

    public Level Level { get; init; }

    public Level? LevelOrNull { get; init; }

    public WideLevel? WideLevelOrNull { get; init; }

    public Guid Id { get; init; }

    public Guid? IdOrNull { get; init; }

    public Long256 Hash { get; init; }

    public Long256? HashOrNull { get; init; }

    public required IPAddress Address { get; init; }

    public IPAddress? AddressOrNull { get; init; }

    [IPv4]
    public uint Host { get; init; }

    [IPv4]
    public uint? HostOrNull { get; init; }

    public TimestampMicros Micros { get; init; }

    public TimestampMicros? MicrosOrNull { get; init; }

    public TimestampNanos Nanos { get; init; }

    public TimestampNanos? NanosOrNull { get; init; }

    [DateMillis]
    public DateTime Date { get; init; }

    [DateMillis]
    public DateTime? DateOrNull { get; init; }

    [DateMillis]
    public DateTimeOffset DateOffset { get; init; }

    [DateMillis]
    public DateTimeOffset? DateOffsetOrNull { get; init; }

    [Decimal(18, 2)]
    public decimal Price { get; init; }

    [Decimal(18, 2)]
    public decimal? PriceOrNull { get; init; }

    [Decimal(28, 10)]
    public decimal Amount { get; init; }

    [Decimal(28, 10)]
    public decimal? AmountOrNull { get; init; }

    [Decimal(60, 20)]
    public decimal Large { get; init; }

    [Decimal(10, 9)]
    public Decimal256 Fraction { get; init; }

    [Decimal(38, 0)]
    public Decimal256? WholeOrNull { get; init; }

    [Decimal(76, 38)]
    public Decimal256 Huge { get; init; }

    [Decimal(76, 38)]
    public Decimal256? HugeOrNull { get; init; }

    [GeoHash(20)]
    public GeoHash Place { get; init; }

    [GeoHash(1)]
    public GeoHash? HalfOrNull { get; init; }

    [GeoHash(60)]
    public GeoHash? SpotOrNull { get; init; }

    [Designated]
    public TimestampNanos Ts { get; init; }
}
