using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>Statements are sent once, however many servers there are, unless their caller says that they may run twice.</summary>
[Trait("Category", "Integration")]
public sealed class StatementTests
{
    [Theory]
    [InlineData("INSERT INTO once SELECT x FROM long_sequence(3)")]
    [InlineData("  /* twice? */ insert into once values (1)")]
    [InlineData("UPDATE once SET n = n + 1")]
    [InlineData("CREATE TABLE twice (n LONG)")]
    [InlineData("DROP TABLE once")]
    [InlineData("TRUNCATE TABLE once")]
    [InlineData("WITH a AS (SELECT 1 AS n) INSERT INTO once SELECT n FROM a")]
    public async Task A_statement_is_never_sent_twice(string sql)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        await db.ExecuteAsync("CREATE TABLE once (n LONG)");
        var log = new FailoverLog();
        cluster[0].Faults.Add(Fault.DropQuery());

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => db.ExecuteAsync(sql, log.Restarting(static () => { })));

        Assert.Equal((ErrorCode.OutcomeUnknown, true), (e.Code, e.InDoubt));
        Assert.Equal((2, 0), (cluster[0].Stats.Queries, cluster[1].Stats.Queries));
        Assert.Empty(log.Steps);
        cluster[0].Faults.Add(Fault.DropQuery());
        cluster[1].Faults.Add(Fault.DropQuery());
        await using Reader reader = await db.BorrowReaderAsync();
        await using Cursor cursor = await reader.Prepare(sql).ExecuteAsync(log.Restarting(static () => { }));
        Assert.Equal(ErrorCode.OutcomeUnknown, Assert.Throws<QuestDbException>(() => cursor.NextBatch()).Code);
        Assert.Equal(3, cluster[0].Stats.Queries + cluster[1].Stats.Queries);
        Assert.Empty(log.Steps);
    }

    [Fact]
    public async Task A_statement_that_may_run_twice_goes_on_elsewhere()
    {
        await using Cluster cluster = await Cluster.StartAsync(3);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        var log = new FailoverLog();
        cluster[0].Faults.Add(Fault.DropQuery());
        cluster[1].Faults.Add(Fault.HalfBatch());

        ExecuteResult result = await db.ExecuteAsync("CREATE TABLE IF NOT EXISTS t (n LONG)", log.Listening with { Replay = true });

        Assert.Equal(StatementType.CreateTable, result.StatementType);
        Assert.Equal("Disconnected1 Retrying2 Reset2 Disconnected2 Retrying3 Reset3", log.Phases);
    }

    [Fact]
    public async Task A_statement_that_may_run_twice_and_does_not_get_through_may_have_run()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db =
            QuestDbClient.Connect(cluster.ConnectString + "failover_max_attempts=3;failover_backoff_initial_ms=1;");
        var log = new FailoverLog();
        for (int node = 0; node < 2; node++) cluster[node].Faults.Add(Fault.DropQuery().Forever());

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            () => db.ExecuteAsync("CREATE TABLE IF NOT EXISTS t (n LONG)", log.Listening with { Replay = true }));

        Assert.Equal((ErrorCode.OutcomeUnknown, true), (e.Code, e.InDoubt));
        Assert.Same(e, log.Last.FinalError);
        Assert.Equal(3, cluster[0].Stats.Queries + cluster[1].Stats.Queries);
    }

    [Fact]
    public async Task Every_row_of_a_failed_insert_is_there_once_or_not_at_all()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        await db.ExecuteAsync("CREATE TABLE once (n LONG)");
        for (int i = 0; i < 10; i++)
        {
            cluster[0].Faults.Add(Fault.DropQuery());
            cluster[1].Faults.Add(Fault.DropQuery());
            await Assert.ThrowsAsync<QuestDbException>(() => db.ExecuteAsync($"INSERT INTO once VALUES ({i})"));
        }

        cluster[0].Faults.Clear();
        cluster[1].Faults.Clear();
        await db.ExecuteAsync($"INSERT INTO once VALUES ({10})");
        Assert.Equal([10], (await db.Query<Number>("SELECT n AS id FROM once").ToArrayAsync()).Select(static row => row.Id));
        Assert.Equal(1, cluster[0].RowCount("once"));
    }
}
