using QuestDb.Shared.Wire;
using QuestDb.Testing.Sql;

namespace QuestDb.Testing.Tests.Sql;

public sealed class TableStatementTests : SqlTest
{
    [Fact]
    public void The_statements_of_a_recorded_session_answer_as_recorded()
    {
        const ulong none = ulong.MaxValue;
        Expect("create table ex (a int, s symbol, ts timestamp) timestamp(ts) partition by day bypass wal", 9, 0);
        Expect("create table if not exists ex (a int)", 9, 0);
        Expect("insert into ex values (0,'v0',0), (1,'v1',1), (2,'v2',2)", 2, 3);
        Expect("insert into ex select x::int, 'z', (x * 1000)::timestamp from long_sequence(250)", 10, 250);
        Expect("update ex set a = a + 1 where s = 'z'", 14, 250);
        Expect("update ex set a = 0 where s = 'nothing'", 14, 0);
        Expect("alter table ex add column extra long", 4, 0);
        Expect("alter table ex rename column extra to extra2", 4, 0);
        Expect("create table ex2 as (select * from ex)", 21, 0);
        Expect("truncate table ex2", 3, none);
        Expect("rename table ex2 to ex2r", 12, none);
        Expect("drop table ex2r", 7, 0);
        Expect("drop table if exists never", 7, 0);
        Expect("create table exw (a int, s symbol, ts timestamp) timestamp(ts) partition by day wal", 9, 0);
        Expect("insert into exw values (1,'x',1),(2,'y',2)", 2, 2);
        Expect("insert into exw select x::int, 'w', x::timestamp from long_sequence(37)", 10, 37);
        // On a WAL table the number is the transaction of the update.
        Expect("update exw set a = a + 1", 14, 3);
        Expect("vacuum table ex", 17, none);
        Expect("set x = 1", 6, none);
        Expect("begin", 18, none);
        Expect("commit", 19, none);
        Expect("rollback", 20, none);
        Expect("", 39, none);
        Expect("-- nothing", 39, none);
        Assert.Equal("253|31628", Text("select count(), sum(a) from ex"));
        Assert.Equal("a:Int s:Symbol ts:Timestamp extra2:Long", Shape(Query("ex limit 0")));
    }

    [Theory]
    [InlineData("create table t (a int)", 13, "table already exists")]
    [InlineData("create table u (a int, A long)", 23, "Duplicate column [name=A]")]
    [InlineData("create table u (a int) timestamp(a)", 33, "TIMESTAMP column expected")]
    [InlineData("create table u (a int) partition by day", 13, "partitioning is possible only on tables with designated timestamps")]
    [InlineData("create table u (ts timestamp) timestamp(ts) partition by day dedup upsert keys(nope)", 79, "Invalid column: nope")]
    [InlineData("create table u (a int, ts timestamp) timestamp(ts) partition by day dedup upsert keys(a)", 86,
        "deduplicate key list must include")]
    [InlineData("create table \"a/b\" (a int)", 13, "invalid table name [a/b]")]
    [InlineData("drop table nope", 11, "table does not exist [table=nope]")]
    [InlineData("insert into nope values (1)", 12, "table does not exist [table=nope]")]
    [InlineData("insert into t values (1)", 12, "row value count does not match column count [expected=3, actual=1, tuple=1]")]
    [InlineData("insert into t (a) values (1)", 12, "insert statement must populate timestamp")]
    [InlineData("insert into t values (1, 'x', 'not a time')", 30, "Invalid date [str=not a time]")]
    [InlineData("insert into t values ('1.2.3.4'::ipv4, 'x', 0)", 31, "inconvertible types: IPv4 -> DATE")]
    [InlineData("update t set ts = 0", 13, "Designated timestamp column cannot be updated")]
    [InlineData("update t set nope = 0", 13, "Invalid column: nope")]
    [InlineData("alter table t drop column ts", 26, "cannot drop designated timestamp column")]
    [InlineData("rename table t to t", 18, "table already exists [table=t]")]
    public void A_statement_that_cant_be_done_says_why_and_where(string sql, int position, string message)
    {
        Execute("create table t (a date, s symbol, ts timestamp) timestamp(ts) partition by day");
        var error = Fails(sql);
        Assert.Equal((StatusCode.ParseError, position), (error.Status, error.Position));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_and_column_names_ignore_case()
    {
        Execute("create table Trades (Price double, ts timestamp) timestamp(TS) partition by day");
        Execute("insert into TRADES (TS, PRICE) values (1, 2.5)");
        Assert.Equal("price:Double", Shape(Query("select price from trades")));
        Assert.Equal("2.5", Text("select trades.PRICE from trades"));
    }

    [Fact]
    public void Values_that_dont_fit_are_refused_and_nothing_is_written()
    {
        Execute("create table t (b byte, ts timestamp) timestamp(ts) partition by day");
        Assert.Equal(StatusCode.InternalError, Fails("insert into t values (1, 1), (300, 2)").Status);
        Assert.StartsWith("designated timestamp before 1970", Fails("insert into t values (1, -1)").Message, StringComparison.Ordinal);
        Assert.Equal("0", Text("select count() from t"));
    }

    [Fact]
    public void A_result_keeps_the_rows_it_was_taken_from()
    {
        Execute("create table t (a int, s symbol, ts timestamp) timestamp(ts) partition by day");
        Execute("insert into t values (1, 'x', 1)");
        RowsResult before = Query("t");
        Execute("insert into t values (2, 'y', 0)");
        Execute("update t set a = 9, s = 'z'");
        Assert.Equal("1|x|1970-01-01T00:00:00.000001Z", Text(before));
        Assert.Equal("9|z|1970-01-01T00:00:00.000000Z\n9|z|1970-01-01T00:00:00.000001Z", Text("t"));
    }

    [Fact]
    public void Binds_go_into_inserts_and_updates()
    {
        Execute("create table t (a int, s symbol, ts timestamp) timestamp(ts) partition by day");
        Execute("insert into t values ($1, $2, $3)", LongBind(77), TextBind("bound"), LongBind(99));
        Execute("update t set a = $1 where s = $2", LongBind(78), TextBind("bound"));
        Assert.Equal("78|bound|1970-01-01T00:00:00.000099Z", Text("t"));
    }

    [Fact]
    public void The_catalog_lists_tables_and_columns()
    {
        Execute("create table t (a int, s symbol, ts timestamp) timestamp(ts) partition by hour dedup upsert keys(ts, s)");
        Assert.Equal("t|ts|HOUR|true|true", Text("select table_name, designatedTimestamp, partitionBy, walEnabled, dedup from tables()"));
        Assert.Equal("a|INT|false|false\ns|SYMBOL|false|true\nts|TIMESTAMP|true|true",
            Text("select \"column\", type, designated, upsertKey from table_columns('t')"));
    }

    private void Expect(string sql, byte type, ulong rows) => Assert.Equal(new ExecResult(type, rows), Execute(sql));
}
