using System.Net;

namespace QuestDb.Tests.Ingest.Rows;

/// <summary>What each setter of a row buffer refuses: the error names table and column, and the row goes on as if nothing had been.</summary>
public sealed class RowBufferErrorTests
{
    private static readonly Dictionary<string, Func<RowBuffer, string, RowBuffer>> s_setters = new()
    {
        ["bool"] = (b, n) => b.Column(n, true),
        ["sbyte"] = (b, n) => b.Column(n, (sbyte)1),
        ["short"] = (b, n) => b.Column(n, (short)1),
        ["int"] = (b, n) => b.Column(n, 1),
        ["long"] = (b, n) => b.Column(n, 1L),
        ["float"] = (b, n) => b.Column(n, 1f),
        ["double"] = (b, n) => b.Column(n, 1d),
        ["char"] = (b, n) => b.Column(n, 'c'),
        ["string"] = (b, n) => b.Column(n, "text"),
        ["chars"] = (b, n) => b.Column(n, "text".AsSpan()),
        ["utf8"] = (b, n) => b.ColumnUtf8(n, "text"u8),
        ["symbol"] = (b, n) => b.Symbol(n, "text"),
        ["symbolChars"] = (b, n) => b.Symbol(n, "text".AsSpan()),
        ["symbolUtf8"] = (b, n) => b.SymbolUtf8(n, "text"u8),
        ["binary"] = (b, n) => b.Column(n, new byte[3]),
        ["binarySpan"] = (b, n) => b.Column(n, "abc"u8),
        ["DateTime"] = (b, n) => b.Column(n, DateTime.UnixEpoch),
        ["DateTimeOffset"] = (b, n) => b.Column(n, DateTimeOffset.UnixEpoch),
        ["TimestampMicros"] = (b, n) => b.Column(n, new TimestampMicros(1)),
        ["TimestampNanos"] = (b, n) => b.Column(n, new TimestampNanos(1)),
        ["timestamp"] = (b, n) => b.ColumnTimestamp(n, 1, TimestampUnit.Seconds),
        ["DateOnly"] = (b, n) => b.Column(n, DateOnly.MinValue),
        ["dateMillis"] = (b, n) => b.ColumnDate(n, 1),
        ["dateTime"] = (b, n) => b.ColumnDate(n, DateTime.UnixEpoch),
        ["Guid"] = (b, n) => b.Column(n, Guid.NewGuid()),
        ["Long256"] = (b, n) => b.Column(n, new Long256(1, 2, 3, 4)),
        ["IPAddress"] = (b, n) => b.Column(n, IPAddress.Loopback),
        ["ipv4"] = (b, n) => b.ColumnIPv4(n, 1),
        ["GeoHash"] = (b, n) => b.Column(n, new GeoHash(1, 5)),
        ["geohash"] = (b, n) => b.ColumnGeoHash(n, 1, 5),
        ["decimal"] = (b, n) => b.Column(n, 1.5m),
        ["Decimal256"] = (b, n) => b.Column(n, Decimal256.Parse("1.5")),
        ["decimalText"] = (b, n) => b.ColumnDecimal(n, "1.5"),
        ["decimal64"] = (b, n) => b.ColumnDecimal64(n, 15, 1),
        ["decimal128"] = (b, n) => b.ColumnDecimal128(n, 15, 1),
        ["double[]"] = (b, n) => b.Column(n, new double[2]),
        ["double[,]"] = (b, n) => b.Column(n, new double[2, 2]),
        ["double[,,]"] = (b, n) => b.Column(n, new double[2, 2, 2]),
        ["doubles"] = (b, n) => b.Column(n, new double[2].AsSpan()),
        ["DoubleArray"] = (b, n) => b.Column(n, new DoubleArray([1.0])),
        ["shape"] = (b, n) => b.ColumnDoubleArray(n, [1, 1], [1.0]),
    };

    public static TheoryData<string> Setters => [.. s_setters.Keys];

    [Theory, MemberData(nameof(Setters))]
    public void A_name_is_checked(string setter) => Refused(b => s_setters[setter](b, "a.b"), "a.b", "'.'");

