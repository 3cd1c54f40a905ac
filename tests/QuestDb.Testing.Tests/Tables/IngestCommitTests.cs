using QuestDb.Shared.Wire;
using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;
using QuestDb.Testing.Tests.Sql;

namespace QuestDb.Testing.Tests;

public sealed class IngestCommitTests : SqlTest
{
    [Fact]
    public void A_missing_table_is_created_as_a_server_does()
    {
        Assert.Equal([("t", 1L)], Database.Commit([Block("t", Longs("a", 1, 2), Symbols("s", "x", null), Times(5, 6))]));
        Assert.Equal("a:Long s:Symbol timestamp:Timestamp", Shape(Query("t")));
        Assert.Equal("1|x|1970-01-01T00:00:00.000005Z\n2||1970-01-01T00:00:00.000006Z", Text("T"));
        Assert.Equal("timestamp|DAY|true", Text("select designatedTimestamp, partitionBy, walEnabled from tables()"));
    }

    [Fact]
    public void The_first_rows_after_a_drop_are_lost_for_a_connection_that_has_the_table_open()
    {
        var open = new OpenTables();
        Assert.Equal([("t", 1L)], Database.Commit([Block("t", Longs("a", 1), Times(1))], open));
        Execute("drop table t");
        Assert.Equal([("u", 1L)], Database.Commit([Block("t", Longs("a", 2), Times(2)), Block("u", Longs("a", 2), Times(2))], open));
        Assert.Equal([("t", 1L)], Database.Commit([Block("t", Longs("a", 3), Times(3))], open));
        Assert.Equal("3", Text("select a from t"));
        Assert.Equal([("t", 2L)], Database.Commit([Block("t", Longs("a", 4), Times(4))]));
    }

    [Fact]
    public void The_rows_after_a_drop_are_lost_once_also_where_the_table_was_renamed_before()
    {
        var open = new OpenTables();
        Database.Commit([Block("t", Longs("a", 1), Times(1))], open);
        Execute("rename table t to u");
        Execute("drop table u");
        Assert.Empty(Database.Commit([Block("t", Longs("a", 2), Times(2))], open));
        Assert.Equal([("t", 1L)], Database.Commit([Block("t", Longs("a", 3), Times(3))], open));
    }

    [Fact]
    public void A_connection_that_has_a_renamed_table_open_gets_an_error()
    {
        var open = new OpenTables();
        Database.Commit([Block("t", Longs("a", 1), Times(1))], open);
        Execute("rename table t to u");
        var e = Assert.Throws<IngestException>(() => Database.Commit([Block("T", Longs("a", 2), Times(2))], open));
        Assert.Equal(StatusCode.InternalError, e.Status);
        Assert.Equal([("t", 1L)], Database.Commit([Block("t", Longs("a", 3), Times(3))]));
        Assert.Equal("1", Text("select a from u"));
    }

    [Fact]
    public void The_first_rows_after_a_change_of_columns_go_to_those_that_the_connection_knows()
    {
        var open = new OpenTables();
        Database.Commit([Block("t", Longs("v", 1), Times(1))], open);
        Execute("alter table t rename column v to w");
        Database.Commit([Block("t", Longs("v", 2), Times(2))], open);
        Assert.Equal("w:Long timestamp:Timestamp", Shape(Query("t")));
        Database.Commit([Block("t", Longs("v", 3), Times(3))], open);
        Execute("alter table t drop column v");
        Database.Commit([Block("t", Longs("V", 4), Times(4))], open);
        Assert.Equal("1\n2\n\n", Text("select w from t"));
        Database.Commit([Block("t", Longs("v", 5), Times(5))], open);
        Assert.Equal("1|\n2|\n|\n|\n|5", Text("select w, v from t"));
    }

