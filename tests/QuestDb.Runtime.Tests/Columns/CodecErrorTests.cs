using System.Net;
using System.Reflection;
using QuestDb.Mapping;

namespace QuestDb.Tests.Columns;

/// <summary>What every codec between a .NET type and the wire refuses.</summary>
public sealed class CodecErrorTests
{
    private static readonly DateTime s_2262 = new(2262, 4, 12, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime s_1677 = new(1677, 9, 20, 0, 0, 0, DateTimeKind.Utc);

    private static readonly (Action Call, string Says)[] s_cases =
    [
        (static () => ColumnCodec.ByteFromWire(-1), "The value -1 is not 0 to 255"),
        (static () => ColumnCodec.ByteFromWire(256), "The value 256"),
        (static () => ColumnCodec.UShortFromWire(-1), "0 to 65535"),
        (static () => ColumnCodec.UShortFromWire(65_536), "The value 65536"),
        (static () => ColumnCodec.UIntFromWire(-1), "0 to 4294967295"),
        (static () => ColumnCodec.UIntFromWire(1L << 32), "The value 4294967296"),
        (static () => ColumnCodec.DateOnlyFromWire(long.MinValue), "1 to 9999"),
        (static () => ColumnCodec.DateOnlyFromWire(253_402_300_800_000), "253402300800000"),
        (static () => ColumnCodec.DateTimeMicrosFromWire(253_402_300_800_000_000), "microseconds since 1970"),
        (static () => ColumnCodec.DateTimeMillisFromWire(-62_135_596_800_001), "milliseconds since 1970"),
        (static () => ColumnCodec.DateTimeOffsetMicrosFromWire(-62_135_596_800_000_001), "microseconds since 1970"),
        (static () => ColumnCodec.DateTimeOffsetMillisFromWire(253_402_300_800_000), "milliseconds since 1970"),
        (static () => ColumnCodec.DateTimeNanosToWire(s_2262), "2262-04-12"),
        (static () => ColumnCodec.DateTimeNanosToWire(s_1677), "1677-09-20"),
        (static () => ColumnCodec.DateTimeOffsetNanosToWire(s_2262), "2262-04-12"),
        (static () => ColumnCodec.DateTimeOffsetNanosToWire(DateTimeOffset.MinValue), "0001-01-01"),
        (static () => ColumnCodec.Decimal64ToWire(1000m, 5, 2), "1000 does not fit DECIMAL(5, 2): it has more than 3 digits"),
        (static () => ColumnCodec.Decimal64ToWire(Decimal256.Parse("0.001"), 5, 2), "digits after the point would be lost"),
        (static () => ColumnCodec.Decimal128ToWire(decimal.MaxValue, 20, 0), "more than 20 digits"),
        (static () => ColumnCodec.Decimal128ToWire(Decimal256.MinValue, 38, 38), "more than 0 digits"),
        (static () => ColumnCodec.Decimal256ToWire(0.5m, 76, 0), "digits after the point would be lost"),
        (static () => ColumnCodec.Decimal256ToWire(Decimal256.MaxValue, 76, 1), "more than 75 digits"),
        (static () => ColumnCodec.IPAddressToWire(null!), "null"),
        (static () => ColumnCodec.IPAddressToWire(IPAddress.IPv6Loopback), "The address ::1 is IPv6"),
        (static () => Array(2).ToArray(), "2 dimensions, but the member holds 1"),
        (static () => Array(3).ToMemory(), "3 dimensions, but the member holds 1"),
        (static () => Array(1).To2D(), "1 dimensions, but the member holds 2"),
        (static () => Array(2).To3D(), "2 dimensions, but the member holds 3"),
    ];

    /// <summary>Conversions that take every value.</summary>
    private static readonly string[] s_takeAll =
    [
        "ByteToWire", "UShortToWire", "UIntToWire", "DateOnlyToWire", "DateTimeMicrosToWire", "DateTimeMillisToWire",
        "DateTimeNanosFromWire",
        "DateTimeOffsetMicrosToWire", "DateTimeOffsetMillisToWire", "DateTimeOffsetNanosFromWire", "GuidToWire", "GuidFromWire",
        "IPAddressFromWire", "TimestampMicrosToWire", "TimestampMicrosFromWire", "TimestampNanosToWire", "TimestampNanosFromWire",
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    [Fact]
    public void Every_conversion_has_a_case_or_takes_every_value()
    {
        IEnumerable<string> all =
            typeof(ColumnCodec).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(static m => m.Name).Distinct();
        IEnumerable<string> refusing = s_cases.SelectMany(static c => CalledMethods.Of(c.Call, typeof(ColumnCodec)))
            .Select(static m => m.Name);
        Assert.Equal(all.Order(), refusing.Concat(s_takeAll).Distinct().Order());
    }

    [Theory, MemberData(nameof(Cases))]
    public void What_the_other_side_can_not_hold_is_refused(int number)
    {
        (Action call, string says) = s_cases[number];
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
