using QuestDb.Shared.Sql;

namespace QuestDb.Testing.Tests.Sql;

public sealed class SqlParserTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "1 + (2 * 3)")]
    [InlineData("(1 + 2) * 3", "(1 + 2) * 3")]
    [InlineData("a or b and c", "a or (b and c)")]
    [InlineData("not a = b", "not(a = b)")]
    [InlineData("1 - 2 - 3", "(1 - 2) - 3")]
    [InlineData("-x::int", "-(x::int)")]
    [InlineData("a || b = c", "(a || b) = c")]
    [InlineData("a < b = c", "(a < b) = c")]
    [InlineData("a = b in (1, 2)", "a = (b in (1, 2))")]
    [InlineData("a between 1 and 2 and b", "(a between (1, 2)) and b")]
    [InlineData("a is not null", "a != null")]
    [InlineData("a not like 'x%'", "not(a like 'x%')")]
    [InlineData("case when a then 1 else 2 end", "case when a then 1 else 2 end")]
    [InlineData("cast(a as geohash(20b))", "a::geohash")]
    [InlineData("a::double[][]", "a::double")]
    [InlineData("count(distinct a)", "count_distinct(a)")]
    [InlineData("t.a", "a")]
    public void Operators_bind_as_in_QuestDB(string sql, string expected)
        => Assert.Equal(expected, Tree(Select("select " + sql).Items[0].Expression));

    [Theory]
    [InlineData("select 1 x", "x")]
    [InlineData("select 1 as x", "x")]
    [InlineData("select 1 \"x y\"", "x y")]
    [InlineData("select 1 timestamp", "timestamp")]
    [InlineData("select 1 by", "by")]
    [InlineData("select a from t", null)]
    public void An_alias_needs_no_keyword(string sql, string? alias) => Assert.Equal(alias, Select(sql).Items[0].Alias);

    [Theory]
    [InlineData("trades", "trades")]
    [InlineData("'my trades' limit 3", "my trades")]
    [InlineData("\"t\" where a = 1 order by a", "t")]
    public void A_bare_table_name_is_a_query(string sql, string table)
        => Assert.Equal(table, Assert.IsType<TableSourceSyntax>(Select(sql).From).Table);

    [Theory]
    [InlineData("select count() from t sample by 1h", 22, "SAMPLE BY")]
    [InlineData("select * from t latest on ts partition by s", 16, "LATEST ON")]
    [InlineData("t latest on ts partition by s", 2, "LATEST ON")]
    [InlineData("select 1 union all select 2", 9, "UNION")]
    [InlineData("select * from a join b on x", 16, "JOIN")]
    [InlineData("select * from a asof join b", 16, "ASOF JOIN")]
    [InlineData("select * from a, b", 15, "a join of several tables")]
    [InlineData("select row_number() over (order by a) from t", 20, "a window function")]
    [InlineData("select a from (select 1 a) timestamp(a)", 27, "TIMESTAMP")]
    [InlineData("select * from t where a in (select b from u)", 28, "IN (SELECT")]
    [InlineData("explain select 1", 0, "EXPLAIN")]
    [InlineData("show tables", 0, "SHOW")]
    [InlineData("create view v as (select 1)", 0, "CREATE VIEW")]
    [InlineData("alter table t set ttl 1d", 14, "ALTER TABLE SET")]
    [InlineData("update t set a = 1 from u", 19, "UPDATE … FROM")]
    public void An_unsupported_construct_is_named(string sql, int position, string construct)
    {
        var error = Assert.Throws<SqlCompileException>(() => SqlParser.Parse(sql));
        Assert.StartsWith(construct, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("is not supported by the in-process server; run this against a real QuestDB", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Theory]
    [InlineData("select", 6)]
    [InlineData("select 1 from", 13)]
    [InlineData("select 1; select 2", 10)]
    [InlineData("select $0", 7)]
    [InlineData("select :named", 7)]
    [InlineData("create table t (a int", 21)]
    [InlineData("create table t (a nothing)", 18)]
    [InlineData("create table t (a decimal(77,0))", 18)]
    [InlineData("create table t (a geohash(13c))", 18)]
    [InlineData("insert into t (a) 5", 18)]
    public void A_broken_statement_is_refused_at_its_position(string sql, int position)
        => Assert.Equal(position, Assert.Throws<SqlCompileException>(() => SqlParser.Parse(sql)).Position);

    [Fact]
    public void Create_table_reads_every_clause()
    {
        var create = Assert.IsType<CreateTableSyntax>(SqlParser.Parse(
            "CREATE TABLE IF NOT EXISTS 't' (s SYMBOL CAPACITY 256 NOCACHE INDEX CAPACITY 4, d DECIMAL(20,4), "
            + "g GEOHASH(5c), a DOUBLE[][], ts TIMESTAMP_NS) "
            + "TIMESTAMP(ts) PARTITION BY HOUR TTL 2 DAYS WAL DEDUP UPSERT KEYS(ts, s);"));
        Assert.True(create.IfNotExists);
        Assert.Equal("SYMBOL DECIMAL(20,4) GEOHASH(5c) DOUBLE[][] TIMESTAMP_NS", string.Join(' ', create.Columns.Select(c => c.Type)));
        Assert.Equal("ts", create.DesignatedTimestamp?.Name);
        Assert.Equal(PartitionUnit.Hour, create.PartitionBy);
        Assert.Equal("2 DAYS", create.Ttl);
        Assert.True(create.Wal);
        Assert.Equal(["ts", "s"], create.DedupKeys.Select(k => k.Name));
    }

    [Theory]
    [InlineData("12h", "12h")]
    [InlineData("1 WEEK", "1 WEEK")]
    [InlineData("3M", "3M")]
    public void Ttl_has_a_short_and_a_long_form(string text, string expected)
        => Assert.Equal(expected, Assert.IsType<CreateTableSyntax>(SqlParser.Parse(
            $"create table t (ts timestamp) timestamp(ts) partition by day ttl {text} bypass wal")).Ttl);

    // Every operation that is an operand in parentheses, which shows how the tree hangs together.
    private static string Tree(ExpressionSyntax expression) => expression switch
    {
        UnarySyntax unary => $"{unary.Operator}({Tree(unary.Operand)})",
        BinarySyntax binary => $"{Operand(binary.Left)} {binary.Operator} {Operand(binary.Right)}",
        _ => ExpressionText.Of(expression),
    };

    private static string Operand(ExpressionSyntax operand)
        => operand is BinarySyntax or InSyntax or BetweenSyntax ? $"({Tree(operand)})" : Tree(operand);

    private static QuerySyntax Select(string sql) => Assert.IsType<SelectStatementSyntax>(SqlParser.Parse(sql)).Query;
}
