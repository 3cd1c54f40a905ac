using System.Net;
using QuestDb.Schemas;

namespace QuestDb.Tests.Ingest.Rows;

/// <summary>
/// What each setter of a row buffer refuses: the error names table and column, and the row goes on as if nothing had been.
/// </summary>
public sealed class RowBufferErrorTests
{
    public static TheoryData<string> Setters => [.. RowSetters.Named.Keys];

    public static TheoryData<string> Ends => [.. RowSetters.Ends.Keys];

    [Fact]
    public void Every_setter_is_in_the_tables()
    {
        // What sets no value.
        string[] others = ["Table(ReadOnlySpan<Char>)", "CancelRow()", "Clear()"];
        Assert.Equal(CalledMethods.Public(typeof(RowBuffer)).Order(),
            RowSetters.Named.Keys.Concat(RowSetters.Ends.Keys).Concat(others).Order());
    }

    [Theory, MemberData(nameof(Setters))]
    public void A_name_is_checked(string setter) => Refused(b => RowSetters.Named[setter](b, "a.b"), "a.b", "'.'");

    [Theory, MemberData(nameof(Setters))]
    public void A_column_of_another_type_is_refused(string setter)
    {
        // The first column is INT, or CHAR for the setter of INT.
        RowBuffer buffer = Buffer();
        string column = setter is "Column(ReadOnlySpan<Char>, Int32)" or "Column(ReadOnlySpan<Char>, Int32?)" ? "other" : "first";
        buffer.Table("t").Column("first", 2).Column("other", 'c').At(new TimestampMicros(2));
        byte[] before = FrameBytes.Of(buffer);
        buffer.Table("t");
        AssertNames(Assert.Throws<QuestDbException>(() => RowSetters.Named[setter](buffer, column)), column,
            column == "first" ? "have INT" : "have CHAR");
        buffer.CancelRow();
        Assert.Equal(before, FrameBytes.Of(buffer));
    }

    [Theory, MemberData(nameof(Setters))]
    public void A_second_value_in_a_row_is_refused(string setter)
    {
        RowBuffer buffer = Buffer().Table("t");
        RowSetters.Named[setter](buffer, "x");
        AssertNames(Assert.Throws<QuestDbException>(() => RowSetters.Named[setter](buffer, "X")), "x", "already");
        buffer.At(new TimestampMicros(1));
        Assert.Equal(2, buffer.RowCount);
        byte[] before = FrameBytes.Of(buffer);
        // Cancelled, the second row leaves nothing, and its column can be of any type.
        RowSetters.Named[setter](buffer.Table("t"), "y");
        buffer.CancelRow();
        Assert.Equal(before, FrameBytes.Of(buffer));
    }

    [Theory, MemberData(nameof(Setters))]
    public void A_value_without_a_row_is_refused(string setter)
    {
        RowBuffer buffer = Buffer();
        byte[] before = FrameBytes.Of(buffer);
        QuestDbException e = Assert.Throws<QuestDbException>(() => RowSetters.Named[setter](buffer, "x"));
        Assert.Equal(ErrorCode.InvalidState, e.Code);
        Assert.Contains("Table", e.Message);
        Assert.Equal((1, false), (buffer.RowCount, buffer.HasRowInProgress));
        Assert.Equal(before, FrameBytes.Of(buffer));
    }

    [Theory, MemberData(nameof(Ends))]
    public void An_end_without_a_row_is_refused(string end)
    {
        RowBuffer buffer = Buffer();
        byte[] before = FrameBytes.Of(buffer);
        QuestDbException e = Assert.Throws<QuestDbException>(() => RowSetters.Ends[end](buffer));
        Assert.Equal(ErrorCode.InvalidState, e.Code);
        Assert.Contains("Table", e.Message);
        Assert.Equal(before, FrameBytes.Of(buffer));
    }

