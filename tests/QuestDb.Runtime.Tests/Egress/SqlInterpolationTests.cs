using System.Globalization;
using QuestDb.Egress.Requests;
using QuestDb.Wire;

namespace QuestDb.Tests.Egress;

public class SqlInterpolationTests
{
    private enum Side
    {
        Buy,
        [SymbolName("sell")]
        Sell,
    }

    [Fact]
    public void Every_hole_becomes_a_bind_of_its_type()
    {
        DateTime time = DateTime.UnixEpoch;
        long? none = null;
        DateTimeOffset withOffset = DateTimeOffset.UnixEpoch;
        var date = new DateOnly(1970, 1, 1);
        (string sql, BindValue[] binds) = Take(
            $"a = {true} {(sbyte)1} {(short)2} {3} {4L} {5f} {6d} {'c'} {"text"} {time} {withOffset} {date} {none}");
        Assert.Equal("a = $1 $2 $3 $4 $5 $6 $7 $8 $9 $10 $11 $12 $13", sql);
        Assert.Equal(
            [
                ColumnType.Boolean, ColumnType.Byte, ColumnType.Short, ColumnType.Int, ColumnType.Long, ColumnType.Float, ColumnType.Double,
                ColumnType.Char, ColumnType.Varchar, ColumnType.Timestamp, ColumnType.Timestamp, ColumnType.Date, ColumnType.Long,
            ],
            binds.Select(static bind => bind.Type));
        Assert.Equal(12, Array.FindIndex(binds, static bind => bind.IsNull));
    }

    [Fact]
    public void A_constant_string_is_a_bind_too()
    {
        const string Symbol = "BTC-USD";
        Assert.Equal("s = $1", Take($"s = {Symbol}").Sql);
    }

    [Fact]
    public void An_enum_goes_by_its_symbol_name()
    {
        Assert.Equal(ColumnType.Varchar, Take($"s = {Side.Sell}").Binds[0].Type);
        QuestDbException e = Assert.Throws<QuestDbException>(() => Take($"s = {(Side)7}"));
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
    }

    [Fact]
    public void Raw_text_is_text() => Assert.Equal("SELECT * FROM t WHERE a = $1", Take($"SELECT * FROM {Sql.Raw("t")} WHERE a = {1}").Sql);

    [Fact]
    public void A_value_that_can_not_be_bound_is_named_by_its_type_when_no_rule_has_found_it()
    {
        object o = new Version(1, 2);
        Assert.Contains("Hole 2 of the query is of the type Version, which can't be a bind",
            Assert.Throws<QuestDbException>(() => Take($"a = {1} AND b = {o}")).Message);
        Assert.Contains("Hole 1 of the query has a width or a format", Assert.Throws<QuestDbException>(() => Take($"a = {1:X2}")).Message);
        Assert.Contains("Hole 1 of the query has a width or a format", Assert.Throws<QuestDbException>(() => Take($"a = {1,5}")).Message);
    }

    [Fact]
    public void A_decimal_travels_in_256_bits_with_its_smallest_scale()
    {
        foreach ((decimal value, byte scale, byte digits) in ((decimal, byte, byte)[])[(1.50000m, 1, 15), (100m, 0, 100), (0.000m, 0, 0)])
        {
            var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
            buffer.Begin(64);
            ((BindValue)value).Write(buffer);
            Assert.Equal([(byte)ColumnType.Decimal256, 0, scale, digits, .. new byte[31]], buffer.Written.ToArray());
        }
    }

    [Fact]
    public void A_message_is_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // As in Sweden, also where the machine knows no cultures.
            var swedish = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (swedish.NumberFormat.NegativeSign, swedish.NumberFormat.NumberGroupSeparator) = ("\u2212", "\u00A0");
            CultureInfo.CurrentCulture = swedish;
            Assert.Contains(" -1 is no scale", Assert.Throws<QuestDbException>(() => BindValue.Decimal64(1, -1)).Message.Insert(0, " "));
            QuestDbException tooLong = Assert.Throws<QuestDbException>(() => QueryRequest.Write(
                new FrameBuffer(static capacity => (new byte[capacity], 0)), 1, new string('x', QueryRequest.MaxSqlBytes + 1), [], 0));
            Assert.Contains("takes 1,048,577 bytes; the limit is 1,048,576", tooLong.Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_hole_inside_quotes_is_refused_and_one_behind_them_is_not()
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => Take($"a = '{1}'"));
        Assert.Contains("Hole 1", e.Message);
        Assert.Equal("a = 'it''s' AND \"b\" = $1", Take($"a = 'it''s' AND \"b\" = {1}").Sql);
    }

    private static (string Sql, BindValue[] Binds) Take(SqlInterpolatedStringHandler sql) => (sql.Query().Sql, sql.Query().Binds);
}