    [Fact]
    public void Rows_that_bring_a_new_column_meet_the_columns_as_they_are()
    {
        var open = new OpenTables();
        Database.Commit([Block("t", Longs("v", 1), Times(1))], open);
        Execute("alter table t rename column v to w");
        Database.Commit([Block("t", Longs("v", 2), Longs("x", 3), Times(2))], open);
        Assert.Equal("1||\n|2|3", Text("select w, v, x from t"));
    }

    [Fact]
    public void New_columns_are_null_before_and_missing_columns_after()
    {
        Database.Commit([Block("t", Longs("a", 1), Times(1))]);
        Database.Commit([Block("t", Longs("B", 2), Times(2))]);
        Assert.Equal([("t", 4L)], Database.Commit([Block("t", Longs("A", 3), Longs("b", 4), Times(3))]));
        Assert.Equal("a:Long b:Long", Shape(Query("select a, b from t")));
        Assert.Equal("1|\n|2\n3|4", Text("select a, b from t"));
    }

    [Fact]
    public void Rows_come_back_by_time_and_in_order_of_arrival_where_times_are_equal()
    {
        Database.Commit([Block("t", Longs("a", 1, 2, 3), Times(30, 10, 20))]);
        Database.Commit([Block("t", Longs("a", 4, 5), Times(20, 5))]);
        Assert.Equal("5\n2\n3\n4\n1", Text("select a from t"));
        Database.Commit([Block("t", Longs("a", 6), Times(30))]);
        Assert.Equal("5\n2\n3\n4\n1\n6", Text("select a from t"));
    }

    [Fact]
    public void A_row_with_equal_keys_replaces_the_earlier_one()
    {
        Execute("create table t (a long, s symbol, ts timestamp) timestamp(ts) partition by day wal dedup upsert keys(ts, s)");
        Database.Commit([Block("t", Longs("a", 1, 2, 3), Symbols("s", "x", "y", null), Times(10, 10, 10))]);
        Database.Commit([Block("t", Longs("a", 4, 5, 6), Symbols("s", "x", null, "x"), Times(10, 10, 11))]);
        Assert.Equal("4|x\n2|y\n5|\n6|x", Text("select a, s from t"));
    }

    [Fact]
    public void One_commit_writes_several_tables_with_a_number_each()
    {
        Database.Commit([Block("u", Longs("a", 1), Times(1))]);
        Assert.Equal([("t", 1L), ("u", 2L)],
            Database.Commit(
                [Block("t", Longs("a", 1), Times(1)), Block("u", Longs("a", 2), Times(2)), Block("t", Longs("a", 3), Times(3))]));
        Assert.Equal("1\n3", Text("select a from t"));
    }

    [Fact]
    public void A_refused_block_leaves_no_row_of_the_commit()
    {
        Database.Commit([Block("t", Longs("a", 1), Times(1))]);
        var error = Assert.Throws<IngestException>(
            () => Database.Commit([Block("t", Longs("a", 2), Times(2)), Block("u", Longs("a", 2), Times(-1))]));
        Assert.Equal(StatusCode.WriteError, error.Status);
        Assert.Equal("1", Text("select a from t"));
    }

    [Fact]
    public void Without_a_time_the_server_stamps_the_rows()
    {
        Database.Commit([Block("t", Longs("a", 1))]);
        Database.Commit([Block("t", Longs("a", 2), Times(long.MinValue))]);
        Assert.Equal("2", Text("select count() from t where timestamp > dateadd('h', -1, now())"));
    }

    [Fact]
    public void A_column_named_like_the_designated_timestamp_is_it()
    {
        Execute("create table t (a long, ts timestamp) timestamp(ts) partition by day wal");
        Database.Commit([Block("t", Longs("a", 1), new IngestColumn("TS", Times(7).Values))]);
        Database.Commit([Block("t", Longs("a", 2), new IngestColumn("ts", Times(3).Values), Times(9))]);
        Assert.Equal("2|1970-01-01T00:00:00.000003Z\n1|1970-01-01T00:00:00.000007Z", Text("t"));
    }

