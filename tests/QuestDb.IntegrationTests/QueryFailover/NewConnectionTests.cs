using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>What belonged to the connection that broke, symbols and columns above all, is not taken for that of the next.</summary>
[Trait("Category", "Integration")]
public sealed partial class NewConnectionTests
{
    private const int Rows = 50_000;

    public enum Fruit
    {
        Apple,
        Banana,
        Cherry,
    }

    [QuestRow]
    public readonly partial record struct Basket(long Id, [Symbol] Fruit Kind, string Name);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Symbols_are_those_of_the_new_connection(bool batches)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + "initial_credit=64k;query_pool_max=1;");
        await db.ExecuteAsync("CREATE TABLE other (s SYMBOL)");
        await db.ExecuteAsync("INSERT INTO other VALUES ('x'), ('Cherry'), ('y'), ('Apple')");
        await db.ExecuteAsync(
            $"""
            CREATE TABLE fruit AS (
                SELECT x AS id,
                    CAST(CASE WHEN x % 3 = 0 THEN 'Apple' WHEN x % 3 = 1 THEN 'Banana' ELSE 'Cherry' END AS SYMBOL) AS kind
                FROM long_sequence({Rows}))
            """);
        // The first connection has other ids for the same texts.
        await using (Reader reader = await db.BorrowReaderAsync())
        {
            await using Cursor cursor = await reader.ExecuteAsync("SELECT s FROM other");
            Assert.Equal(4, (await cursor.NextBatchAsync())!["s"].AsSymbol().DictionaryCount);
        }

        cluster[0].Faults.Add(Fault.DropQuery(afterBatches: 30));
        var rows = new List<Basket>();
        var log = new FailoverLog();
        const string Sql = "SELECT id, kind, kind AS name FROM fruit";
        if (batches)
        {
            await foreach (RecordBatch<Basket> batch in db.QueryBatches<Basket>(Sql).With(log.Restarting(rows.Clear)))
            {
                rows.AddRange(batch.Span);
            }
        }
        else
        {
            await foreach (Basket row in db.Query<Basket>(Sql).With(log.Restarting(rows.Clear))) rows.Add(row);
        }

        Assert.Single(log.Resets);
        Assert.Equal(Rows, rows.Count);
        for (int i = 0; i < Rows; i++)
        {
            Fruit kind = ((i + 1) % 3) switch { 0 => Fruit.Apple, 1 => Fruit.Banana, _ => Fruit.Cherry };
            if (rows[i] != new Basket(i + 1, kind, kind.ToString())) Assert.Fail($"Row {i} is {rows[i]}.");
        }
    }

    [Theory]
    [InlineData("SELECT CAST(x AS INT) AS id FROM long_sequence(200000)", "id (INT)")]
    [InlineData("SELECT x AS id, 1 AS more FROM long_sequence(200000)", "more (INT)")]
    [InlineData("SELECT x AS ID FROM long_sequence(200000)", "ID (LONG)")]
    public async Task A_result_whose_columns_changed_under_rows_that_were_handed_out_is_an_error(string definition, string named)
    {
        foreach (ReadBy by in Enum.GetValues<ReadBy>())
        {
            (QuestDbTestServer first, QuestDbTestServer second) = await TwoAsync(definition);
            await using (first)
            await using (second)
            {
                await using QuestDbClient db =
                    QuestDbClient.Connect($"ws::addr=127.0.0.1:{first.Port},127.0.0.1:{second.Port};initial_credit=64k;");
                first.Faults.Add(Fault.DropQuery(afterBatches: 40));
                var rows = new List<long>();
                var log = new FailoverLog();

                QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
                    () => Readout.ReadAsync(db, by, log.Restarting(rows.Clear), rows, sql: "SELECT * FROM numbers"));

                Assert.Equal(ErrorCode.ResultMismatch, e.Code);
                Assert.Contains(named, e.Message);
                Assert.Contains("id (LONG)", e.Message);
                Assert.Empty(rows);
                // The connection that brought it, the second after that which made the table, serves the next query.
                Assert.Single(await db.Query<Number>("SELECT x AS id FROM long_sequence(1)").ToArrayAsync());
                Assert.Equal(2, second.Stats.QueryConnections);
            }
        }
    }

    [Fact]
    public async Task Columns_that_changed_before_a_row_was_handed_out_are_matched_anew()
    {
        (QuestDbTestServer first, QuestDbTestServer second) =
            await TwoAsync("SELECT 'x' AS before, CAST(x AS INT) AS id FROM long_sequence(200000)");
        await using (first)
        await using (second)
        {
            await using QuestDbClient db =
                QuestDbClient.Connect($"ws::addr=127.0.0.1:{first.Port},127.0.0.1:{second.Port};initial_credit=64k;");
            first.Faults.Add(Fault.DropQuery(afterBatches: 40));

            Number[] rows = await db.Query<Number>("SELECT * FROM numbers").ToArrayAsync();

            Readout.AssertCount(Cluster.LongResultRows, [.. rows.Select(static row => row.Id)]);
        }
    }

    [Fact]
    public async Task A_prepared_query_goes_to_another_server_when_its_own_is_gone_between_two_runs()
    {
        await using Cluster cluster = await Cluster.StartAsync(new QuestDbTestServerOptions { Role = ServerRole.Primary },
            new QuestDbTestServerOptions { Role = ServerRole.Replica });
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        await using Reader reader = await db.BorrowReaderAsync();
        PreparedQuery query = reader.Prepare("SELECT $1 AS id").Bind(1, 7L);
        Assert.Equal(7, await OnlyAsync(await query.ExecuteAsync()));
        Assert.Equal(ServerRole.Primary, reader.ServerInfo.Role);

        await cluster[0].StopAsync();
        Assert.Equal(8, await OnlyAsync(await query.Bind(1, 8L).ExecuteAsync()));
        Assert.Equal(ServerRole.Replica, reader.ServerInfo.Role);

        await cluster[0].RestartAsync();
        await cluster[1].StopAsync();
        Assert.Equal(9, await OnlyAsync(query.Bind(1, 9L).Execute()));
        Assert.Equal(ServerRole.Primary, reader.ServerInfo.Role);

        static async Task<long> OnlyAsync(Cursor cursor)
        {
            await using (cursor)
            {
                long value = (await cursor.NextBatchAsync())!["id"].AsLong().Value(0);
                Assert.Null(await cursor.NextBatchAsync());
                return value;
            }
        }
    }

    /// <summary>
    /// Two servers of their own, with the table numbers: the numbers as LONG on the first, what a query says on the second.
    /// </summary>
    private static async Task<(QuestDbTestServer First, QuestDbTestServer Second)> TwoAsync(string definition)
    {
        var options = new QuestDbTestServerOptions { BatchRows = 1_000 };
        (QuestDbTestServer first, QuestDbTestServer second) = (await QuestDbTestServer.StartAsync(options),
            await QuestDbTestServer.StartAsync(options));
        await CreateAsync(first, Cluster.LongResult);
        await CreateAsync(second, definition);
        return (first, second);

        static async Task CreateAsync(QuestDbTestServer server, string definition)
        {
            await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
            await db.ExecuteAsync($"CREATE TABLE numbers AS ({Sql.Raw(definition)})");
        }
    }
}
