using System.Net;
using QuestDb.Generators.ExecutionTests.Shapes;

namespace QuestDb.Generators.ExecutionTests;

public class MoreTypesTests
{
    private static readonly DateTime s_time = new(2026, 8, 1, 12, 30, 0, 123, DateTimeKind.Utc);

    private static readonly MoreTypes s_values = new()
    {
        Octet = 255,
        Word = 65535,
        WordOrNull = 1,
        Wide = uint.MaxValue,
        WideOrNull = 2,
        Tiny = TinyLevel.Low,
        Octets = ByteLevel.Top,
        Level = Level.One,
        LevelOrNull = Level.Zero,
        WideLevelOrNull = WideLevel.Top,
        Id = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        IdOrNull = Guid.Empty,
        Hash = new Long256(1, 2, 3, ulong.MaxValue),
        HashOrNull = Long256.Zero,
        Address = IPAddress.Parse("192.168.1.200"),
        AddressOrNull = IPAddress.Broadcast,
        Host = 1,
        HostOrNull = uint.MaxValue,
        Micros = new TimestampMicros(-1),
        MicrosOrNull = TimestampMicros.MaxValue,
        Nanos = new TimestampNanos(-1),
        NanosOrNull = TimestampNanos.MinValue,
        Date = s_time,
        DateOrNull = DateTime.UnixEpoch.AddMilliseconds(-1),
        DateOffset = new DateTimeOffset(s_time),
        DateOffsetOrNull = DateTimeOffset.UnixEpoch,
        Price = -1234.56m,
        PriceOrNull = 9_999_999_999_999_999.99m,
        Amount = 123_456_789_012.0123456789m,
        AmountOrNull = -0.0000000001m,
        Large = decimal.MaxValue,
        Fraction = Decimal256.Parse("0.123456789"),
        WholeOrNull = Decimal256.Parse("-99999999999999999999999999999999999999"),
        Huge = Decimal256.Parse("12345678901234567890123456789012345678.12345678901234567890123456789012345678"),
        HugeOrNull = Decimal256.Parse("-0.5"),
        Place = new GeoHash(0xABCDE, 20),
        HalfOrNull = new GeoHash(1, 1),
        SpotOrNull = new GeoHash((1L << 60) - 1, 60),
        Ts = TimestampNanos.FromDateTime(s_time),
    };

    private static readonly MoreTypes s_nulls =
        new() { Address = IPAddress.Loopback, Host = 1, Place = new GeoHash(1, 20), Ts = TimestampNanos.FromDateTime(s_time) };

    [Fact]
    public void Every_type_round_trips() => Assert.Equal([s_values, s_nulls], Loopback.RoundTrip(s_values, s_nulls));

    [Fact]
    public void Nulls_round_trip_in_every_position()
    {
        var random = new Random(11);
        for (int count = 1; count < 40; count++)
        {
            MoreTypes[] rows =
                [.. Enumerable.Range(0, count).Select(i => (random.Next(2) == 0 ? s_values : s_nulls) with { Word = (ushort)i })];
            Assert.Equal(rows, Loopback.RoundTrip(rows));
        }
    }

    [Fact]
    public void Decimal_keeps_the_scale_of_its_column() => Assert.Equal("1.50",
        Loopback.RoundTrip(s_values with { Price = 1.5m })[0].Price.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("123456.789", "digits after the point would be lost")]
    [InlineData("12345678901234567.00", "more than 16 digits before the point")]
    public void Decimal_that_the_column_cannot_hold_is_refused(string value, string message)
    {
        decimal price = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        var e = Assert.Throws<QuestDbException>(() => Loopback.Write(s_values with { Price = price }));
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains(message, e.Message);
        Assert.Throws<QuestDbException>(() => Loopback.Write(s_values with { PriceOrNull = price }));
    }

    [Fact]
    public void Decimal_members_read_every_width_and_scale()
    {
        byte[] frame = ResultFrame.FromIngest(Loopback.Write(s_values), MoreTypesSchema);
        DecimalRow row = Assert.Single(Loopback.Read<DecimalRow>(frame));
        Assert.Equal((s_values.Price, s_values.Amount, s_values.Large), (row.Price, row.Amount, row.Large));
        Assert.Equal(s_values.Fraction, row.Fraction);
        Assert.Equal((decimal)s_values.HugeOrNull!, row.HugeOrNull);
    }

    [Fact]
    public void Decimal_with_too_many_digits_for_the_member_is_an_error_with_row_and_column()
    {
        byte[] frame = ResultFrame.FromIngest(Loopback.Write(s_values with { Huge = Decimal256.Parse("1.5") }, s_values), MoreTypesSchema);
        var e = Assert.Throws<QuestDbException>(() => Loopback.Read<HugeAsDecimal>(frame));
        Assert.Equal((ErrorCode.InvalidValue, "huge", (int?)1), (e.Code, e.Column, e.Row));
        Assert.Contains("decimal HugeAsDecimal.Huge", e.Message);
        Assert.Contains("12345678901234567890123456789012345678.1", e.Message);
    }

