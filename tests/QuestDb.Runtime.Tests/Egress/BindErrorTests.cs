using System.Net;
using System.Reflection;

namespace QuestDb.Tests.Egress;

/// <summary>Every bind of a prepared query, and every way to make a value for one.</summary>
public sealed class BindErrorTests
{
    private static readonly Action<PreparedQuery, int>[] s_binds =
    [
        (q, p) => q.Bind(p, true),
        (q, p) => q.Bind(p, (sbyte)1),
        (q, p) => q.Bind(p, (short)1),
        (q, p) => q.Bind(p, 1),
        (q, p) => q.Bind(p, 1L),
        (q, p) => q.Bind(p, 1f),
        (q, p) => q.Bind(p, 1.0),
        (q, p) => q.Bind(p, (int?)null),
        (q, p) => q.Bind(p, 'c'),
        (q, p) => q.Bind(p, "text"),
        (q, p) => q.Bind(p, BindValue.Utf8("text"u8)),
        (q, p) => q.Bind(p, DateTime.UnixEpoch),
        (q, p) => q.Bind(p, new TimestampMicros(1)),
        (q, p) => q.Bind(p, new TimestampNanos(1)),
        (q, p) => q.Bind(p, new DateOnly(2026, 1, 1)),
        (q, p) => q.Bind(p, BindValue.DateMillis(1)),
        (q, p) => q.Bind(p, Guid.Empty),
        (q, p) => q.Bind(p, new Long256(1, 2, 3, 4)),
        (q, p) => q.Bind(p, new GeoHash(1, 5)),
        (q, p) => q.Bind(p, BindValue.Decimal64(1, 0)),
        (q, p) => q.Bind(p, BindValue.Decimal128(1, 0)),
        (q, p) => q.Bind(p, BindValue.Decimal256(1, 0)),
        (q, p) => q.Bind(p, BindValue.Null(ColumnType.Long)),
        (q, p) => q.Bind(p, BindValue.Null(ColumnType.Decimal64, 1)),
    ];

    /// <summary>Values that no factory takes, and what the error says.</summary>
    private static readonly (Func<BindValue> Make, string Says)[] s_values =
    [
        (() => BindValue.Null(ColumnType.IPv4), "IPv4 values can't be bound"),
        (() => BindValue.Null(ColumnType.None), "can't be bound"),
        (() => BindValue.Null(ColumnType.Binary), "BINARY values can't be bound"),
        (() => BindValue.Null(ColumnType.DoubleArray), "DOUBLE[] values can't be bound"),
        (() => BindValue.Null(ColumnType.LongArray), "LONG[] values can't be bound"),
        (() => BindValue.Null((ColumnType)99), "can't be bound"),
        (() => BindValue.Null(ColumnType.GeoHash, 0), "0 is no scale or precision of GEOHASH"),
        (() => BindValue.Null(ColumnType.Decimal64, 19), "19 is no scale or precision of DECIMAL64, which has 0 to 18"),
        (() => BindValue.Null(ColumnType.Long, 1), "1 is no scale or precision of LONG"),
        (() => BindValue.Null(ColumnType.GeoHash, 61), "61 is no scale or precision of GEOHASH, which has 1 to 60"),
        (() => BindValue.Utf8([0xC3]), "UTF-8"),
        (() => BindValue.Decimal64(Decimal256.MaxValue, 0), "DECIMAL(18, 0): it has more than 18 digits"),
        (() => BindValue.Decimal64(1, 19), "19 is no scale of a DECIMAL of 18 digits"),
        (() => BindValue.Decimal128(Decimal256.MaxValue, 0), "DECIMAL(38, 0): it has more than 38 digits"),
        (() => BindValue.Decimal128(1, -1), "-1 is no scale of a DECIMAL of 38 digits"),
        (() => BindValue.Decimal256(Decimal256.Parse("0.5"), 0), "The value 0.5 does not fit DECIMAL(76, 0)"),
        (() => BindValue.Decimal256(Decimal256.MaxValue, 1), "DECIMAL(76, 1): it has more than 75 digits"),
        (() => default(GeoHash), "default GeoHash"),
        (() => ulong.MaxValue, "18446744073709551615 is more than a LONG holds"),
        (() => IPAddress.IPv6Loopback, "::1 is IPv6"),
        (() => BindValue.Symbol((DayOfWeek)7), "7 is not a declared member of the enum DayOfWeek"),
        (() => BindValue.Symbol((DayOfWeek?)-1), "-1 is not a declared member of the enum DayOfWeek"),
    ];

    public static TheoryData<int> Values => [.. Enumerable.Range(0, s_values.Length)];

    [Fact]
    public void Every_factory_has_a_case_or_takes_every_value()
    {
        string[] takesAll = ["DateMillis(Int64)"];
        IEnumerable<MethodBase> factories = typeof(BindValue)
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);
        // Of the conversions these can be wrong: the default geohash has no bits, and not every unsigned number or address has a column.
        string[] conversions = ["op_Implicit(GeoHash?)", "op_Implicit(UInt64?)", "op_Implicit(IPAddress)"];
        IEnumerable<string> fallible = factories.Select(CalledMethods.Spell)
            .Where(m => !takesAll.Contains(m) && (!m.StartsWith("op_", StringComparison.Ordinal) || conversions.Contains(m)));
        Assert.Equal(fallible.Order(),
            s_values.SelectMany(static v => CalledMethods.Of(v.Make, typeof(BindValue))).Select(CalledMethods.Spell).Distinct().Order());
    }

    [Fact]
    public void A_position_outside_the_limit_is_refused_and_changes_nothing()
    {
        foreach (Action<PreparedQuery, int> bind in s_binds)
        {
            foreach (int position in new[] { int.MinValue, -1, 0, 2049, int.MaxValue }) AssertRefused(bind, position);
        }
    }

    [Theory, MemberData(nameof(Values))]
    public void A_value_that_can_not_be_bound_is_refused(int number)
    {
        (Func<BindValue> make, string says) = s_values[number];
        QuestDbException e = Assert.Throws<QuestDbException>(() => make());
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains(says, e.Message);
    }

    [Fact]
    public void A_missing_bind_is_named_and_can_be_given()
    {
        PreparedQuery query = Query().Bind(3, 3L).Bind(1, 1L);
        QuestDbException e = Assert.Throws<QuestDbException>(() => query.Binds());
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains("$2 is missing, and $3 is there. [SELECT $1, $2]", e.Message);
        Assert.Equal(3, query.Bind(2, 2L).Binds().Length);
    }

    private static PreparedQuery Query() => new(null!, "SELECT $1, $2", []);

    private static void AssertRefused(Action<PreparedQuery, int> bind, int position)
    {
        PreparedQuery query = Query().Bind(2, 2L).Bind(1, "one");
        BindValue[] before = query.Binds();
        QuestDbException e = Assert.Throws<QuestDbException>(() => bind(query, position));
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains($"${position}: positions are 1 to 2048. [SELECT $1, $2]", e.Message);
        Assert.Equal(before, query.Binds());
        bind(query, 2048);
        Assert.Equal(2048, query.BindCount);
    }
}