    [Theory]
    [InlineData("Timestamp", "a")]
    [InlineData("k", "\u212a")]
    [InlineData("\u00df", "\u1e9e")]
    public void A_new_table_with_a_name_twice_is_acknowledged_and_can_not_be_read(string first, string second)
    {
        Assert.Equal([("t", 1L)], Database.Commit([Block("t", Longs(first, 1), Longs(second, 2), Times(1))]));
        var error = Assert.Throws<SqlException>(() => Text("select a from t"));
        Assert.Contains("Duplicate column", error.Message);
        Assert.Equal([("t", 2L)], Database.Commit([Block("t", Longs("a", 1), Times(1))]));
        Assert.Equal("true", Text("select suspended from wal_tables()"));
    }

    [Fact]
    public void A_text_column_with_the_file_of_the_log_s_events_suspends_its_table()
    {
        Execute("create table t (_event varchar, a long, ts timestamp) timestamp(ts) partition by day wal");
        Database.Commit([Block("t", Longs("a", 1), Times(1))]);
        Database.Commit([Block("u", Longs("_event", 1), Times(1))]);
        Assert.Equal("t|true\nu|false", Text("select name, suspended from wal_tables()"));
    }

    [Fact]
    public void A_column_named_twice_is_acknowledged_and_suspends_the_table()
    {
        Database.Commit([Block("t", Longs("a", 1), Times(1))]);
        Assert.Equal([("t", 2L)], Database.Commit([Block("t", Longs("a", 2), Longs("A", 2), Times(2))]));
        Assert.Equal([("t", 3L)], Database.Commit([Block("t", Longs("a", 3), Times(3))]));
        Assert.Equal("1", Text("select a from t"));
    }

    [Fact]
    public void Names_that_a_server_doesnt_create_are_internal_errors()
    {
        foreach (IngestBlock block in new[] { Block("a/b", Times(1)), Block("..", Times(1)), Block("t", Longs("a.b", 1), Times(1)),
            Block("t", Times(1), Times(1)) })
        {
            var error = Assert.Throws<IngestException>(() => Database.Commit([block]));
            Assert.Equal((StatusCode.InternalError, $"failed to create table update details for: {block.Table}"),
                (error.Status, error.Message));
        }
    }

    [Fact]
    public void A_table_without_wal_takes_no_ingest()
    {
        Execute("create table t (a long, ts timestamp) timestamp(ts) partition by day bypass wal");
        var error = Assert.Throws<IngestException>(() => Database.Commit([Block("t", Longs("a", 1), Times(1))]));
        Assert.Equal((StatusCode.SchemaMismatch, "cannot insert into non-WAL table: t"), (error.Status, error.Message));
    }

    [Fact]
    public void An_array_column_takes_its_dimensions_from_its_first_value()
    {
        var arrays = new ArrayVector(ColumnType.DoubleArray);
        arrays.AppendNull();
        Database.Commit([Block("t", new IngestColumn("a", arrays), Times(1))]);
        Assert.Equal("timestamp:Timestamp", Shape(Query("t")));
        arrays = new ArrayVector(ColumnType.DoubleArray);
        arrays.Append([1, 2], [1.0, 2.0]);
        Database.Commit([Block("t", new IngestColumn("a", arrays), Times(2))]);
        Assert.Equal("\n[1,2]", Text("select a from t"));
        Assert.Equal("DOUBLE[][]", Text("select type from table_columns('t') where \"column\" = 'a'"));
    }

    private static IngestBlock Block(string table, params IngestColumn[] columns) => new(table, columns[0].Values.Count, columns);

    private static IngestColumn Longs(string name, params long[] values) => new(name, FixedVector<long>.Wrap(ColumnType.Long, values));

    private static IngestColumn Times(params long[] micros) => new("", FixedVector<long>.Wrap(ColumnType.Timestamp, micros));

    private static IngestColumn Symbols(string name, params string?[] values)
    {
        var vector = new SymbolVector();
        foreach (string? value in values) vector.Append(value);
        return new IngestColumn(name, vector);
    }
}