    [Fact]
    public void Geohash_of_another_precision_is_refused_and_any_is_read()
    {
        foreach (GeoHash other in (GeoHash[])[new GeoHash(1, 15), new GeoHash(1, 25), default])
        {
            Assert.Equal(ErrorCode.InvalidValue,
                Assert.Throws<QuestDbException>(() => Loopback.Write(s_values with { Place = other })).Code);
        }

        Assert.Equal(60, Loopback.Read<SpotRow>(ResultFrame.FromIngest(Loopback.Write(s_values), MoreTypesSchema))[0].SpotOrNull.Bits);
    }

    [Fact]
    public void IPv6_is_refused_unless_it_maps_IPv4()
    {
        var e = Assert.Throws<QuestDbException>(() => Loopback.Write(s_values with { Address = IPAddress.IPv6Loopback }));
        Assert.Contains("::1", e.Message);
        Assert.Equal(s_values.Address, Loopback.RoundTrip(s_values with { Address = s_values.Address.MapToIPv6() })[0].Address);
    }

    [Fact]
    public void Null_address_is_refused() =>
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<QuestDbException>(() => Loopback.Write(s_values with { Address = null! })).Code);

    [Fact]
    public void Number_outside_an_unsigned_member_or_enum_is_an_error_with_row_and_column()
    {
        byte[] frame = ResultFrame.FromIngest(
            Loopback.Write(new SignedNumbers(255, 3), new SignedNumbers(-1, 3), new SignedNumbers(3, 256)), Schema<SignedNumbers>());
        var e = Assert.Throws<QuestDbException>(() => Loopback.Read<UnsignedNumbers>(frame));
        Assert.Equal((ErrorCode.InvalidValue, "small", (int?)1), (e.Code, e.Column, e.Row));
        Assert.Contains("-1", e.Message);
        e = Assert.Throws<QuestDbException>(() => Loopback.Read<EnumNumber>(frame));
        Assert.Equal(("level", (int?)2), (e.Column, e.Row));
    }

    [Fact]
    public void Undeclared_value_of_an_enum_is_kept() =>
        Assert.Equal((Level)77, Loopback.RoundTrip(s_values with { Level = (Level)77 })[0].Level);

    [Fact]
    public void Times_are_read_in_other_units_when_they_are_exact()
    {
        var row = new Times(new TimestampMicros(1_000), new TimestampNanos(-5_000_000),
            new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        byte[] frame = ResultFrame.FromIngest(Loopback.Write(row), Schema<Times>());
        Assert.Equal(new SwappedTimes(new TimestampNanos(1_000_000), new TimestampMicros(-5_000), TimestampNanos.FromDateTime(row.C)),
            Assert.Single(Loopback.Read<SwappedTimes>(frame)));
    }

    [Fact]
    public void Time_without_an_exact_value_in_the_unit_of_the_member_is_an_error_with_row_and_column()
    {
        var exact = new Times(default, new TimestampNanos(1000), DateTime.UnixEpoch);
        byte[] frame = ResultFrame.FromIngest(Loopback.Write(exact, exact with { B = new TimestampNanos(1001) }), Schema<Times>());
        var e = Assert.Throws<QuestDbException>(() => Loopback.Read<SwappedTimes>(frame));
        Assert.Equal((ErrorCode.InvalidValue, "b", (int?)1), (e.Code, e.Column, e.Row));
        Assert.Contains("1001", e.Message);

        frame = ResultFrame.FromIngest(Loopback.Write(exact with { A = TimestampMicros.MaxValue }), Schema<Times>());
        e = Assert.Throws<QuestDbException>(() => Loopback.Read<SwappedTimes>(frame));
        Assert.Equal(("a", (int?)0), (e.Column, e.Row));
    }

    [Fact]
    public void Time_outside_the_range_of_DateTime_is_an_error_with_row_and_column()
    {
        var row = new Times(new TimestampMicros(0), default, DateTime.UnixEpoch);
        byte[] frame = ResultFrame.FromIngest(Loopback.Write(row, row with { A = TimestampMicros.MaxValue }), Schema<Times>());
        var e = Assert.Throws<QuestDbException>(() => Loopback.Read<TimeRow>(frame));
        Assert.Equal((ErrorCode.InvalidValue, "a", (int?)1), (e.Code, e.Column, e.Row));
        Assert.Contains("DateTime TimeRow.A", e.Message);
    }

    private static Mapping.TableSchema MoreTypesSchema => Schema<MoreTypes>();

    private static Mapping.TableSchema Schema<T>()
        where T : Mapping.IQuestTable<T> => T.TableSchema;
}

[QuestRow]
internal readonly partial record struct DecimalRow(decimal Price, decimal Amount, decimal Large, Decimal256 Fraction, decimal? HugeOrNull);

[QuestRow]
internal readonly partial record struct HugeAsDecimal(decimal Huge);

[QuestRow]
internal readonly partial record struct SpotRow(GeoHash SpotOrNull);

[QuestTable("numbers", ServerTime = true)]
internal readonly partial record struct SignedNumbers(short Small, short Level);

[QuestRow]
internal readonly partial record struct UnsignedNumbers(byte Small);

[QuestRow]
internal readonly partial record struct EnumNumber(ByteLevel Level);

[QuestTable("times", ServerTime = true)]
internal readonly partial record struct Times(TimestampMicros A, TimestampNanos B, [property: DateMillis] DateTime C);

[QuestRow]
internal readonly partial record struct SwappedTimes(TimestampNanos A, TimestampMicros B, TimestampNanos C);

[QuestRow]
internal readonly partial record struct TimeRow(DateTime A);
