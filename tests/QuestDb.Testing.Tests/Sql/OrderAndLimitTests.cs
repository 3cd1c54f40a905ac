using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Tests.Sql;

public sealed class OrderAndLimitTests : SqlTest
{
    [Theory]
    [InlineData("5", "1 2 3 4 5")]
    [InlineData("-5", "6 7 8 9 10")]
    [InlineData("0", "")]
    [InlineData("99", "1 2 3 4 5 6 7 8 9 10")]
    [InlineData("2, 5", "3 4 5")]
    [InlineData("5, 2", "3 4 5")]
    [InlineData("-5, -3", "6 7")]
    [InlineData("-3, -5", "6 7")]
    [InlineData("2, -1", "3 4 5 6 7 8 9")]
    [InlineData("8, -5", "")]
    [InlineData("3, 0", "1 2 3")]
    [InlineData("0, 3", "1 2 3")]
    [InlineData("-3, 0", "8 9 10")]
    [InlineData("3,", "1 2 3")]
    [InlineData(", 3", "1 2 3")]
    [InlineData("1 + 1", "1 2")]
    public void Limit_takes_QuestDBs_forms(string limit, string expected)
        => Assert.Equal(expected, Text($"select x from long_sequence(10) limit {limit}").Replace('\n', ' '));

    [Fact]
    public void A_limit_may_be_bound()
    {
        FixedVector<long> missing = LongBind(long.MinValue);
        Assert.Equal("1\n2", Text("select x from long_sequence(3) limit $1", LongBind(2)));
        Assert.Equal("1\n2\n3", Text("select x from long_sequence(3) limit $1", missing));
        Assert.Equal("", Text("select x from long_sequence(3) limit 1, $1", missing));
        Assert.Equal("invalid type: NULL", Fails("select x from long_sequence(3) limit null").Message);
        Assert.StartsWith("LIMIT <negative>, <positive>", Fails("select x from long_sequence(3) limit -2, 1").Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order by d", "-1.0|4 0.5|3 2.0|2 |1")]
    [InlineData("order by d desc", "|1 2.0|2 0.5|3 -1.0|4")]
    [InlineData("order by s, i desc", "|1 0.5|3 2.0|2 -1.0|4")]
    [InlineData("order by 2 desc limit 2", "-1.0|4 0.5|3")]
    [InlineData("order by i % 2, d", "-1.0|4 2.0|2 0.5|3 |1")]
    [InlineData("order by u, i", "2.0|2 |1 0.5|3 -1.0|4")]
    [InlineData("order by ts desc", "-1.0|4 0.5|3 2.0|2 |1")]
    [InlineData("order by ts", "|1 2.0|2 0.5|3 -1.0|4")]
    public void Rows_sort_with_null_first_and_in_doubles_last(string order, string expected)
    {
        Execute("create table t (i int, d double, s symbol, u uuid, ts timestamp) timestamp(ts) partition by day");
        Execute("insert into t values (1, null, null, '00000000-0000-0000-0000-000000000001', 1), (2, 2.0, 'a', null, 2), "
            + "(3, 0.5, 'a', '00000000-0000-0000-0000-000000000001', 3), (4, -1.0, 'b', '00000000-0000-0000-0000-000000000002', 4)");
        Assert.Equal(expected, Text($"select d, i from t {order}").Replace('\n', ' '));
    }

    [Fact]
    public void Equal_keys_keep_the_order_of_the_rows()
        => Assert.Equal("3\n6\n1\n4\n2\n5", Text("select x from long_sequence(6) order by x % 3"));

    [Fact]
    public void Distinct_rows_sort_by_selected_columns_only()
        => Assert.StartsWith("ORDER BY must name a selected column",
            Fails("select distinct x % 2 k from long_sequence(4) order by x").Message, StringComparison.Ordinal);
}