    [Theory, MemberData(nameof(Setters))]
    public void A_column_of_another_type_is_refused(string setter)
    {
        // The first column is INT, or CHAR for the setter of INT.
        RowBuffer buffer = Buffer();
        string column = setter == "int" ? "other" : "first";
        buffer.Table("t").Column("first", 2);
        if (column == "other") buffer.Column("other", 'c');
        buffer.At(new TimestampMicros(2));
        buffer.Table("t");
        AssertNames(Assert.Throws<QuestDbException>(() => s_setters[setter](buffer, column)), column, column == "first" ? "have INT" : "have CHAR");
    }

    [Theory, MemberData(nameof(Setters))]
    public void A_second_value_in_a_row_is_refused(string setter)
    {
        RowBuffer buffer = Buffer().Table("t");
        s_setters[setter](buffer, "x");
        AssertNames(Assert.Throws<QuestDbException>(() => s_setters[setter](buffer, "X")), "x", "already");
        buffer.At(new TimestampMicros(1));
        Assert.Equal(2, buffer.RowCount);
    }

    [Theory, MemberData(nameof(Setters))]
    public void A_value_without_a_row_is_refused(string setter)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => s_setters[setter](Buffer(), "x"));
        Assert.Equal(ErrorCode.InvalidState, e.Code);
        Assert.Contains("Table", e.Message);
    }

    [Fact]
    public void Values_that_stand_for_NULL_are_refused()
    {
        Refused(b => b.Column("x", int.MinValue), "x", "read back as NULL");
        Refused(b => b.Column("x", long.MinValue), "x", "read back as NULL");
        Refused(b => b.ColumnDate("x", long.MinValue), "x", "read back as NULL");
        Refused(b => b.Column("x", new TimestampMicros(long.MinValue)), "x", "read back as NULL");
        Refused(b => b.Column("x", new TimestampNanos(long.MinValue)), "x", "read back as NULL");
        Refused(b => b.ColumnTimestamp("x", long.MinValue, TimestampUnit.Seconds), "x", "read back as NULL");
        Refused(b => b.ColumnIPv4("x", 0), "x", "read back as NULL");
        Refused(b => b.Column("x", IPAddress.Any), "x", "read back as NULL");
        Refused(b => b.Column("x", Guid.Parse("80000000-0000-0000-8000-000000000000")), "x", "read back as NULL");
        const ulong Half = 0x8000_0000_0000_0000;
        Refused(b => b.Column("x", new Long256(Half, Half, Half, Half)), "x", "read back as NULL");
    }

    [Fact]
    public void They_pass_where_the_options_allow_it()
    {
        var buffer = new RowBuffer(LossyValues.Allow);
        buffer.Table("t").Column("x", int.MinValue).At(new TimestampMicros(1));
        Assert.Equal(1, buffer.RowCount);
    }

    [Fact]
    public void Broken_text_is_refused()
    {
        Refused(b => b.Column("x", "a\ud800"), "x", "lone surrogate");
        Refused(b => b.Column("x", "\udc00é".AsSpan()), "x", "lone surrogate");
        Refused(b => b.Symbol("x", "\ud800\ud800"), "x", "lone surrogate");
        Refused(b => b.Symbol("x", "\udfffz".AsSpan()), "x", "lone surrogate");
        Refused(b => b.ColumnUtf8("x", [65, 0xC3, 0x28]), "x", "at byte 1");
        Refused(b => b.SymbolUtf8("x", [0xFF]), "x", "at byte 0");
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Refused(b => b.ColumnTimestamp("x", long.MaxValue / 1000, TimestampUnit.Seconds), "x", "does not fit microseconds");
        Refused(b => b.ColumnTimestamp("x", 1, (TimestampUnit)9), "x", "unit");
        Refused(b => b.ColumnGeoHash("x", 1, 61), "x", "1 to 60");
        Refused(b => b.ColumnGeoHash("x", 32, 5), "x", "more than 5 bits");
        Refused(b => b.Column("x", default(GeoHash)), "x", "1 to 60");
        Refused(b => b.Column("x", IPAddress.IPv6Loopback), "x", "not IPv4");
        Refused(b => b.ColumnDecimal("x", "12,5"), "x", "\"12,5\"");
        Refused(b => b.ColumnDecimal64("x", 1, 77), "x", "0 to 76");
        Refused(b => b.ColumnDecimal64("x", 1, 19), "x", "18 digits");
        Refused(b => b.ColumnDecimal64("x", 1_000_000_000_000_000_000, 0), "x", "18 digits");
        Refused(b => b.ColumnDoubleArray("x", [2], [1.0]), "x", "1 values");
        Refused(b => b.ColumnDoubleArray("x", [], []), "x", "0 dimensions");
        Refused(b => b.Column("x", new long[1]), "x", "LONG[]");
    }

    [Fact]
    public void A_geohash_of_another_precision_is_refused()
    {
        RowBuffer buffer = Buffer();
        buffer.Table("t").ColumnGeoHash("x", 1, 5).At(new TimestampMicros(1));
        buffer.Table("t");
        AssertNames(Assert.Throws<QuestDbException>(() => buffer.ColumnGeoHash("x", 1, 6)), "x", "5 bits", "6 bits");
    }

    [Fact]
    public void Decimals_without_a_common_scale_are_refused()
    {
        RowBuffer buffer = Buffer();
        buffer.Table("t").ColumnDecimal64("x", 999_999_999_999_999_999, 0).At(new TimestampMicros(1));
        buffer.Table("t");
        AssertNames(Assert.Throws<QuestDbException>(() => buffer.Column("x", 0.1m)), "x", "18 digits");
        buffer.Column("x", 7m).At(new TimestampMicros(2));
        Assert.Equal(3, buffer.RowCount);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(253_402_300_800_000_000)]
    public void A_designated_timestamp_out_of_range_leaves_the_row_in_progress(long micros)
    {
        RowBuffer buffer = Buffer().Table("t").Column("first", 2);
        AssertNames(Assert.Throws<QuestDbException>(() => buffer.At(new TimestampMicros(micros))), "timestamp", "1970");
        AssertNames(Assert.Throws<QuestDbException>(() => buffer.At(micros, TimestampUnit.Microseconds)), "timestamp", "1970");
        buffer.At(new TimestampMicros(0));
        Assert.Equal(2, buffer.RowCount);
    }

    [Fact]
    public void Timestamps_of_another_unit_or_none_are_refused()
    {
        RowBuffer buffer = Buffer().Table("t").Column("first", 2);
        AssertNames(Assert.Throws<QuestDbException>(() => buffer.At(new TimestampNanos(1))), "timestamp", "nanoseconds");
        AssertNames(Assert.Throws<QuestDbException>(buffer.AtNow), "timestamp", "AtNow");
        buffer.At(DateTime.UnixEpoch);
        Assert.Equal(2, buffer.RowCount);
    }

    [Fact]
    public void Calls_out_of_turn_are_refused()
    {
        RowBuffer buffer = Buffer();
        Assert.Equal(ErrorCode.InvalidState, Assert.Throws<QuestDbException>(() => buffer.At(DateTime.UnixEpoch)).Code);
        Assert.Equal(ErrorCode.InvalidState, Assert.Throws<QuestDbException>(buffer.AtNow).Code);
        Assert.Equal(ErrorCode.InvalidState, Assert.Throws<QuestDbException>(() => buffer.Column("x", (int?)null)).Code);
        buffer.Table("empty");
        Assert.Equal(ErrorCode.InvalidState, Assert.Throws<QuestDbException>(buffer.AtNow).Code);
        Assert.Contains("empty", Assert.Throws<QuestDbException>(() => buffer.Table("t")).Message);
        buffer.CancelRow();
        Assert.Equal("a/b", Assert.Throws<QuestDbException>(() => buffer.Table("a/b")).Table);
        buffer.Table("t").CancelRow();
    }

    private static RowBuffer Buffer()
    {
        var buffer = new RowBuffer(LossyValues.Error);
        buffer.Table("t").Column("first", 1).At(new TimestampMicros(1));
        return buffer;
    }

    /// <summary>Runs a call within a row; the row then takes the column with another value and type, and no column is left behind.</summary>
    private static void Refused(Func<RowBuffer, RowBuffer> call, string column, params string[] message)
    {
        RowBuffer buffer = Buffer().Table("t").Column("first", 2);
        AssertNames(Assert.Throws<QuestDbException>(() => call(buffer)), column, message);
        buffer.Column("y", true).At(new TimestampMicros(2));
        Assert.Equal(2, buffer.RowCount);
        Assert.Equal(["first", "y", "timestamp"], buffer.Sources[0].Schema.Columns.ToArray().Select(c => c.Name));
    }

    private static void AssertNames(QuestDbException e, string column, params string[] message)
    {
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Equal("t", e.Table);
        Assert.Equal(column, e.Column);
        Assert.Contains("table t", e.Message);
        foreach (string part in message)
            Assert.Contains(part, e.Message);
    }
}
