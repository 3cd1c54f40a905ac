using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Queries;

[Trait("Category", "Integration")]
public class QueryTests
{
    private const int Rows = 100_000;

    [Fact]
    public async Task Holes_become_binds()
    {
        await using QuestDbTestServer server = await StartAsync(100);
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        string source = "source-3' OR 'a' = 'a";
        string real = "source-3";
        long below = 50;

        Assert.Empty(await db.Query<Pulse>($"SELECT * FROM ticks WHERE source = {source}").ToArrayAsync());
        Pulse[] rows = await db.Query<Pulse>($"SELECT * FROM ticks WHERE source = {real} AND number < {below}").ToArrayAsync();

        Assert.Equal(Pulse.Make(0, 50).Where(row => row.Source == real), rows);
    }

    [Fact]
    public async Task Placeholders_take_binds_in_order()
    {
        await using QuestDbTestServer server = await StartAsync(100);
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);

        Pulse[] rows = await db.Query<Pulse>("SELECT * FROM ticks WHERE number >= $1 AND source = $2", 90L, "source-0").ToArrayAsync();

        Assert.Equal(Pulse.Make(90, 10).Where(static row => row.Source == "source-0"), rows);
    }

    [Fact]
    public async Task Raw_text_is_spliced()
    {
        await using QuestDbTestServer server = await StartAsync(100);
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        var table = Sql.Raw("ticks");
        long limit = 3;

        Assert.Equal(3, (await db.Query<Pulse>($"SELECT * FROM {table} WHERE number < {limit}").ToArrayAsync()).Length);
        Assert.Equal(3, (await db.Query<Pulse>(Sql.Raw("SELECT * FROM ticks WHERE number < $1"), 3L).ToArrayAsync()).Length);
    }

    [Fact]
    public async Task Columns_are_matched_by_name_in_any_order_and_case()
    {
        await using QuestDbTestServer server = await StartAsync(10);
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);

        Pulse[] rows = await db.Query<Pulse>(
            "SELECT value AS \"VALUE\", 1 AS surplus, source AS \"Source\", timestamp, number AS \"nUmBeR\" FROM ticks").ToArrayAsync();

        Assert.Equal(Pulse.Make(0, 10), rows);
    }

    [Fact]
    public async Task A_hole_inside_quotes_is_an_error()
    {
        await using QuestDbTestServer server = await StartAsync(1);
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        string table = "ticks";

        QuestDbException e = Assert.Throws<QuestDbException>(() => db.Query<Pulse>($"SELECT * FROM \"{table}\""));

        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains("Sql.Raw", e.Message);
    }

    [Fact]
    public async Task A_result_is_streamed_over_many_batches()
    {
        await using QuestDbTestServer server = await StartAsync(Rows);
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "initial_credit=64k;query_close_timeout_ms=60000;");

        long next = 0;
        await foreach (Pulse row in db.Query<Pulse>("SELECT * FROM ticks")) Assert.Equal(next++, row.Number);
        Assert.Equal(Rows, next);

        next = 0;
        int batches = 0;
        await foreach (RecordBatch<Pulse> batch in db.QueryBatches<Pulse>("SELECT * FROM ticks"))
        {
            batches++;
            foreach (Pulse row in batch.Span) Assert.Equal(next++, row.Number);
        }

        Assert.Equal(Rows, next);
        Assert.True(batches > 1);
    }

    [Fact]
    public async Task Leaving_early_stops_the_query_and_keeps_its_connection()
    {
        await using QuestDbTestServer server = await StartAsync(Rows);
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "initial_credit=64k;query_close_timeout_ms=60000;");
        long connections = server.Stats.QueryConnections;
        for (int i = 0; i < 20; i++)
        {
            await foreach (Pulse row in db.Query<Pulse>("SELECT * FROM ticks"))
            {
                if (row.Number == i * 1000) break;
            }
        }

        Assert.Equal(Rows, (await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync()).Length);
        Assert.Equal(connections + 1, server.Stats.QueryConnections);
        Assert.True(server.Stats.ResultRows < 21L * Rows, "the server stopped early");
    }

    [Fact]
    public async Task A_cancelled_query_ends_and_keeps_its_connection()
    {
        await using QuestDbTestServer server = await StartAsync(Rows);
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "initial_credit=64k;query_close_timeout_ms=60000;");
        long connections = server.Stats.QueryConnections;
        for (int i = 0; i < 20; i++)
        {
            using var cancel = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (Pulse row in db.Query<Pulse>("SELECT * FROM ticks").WithCancellation(cancel.Token))
                {
                    if (row.Number == i * 500) await cancel.CancelAsync();
                }
            });
        }

        Assert.Equal(Rows, (await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync()).Length);
        Assert.Equal(connections + 1, server.Stats.QueryConnections);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_a_cancel_is_given_up()
    {
        await using QuestDbTestServer server = await StartAsync(10);
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "query_close_timeout_ms=50;");
        server.Faults.Add(Fault.HangQuery());
        using var cancel = new CancellationTokenSource();
        long queries = server.Stats.Queries;

        Task hanging = db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync(cancel.Token);
        await Poll.UntilAsync(() => server.Stats.Queries > queries, "the query has met its fault");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);

        Assert.Equal(10, (await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync()).Length);
    }

    [Fact]
    public async Task A_connection_that_died_while_idle_is_replaced()
    {
        await using QuestDbTestServer server = await StartAsync(10);
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        Assert.Equal(10, (await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync()).Length);
        await server.RestartAsync();

        Assert.Equal(10, (await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync()).Length);
    }

    [Fact]
    public async Task Statements_report_rows_affected_where_there_are_any()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);

        await db.CreateTableAsync<Pulse>();
        ExecuteResult insert = await db.ExecuteAsync("INSERT INTO ticks VALUES (1, 'a', 0.5, '2026-01-01T00:00:00.000000Z')");
        ExecuteResult truncate = await db.ExecuteAsync("TRUNCATE TABLE ticks");

        Assert.Equal(1, insert.RowsAffected);
        Assert.Equal(StatementType.Insert, insert.StatementType);
        Assert.Null(truncate.RowsAffected);
    }

    private static async Task<QuestDbTestServer> StartAsync(int rows)
    {
        QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        await db.Write<Pulse>(Pulse.Make(0, rows)).AcceptedAsync();
        return server;
    }
}
