using System.Reflection;

namespace QuestDb.Tests.Egress;

/// <summary>Every bind of a prepared query, and every way to make a value for one.</summary>
public sealed class BindErrorTests
{
    private static readonly Action<PreparedQuery, int>[] s_binds =
    [
        (q, p) => q.Bind(p, 1),
        (q, p) => q.BindBoolean(p, true),
        (q, p) => q.BindByte(p, 1),
        (q, p) => q.BindShort(p, 1),
        (q, p) => q.BindInt(p, 1),
        (q, p) => q.BindLong(p, 1),
        (q, p) => q.BindFloat(p, 1),
        (q, p) => q.BindDouble(p, 1),
        (q, p) => q.BindChar(p, 'c'),
        (q, p) => q.BindVarchar(p, "text"),
        (q, p) => q.BindVarchar(p, "text"u8),
        (q, p) => q.BindTimestamp(p, DateTime.UnixEpoch),
        (q, p) => q.BindTimestamp(p, new TimestampMicros(1)),
        (q, p) => q.BindTimestampNanos(p, new TimestampNanos(1)),
        (q, p) => q.BindDate(p, new DateOnly(2026, 1, 1)),
        (q, p) => q.BindDateMillis(p, 1),
        (q, p) => q.BindUuid(p, Guid.Empty),
        (q, p) => q.BindLong256(p, new Long256(1, 2, 3, 4)),
        (q, p) => q.BindGeoHash(p, new GeoHash(1, 5)),
        (q, p) => q.BindDecimal64(p, 1, 0),
        (q, p) => q.BindDecimal128(p, 1, 0),
        (q, p) => q.BindDecimal256(p, 1, 0),
        (q, p) => q.BindNull(p, ColumnType.Long),
        (q, p) => q.BindNull(p, ColumnType.Decimal64, 1),
    ];

    /// <summary>Values that no factory takes, and what the error says.</summary>
    private static readonly (Func<BindValue> Make, string Says)[] s_values =
    [
        (() => BindValue.Null(ColumnType.IPv4), "IPv4 values can't be bound"),
        (() => BindValue.Null(ColumnType.GeoHash, 61), "61 is no scale or precision of GEOHASH, which has 1 to 60"),
        (() => BindValue.Utf8([0xC3]), "UTF-8"),
        (() => BindValue.Decimal64(Decimal256.MaxValue, 0), "DECIMAL(18, 0): it has more than 18 digits"),
        (() => BindValue.Decimal64(1, 19), "19 is no scale of a DECIMAL of 18 digits"),
        (() => BindValue.Decimal128(Decimal256.MaxValue, 0), "DECIMAL(38, 0): it has more than 38 digits"),
        (() => BindValue.Decimal128(1, -1), "-1 is no scale of a DECIMAL of 38 digits"),
        (() => BindValue.Decimal256(Decimal256.Parse("0.5"), 0), "The value 0.5 does not fit DECIMAL(76, 0)"),
        (() => BindValue.Decimal256(Decimal256.MaxValue, 1), "DECIMAL(76, 1): it has more than 75 digits"),
        (() => default(GeoHash), "default GeoHash"),
        (() => (GeoHash?)default(GeoHash), "default GeoHash"),
    ];

    public static TheoryData<string> Binds => [.. s_binds.Select(Name)];

    public static TheoryData<int> Values => [.. Enumerable.Range(0, s_values.Length)];

    [Fact]
    public void Every_bind_is_in_the_table() =>
        Assert.Equal(CalledMethods.Public(typeof(PreparedQuery)).Where(static m => m.StartsWith("Bind", StringComparison.Ordinal)).Order(), s_binds.Select(Name).Order());

    [Fact]
    public void Every_factory_has_a_case_or_takes_every_value()
    {
        string[] takesAll = ["TimestampMicros(Int64)", "TimestampNanos(Int64)", "DateMillis(Int64)"];
        IEnumerable<MethodBase> factories = typeof(BindValue).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);
        // Of the conversions only that of a geohash can be wrong: the default one has no bits.
        IEnumerable<string> fallible = factories.Select(CalledMethods.Spell).Where(m => !takesAll.Contains(m) && (!m.StartsWith("op_", StringComparison.Ordinal) || m.Contains("GeoHash")));
        Assert.Equal(fallible.Order(), s_values.SelectMany(static v => CalledMethods.Of(v.Make, typeof(BindValue))).Select(CalledMethods.Spell).Distinct().Order());
    }

    [Theory, MemberData(nameof(Binds))]
    public void A_position_outside_the_limit_is_refused_and_changes_nothing(string bind)
    {
        Action<PreparedQuery, int> call = s_binds.Single(b => Name(b) == bind);
        foreach (int position in new[] { int.MinValue, -1, 0, 2049, int.MaxValue })
        {
            PreparedQuery query = Query().BindLong(2, 2).BindVarchar(1, "one");
            BindValue[] before = query.Binds();
            QuestDbException e = Assert.Throws<QuestDbException>(() => call(query, position));
            Assert.Equal(ErrorCode.InvalidValue, e.Code);
            Assert.Contains($"${position}: positions are 1 to 2048. [SELECT $1, $2]", e.Message);
            Assert.Equal(before, query.Binds());
            call(query, 2048);
            Assert.Equal(2048, query.BindCount);
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
        PreparedQuery query = Query().BindLong(3, 3).BindLong(1, 1);
        QuestDbException e = Assert.Throws<QuestDbException>(() => query.Binds());
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains("$2 is missing, and $3 is there. [SELECT $1, $2]", e.Message);
        Assert.Equal(3, query.BindLong(2, 2).Binds().Length);
    }

    private static PreparedQuery Query() => new(null!, "SELECT $1, $2");

    private static string Name(Delegate bind) => CalledMethods.Name(bind, typeof(PreparedQuery));
}