    [Theory, MemberData(nameof(Ends))]
    public void An_end_of_another_kind_than_before_is_refused(string end)
    {
        var buffer = new RowBuffer(LossyValueAction.Refuse, new DesignatedNames([]));
        bool nanos = end.Contains("Nanos");
        if (nanos) buffer.Table("t").Column("first", 1).At(new TimestampMicros(1));
        else buffer.Table("t").Column("first", 1).At(new TimestampNanos(1));
        byte[] before = FrameBytes.Of(buffer);
        buffer.Table("t").Column("first", 2).Column("second", 2);
        AssertNames(Assert.Throws<QuestDbException>(() => RowSetters.Ends[end](buffer)), "timestamp", "nanoseconds", "flush between them");
        Assert.True(buffer.HasRowInProgress);
        buffer.CancelRow();
        Assert.Equal(before, FrameBytes.Of(buffer));
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
        Refused(b => b.Column("x", (long?)long.MinValue), "x", "read back as NULL");
        Refused(b => b.ColumnTimestamp("x", long.MinValue, TimestampUnit.Nanoseconds), "x", "read back as NULL");
        Refused(b => b.Column("x", Guid.Parse("80000000-0000-0000-8000-000000000000")), "x", "read back as NULL");
        const ulong Half = 0x8000_0000_0000_0000;
        Refused(b => b.Column("x", new Long256(Half, Half, Half, Half)), "x", "read back as NULL");
    }

    [Fact]
    public void They_pass_where_the_options_allow_it()
    {
        var buffer = new RowBuffer(LossyValueAction.StoreAsNull, new DesignatedNames([]));
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
        Refused(b => b.Column("x", IPAddress.IPv6Loopback), "x", "is IPv6");
        Refused(b => b.ColumnDecimal("x", "12,5"), "x", "\"12,5\"");
        Refused(b => b.ColumnDecimal("x", "1e77".AsSpan()), "x", "76 digits");
        Refused(b => b.ColumnDecimal64("x", 1, 77), "x", "0 to 76");
        Refused(b => b.ColumnDecimal64("x", 1, -1), "x", "0 to 76");
        Refused(b => b.ColumnDecimal128("x", 1, 77), "x", "0 to 76");
        Refused(b => b.ColumnDecimal128("x", 1, 39), "x", "38 digits");
        Refused(b => b.ColumnDecimal128("x", Int128.MaxValue, 0), "x", "38 digits");
        Refused(b => b.ColumnDecimal64("x", 1, 19), "x", "18 digits");
        Refused(b => b.ColumnDecimal64("x", 1_000_000_000_000_000_000, 0), "x", "18 digits");
        Refused(b => b.ColumnDoubleArray("x", [2], [1.0]), "x", "1 values");
        Refused(b => b.ColumnDoubleArray("x", [], []), "x", "0 dimensions");
        Refused(b => b.ColumnDoubleArray("x", new int[33], []), "x", "33 dimensions");
        Refused(b => b.ColumnDoubleArray("x", [-1], []), "x", "length -1");
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
        var buffer = new RowBuffer(LossyValueAction.Refuse, new DesignatedNames([]));
        buffer.Table("t").Column("first", 1).At(new TimestampMicros(1));
        return buffer;
    }

    /// <summary>
    /// Runs a call within a row. The rows are then what they are without the call, byte for byte: the one in progress takes the
    /// column with another type, and so does the next one when the row is cancelled.
    /// </summary>
    private static void Refused(Func<RowBuffer, RowBuffer> call, string column, params string[] message)
    {
        RowBuffer buffer = Buffer();
        byte[] before = FrameBytes.Of(buffer);
        buffer.Table("t").Column("first", 2);
        AssertNames(Assert.Throws<QuestDbException>(() => call(buffer)), column, message);
        buffer.CancelRow();
        Assert.Equal(before, FrameBytes.Of(buffer));

        buffer.Table("t").Column("first", 2);
        Assert.Throws<QuestDbException>(() => call(buffer));
        Assert.Equal((1, true), (buffer.RowCount, buffer.HasRowInProgress));
        buffer.Column("y", true).At(new TimestampMicros(2));
        buffer.Table("t").Column("x", 'c').At(new TimestampMicros(3));
        Assert.Equal(3, buffer.RowCount);

        RowBuffer good = Buffer();
        good.Table("t").Column("first", 2).Column("y", true).At(new TimestampMicros(2));
        good.Table("t").Column("x", 'c').At(new TimestampMicros(3));
        Assert.Equal(FrameBytes.Of(good), FrameBytes.Of(buffer));
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
