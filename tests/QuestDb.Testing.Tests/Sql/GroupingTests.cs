namespace QuestDb.Testing.Tests.Sql;

public sealed class GroupingTests : SqlTest
{
    public GroupingTests()
    {
        Execute("create table t (s symbol, i int, d double, v varchar, b byte, ts timestamp) timestamp(ts) partition by day");
        Execute("insert into t values ('a', 1, 1.5, 'x', 1, 1), ('b', 2, null, 'y', 2, 2), (null, null, 2.5, null, 3, "
            + "3), ('a', 4, 4.0, 'x', 4, 4)");
    }

    [Fact]
    public void What_is_selected_beside_aggregates_is_the_key()
        => Assert.Equal("a|2|5\nb|1|2\n|1|", Text("select s, count() c, sum(i) from t"));

    [Fact]
    public void Aggregates_leave_null_out()
    {
        var result = Query(
            "select count() n, count(*) m, count(i) ci, count(d) cd, sum(i) si, avg(i) ai, min(d) mi, max(d) ma, sum(d) sd from t");
        Assert.Equal("n:Long m:Long ci:Long cd:Long si:Long ai:Double mi:Double ma:Double sd:Double", Shape(result));
        Assert.Equal("4|4|3|3|7|2.3333333333333335|1.5|4.0|8.0", Text(result));
    }

    [Fact]
    public void First_and_last_take_null_and_their_variants_do_not()
    {
        Execute("insert into t (ts, i) values (0, null), (9, null)");
        Assert.Equal("||1|4|a", Text("select first(i), last(i), first_not_null(i), last_not_null(i), last_not_null(s) from t"));
        Assert.Equal("s:Symbol i:Int", Shape(Query("select first(s) s, last(i) i from t")));
    }

    [Fact]
    public void Text_and_small_numbers_have_extremes()
        => Assert.Equal("a|b|x|y|1|4|10", Text("select min(s), max(s), min(v), max(v), min(b), max(b), sum(b) from t"));

    [Fact]
    public void Distinct_values_are_counted_without_null()
        => Assert.Equal("2|2|3", Text("select count_distinct(s), count(distinct v), count_distinct(i) from t"));

    [Theory]
    [InlineData("select s, sum(i) t from t group by s order by s", "|\na|5\nb|2")]
    [InlineData("select sum(i) t, s from t group by 2 order by t desc", "5|a\n2|b\n|")]
    [InlineData("select i % 2 k, count() from t where i != null group by k order by k", "0|2\n1|1")]
    [InlineData("select s, v, count() from t group by s, v order by 1, 2", "||1\na|x|2\nb|y|1")]
    [InlineData("select s, sum(i) / count() r from t where s != null order by s", "a|2\nb|2")]
    [InlineData("select s from t group by s order by count() desc, s limit 1", "a")]
    [InlineData("select sum(i) + 1 from t", "8")]
    [InlineData("select sum(c) from (select s, count() c from t)", "4")]
    public void Groups_have_keys_by_name_position_and_expression(string sql, string expected) => Assert.Equal(expected, Text(sql));

    [Fact]
    public void No_rows_make_one_group_without_keys_and_none_with()
    {
        Assert.Equal("0|||", Text("select count(), sum(i), avg(d), first(s) from t where i = 99"));
        Assert.Equal("", Text("select s, count() from t where i = 99"));
    }

    [Theory]
    [InlineData("select s, i, count() from t group by s", "column must appear in GROUP BY clause or aggregate function: i")]
    [InlineData("select count() from t group by sum(i)", "aggregate functions are not allowed in GROUP BY")]
    [InlineData("select sum(v) from t group by 7", "column position is out of range [max=1]")]
    [InlineData("select sum(ts) from t", "there is no matching function `sum`")]
    public void A_grouping_that_makes_no_sense_is_refused(string sql, string message) =>
        Assert.StartsWith(message, Fails(sql).Message, StringComparison.Ordinal);
}
