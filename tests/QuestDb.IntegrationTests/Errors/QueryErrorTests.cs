using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.Errors;

[Trait("Category", "Integration")]
public partial class QueryErrorTests
{
    [QuestRow]
    public readonly partial record struct Wrong(string Value);

    [QuestRow]
    public readonly partial record struct Missing(long Number, double Price);

    [QuestRow(Strict = true)]
    public readonly partial record struct StrictRow(long Number);

    [QuestRow]
    public readonly partial record struct Plain(long A, double B, float C);

    [QuestRow]
    public readonly partial record struct Sided([Symbol] Direction Direction);

    public enum Direction
    {
        Up,
        Down,
    }

    [Fact]
    public async Task An_sql_error_is_one_typed_error_and_the_connection_lives()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();

        QueryException e = await Assert.ThrowsAsync<QueryException>(() => db.Query<Pulse>("SELECT nope FROM ticks").ToArrayAsync());

        Assert.Equal(ErrorCode.QueryFailed, e.Code);
        Assert.Equal("SELECT nope FROM ticks", e.Sql);
        Assert.Contains("nope", e.ServerMessage);
        Assert.Contains("nope", e.Message);
        Assert.Empty(await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
        Assert.Equal(1, server.Stats.QueryConnections);
    }

    [Fact]
    public async Task A_column_of_another_type_names_column_type_and_member()
    {
        QuestDbException e = await AssertMismatchAsync<Wrong>("SELECT * FROM ticks");
        Assert.Equal("value", e.Column);
        Assert.Contains("Column value is DOUBLE", e.Message);
        Assert.Contains("Wrong.Value", e.Message);
    }

    [Fact]
    public async Task A_missing_column_is_named_even_when_there_are_no_rows()
    {
        QuestDbException e = await AssertMismatchAsync<Missing>("SELECT * FROM ticks WHERE number < 0");
        Assert.Equal("price", e.Column);
        Assert.Contains("Missing.Price", e.Message);
        Assert.Contains("number, source, value, timestamp", e.Message);
    }

    [Fact]
    public async Task A_surplus_column_is_an_error_only_for_a_strict_type()
    {
        QuestDbException e = await AssertMismatchAsync<StrictRow>("SELECT number, value FROM ticks");
        Assert.Equal("value", e.Column);
    }

    [Fact]
    public async Task An_unknown_enum_text_is_named()
    {
        QuestDbException e = await AssertMismatchAsync<Sided>("SELECT source AS direction FROM ticks");
        Assert.Contains("\"source-0\"", e.Message);
        Assert.Contains("Direction", e.Message);
    }

    [Fact]
    public async Task Null_is_an_error_for_a_plain_long_and_NaN_for_a_plain_double_or_float()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.ExecuteAsync("CREATE TABLE plain (a LONG, b DOUBLE, c FLOAT, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        await db.ExecuteAsync("INSERT INTO plain VALUES (1, null, null, '2026-01-01'), (null, 1, 1, '2026-01-02')");

        Plain first = (await db.Query<Plain>("SELECT A, c, b FROM plain LIMIT 1").ToArrayAsync()).Single();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => db.Query<Plain>("SELECT * FROM plain").ToArrayAsync());

        Assert.Equal(1, first.A);
        Assert.True(double.IsNaN(first.B) && float.IsNaN(first.C));
        Assert.Equal(ErrorCode.UnexpectedNull, e.Code);
        Assert.Equal(("a", 1), (e.Column, e.Row));
        Assert.Contains("Plain.A", e.Message);
        Assert.Single(await db.Query<Plain>("SELECT * FROM plain WHERE a = 1").ToArrayAsync());
        Assert.Equal(1, server.Stats.QueryConnections);
    }

    [Fact]
    public async Task Query_and_execute_are_not_taken_for_each_other()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();

        Assert.Equal(ErrorCode.InvalidState,
            (await Assert.ThrowsAsync<QuestDbException>(() => db.ExecuteAsync("SELECT * FROM ticks"))).Code);
        Assert.Equal(ErrorCode.InvalidState,
            (await Assert.ThrowsAsync<QuestDbException>(() => db.Query<Pulse>("TRUNCATE TABLE ticks").ToArrayAsync())).Code);
        Assert.Empty(await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    [Fact]
    public async Task A_connection_lost_under_a_statement_leaves_its_outcome_unknown()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        server.Faults.Add(Fault.DropQuery());

        QuestDbException e =
            await Assert.ThrowsAsync<QuestDbException>(() => db.ExecuteAsync("CREATE TABLE once (ts TIMESTAMP) TIMESTAMP(ts)"));

        Assert.Equal(ErrorCode.OutcomeUnknown, e.Code);
        Assert.Equal(1, server.Stats.Queries);
    }

    [Fact]
    public async Task A_connection_lost_in_mid_result_is_an_error_never_a_short_result()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { BatchRows = 10 });
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "failover=off;");
        await db.CreateTableAsync<Pulse>();
        await db.Write<Pulse>(Pulse.Make(0, 100)).AcceptedAsync();
        foreach (Fault fault in new[] { Fault.DropQuery(afterBatches: 3), Fault.HalfBatch(afterBatches: 3),
            Fault.CloseQuery(1011, "going down", afterBatches: 3) })
        {
            server.Faults.Add(fault);
            Assert.Equal(ErrorCode.ConnectionLost,
                (await Assert.ThrowsAsync<QuestDbException>(() => db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync())).Code);
        }

        server.Faults.Add(Fault.GarbageBatch(afterBatches: 3));
        Assert.Equal(ErrorCode.ProtocolError,
            (await Assert.ThrowsAsync<QuestDbException>(() => db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync())).Code);
        Assert.Equal(100, (await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync()).Length);
    }

    private static async Task<QuestDbException> AssertMismatchAsync<T>(string sql)
        where T : Mapping.IQuestRow<T>
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        await db.Write<Pulse>(Pulse.Make(0, 3)).AcceptedAsync();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => db.Query<T>(sql).ToArrayAsync());
        Assert.Equal(ErrorCode.ResultMismatch, e.Code);
        Assert.Equal(3, (await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync()).Length);
        return e;
    }
}
