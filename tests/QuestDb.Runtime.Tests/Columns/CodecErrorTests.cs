using System.Net;
using System.Reflection;
using QuestDb.Columns;
using QuestDb.Mapping;

namespace QuestDb.Tests.Columns;

/// <summary>What every codec between a .NET type and the wire refuses.</summary>
public sealed class CodecErrorTests
{
    private static readonly DateTime s_2262 = new(2262, 4, 12, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime s_1677 = new(1677, 9, 20, 0, 0, 0, DateTimeKind.Utc);

    private static readonly (Type Codec, Action Call, string Says)[] s_cases =
    [
        (typeof(ByteCodec), static () => ByteCodec.FromWire(-1), "The value -1 is not 0 to 255"),
        (typeof(ByteCodec), static () => ByteCodec.FromWire(256), "The value 256"),
        (typeof(UShortCodec), static () => UShortCodec.FromWire(-1), "0 to 65535"),
        (typeof(UShortCodec), static () => UShortCodec.FromWire(65_536), "The value 65536"),
        (typeof(UIntCodec), static () => UIntCodec.FromWire(-1), "0 to 4294967295"),
        (typeof(UIntCodec), static () => UIntCodec.FromWire(1L << 32), "The value 4294967296"),
        (typeof(DateOnlyCodec), static () => DateOnlyCodec.FromWire(long.MinValue), "1 to 9999"),
        (typeof(DateOnlyCodec), static () => DateOnlyCodec.FromWire(253_402_300_800_000), "253402300800000"),
        (typeof(DateTimeMicrosCodec), static () => DateTimeMicrosCodec.FromWire(253_402_300_800_000_000), "microseconds since 1970"),
        (typeof(DateTimeMillisCodec), static () => DateTimeMillisCodec.FromWire(-62_135_596_800_001), "milliseconds since 1970"),
        (typeof(DateTimeOffsetMicrosCodec), static () => DateTimeOffsetMicrosCodec.FromWire(-62_135_596_800_000_001), "microseconds since 1970"),
        (typeof(DateTimeOffsetMillisCodec), static () => DateTimeOffsetMillisCodec.FromWire(253_402_300_800_000), "milliseconds since 1970"),
        (typeof(DateTimeNanosCodec), static () => DateTimeNanosCodec.ToWire(s_2262), "2262-04-12"),
        (typeof(DateTimeNanosCodec), static () => DateTimeNanosCodec.ToWire(s_1677), "1677-09-20"),
        (typeof(DateTimeOffsetNanosCodec), static () => DateTimeOffsetNanosCodec.ToWire(s_2262), "2262-04-12"),
        (typeof(DateTimeOffsetNanosCodec), static () => DateTimeOffsetNanosCodec.ToWire(DateTimeOffset.MinValue), "0001-01-01"),
        (typeof(Decimal64Codec), static () => Decimal64Codec.ToWire(1000m, 5, 2), "1000 does not fit DECIMAL(5, 2): it has more than 3 digits"),
        (typeof(Decimal64Codec), static () => Decimal64Codec.ToWire(Decimal256.Parse("0.001"), 5, 2), "digits after the point would be lost"),
        (typeof(Decimal128Codec), static () => Decimal128Codec.ToWire(decimal.MaxValue, 20, 0), "more than 20 digits"),
        (typeof(Decimal128Codec), static () => Decimal128Codec.ToWire(Decimal256.MinValue, 38, 38), "more than 0 digits"),
        (typeof(Decimal256Codec), static () => Decimal256Codec.ToWire(0.5m, 76, 0), "digits after the point would be lost"),
        (typeof(Decimal256Codec), static () => Decimal256Codec.ToWire(Decimal256.MaxValue, 76, 1), "more than 75 digits"),
        (typeof(IPAddressCodec), static () => IPAddressCodec.ToWire(null!), "null"),
        (typeof(IPAddressCodec), static () => IPAddressCodec.ToWire(IPAddress.IPv6Loopback), "The address ::1 is IPv6"),
        (typeof(VectorCodec<>), static () => VectorCodec<double>.FromWire(Array(2)), "2 dimensions, but the member holds 1"),
        (typeof(MemoryCodec<>), static () => MemoryCodec<double>.FromWire(Array(3)), "3 dimensions, but the member holds 1"),
        (typeof(MatrixCodec<>), static () => MatrixCodec<double>.FromWire(Array(1)), "1 dimensions, but the member holds 2"),
        (typeof(CubeCodec<>), static () => CubeCodec<double>.FromWire(Array(2)), "2 dimensions, but the member holds 3"),
    ];

    /// <summary>Every value has a place on the other side.</summary>
    private static readonly Type[] s_takeAll = [typeof(GuidCodec), typeof(TimestampMicrosCodec), typeof(TimestampNanosCodec), typeof(DoubleArrayCodec), typeof(LongArrayCodec)];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    [Fact]
    public void Every_codec_has_a_case_or_takes_every_value()
    {
        IEnumerable<string> codecs = typeof(GuidCodec).Assembly.GetTypes()
            .Where(static t => t.Namespace == typeof(GuidCodec).Namespace && t.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(static m => m.Name is "ToWire" or "FromWire"))
            .Select(static t => t.Name);
        Assert.Equal(codecs.Order(), s_cases.Select(static c => c.Codec).Concat(s_takeAll).Select(static t => t.Name).Distinct().Order());
    }

    [Theory, MemberData(nameof(Cases))]
    public void What_the_other_side_can_not_hold_is_refused(int number)
    {
        (_, Action call, string says) = s_cases[number];
        QuestDbException e = Assert.Throws<QuestDbException>(call);
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains(says, e.Message);
    }

    /// <summary>An array of one value in some dimensions.</summary>
    private static ArrayValue<double> Array(int dimensions)
    {
        byte[] lengths = [.. Enumerable.Range(0, dimensions).SelectMany(static _ => BitConverter.GetBytes(1))];
        return new ArrayValue<double>(lengths, new byte[sizeof(double)], default);
    }
}
