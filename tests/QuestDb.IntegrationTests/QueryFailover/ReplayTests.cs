using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>Queries whose connection breaks: which start again by themselves, which when asked, and which never.</summary>
[Trait("Category", "Integration")]
public sealed class ReplayTests
{
    /// <summary>Batches that the small credit does not let through before some were read.</summary>
    private const int Midway = 40;

    private const string Stop = "stop";

    public static TheoryData<ReadBy, string> Breaks =>
        new MatrixTheoryData<ReadBy, string>(Enum.GetValues<ReadBy>(), ["drop", "close", "half", "garbage", Stop]);

    [Theory, MemberData(nameof(Breaks))]
    public async Task A_result_starts_again_when_its_caller_can_drop_what_it_has(ReadBy by, string fault)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster);
        Arm(cluster, fault, Midway);
        var rows = new List<long>();
        var log = new FailoverLog();

        await Readout.ReadAsync(db, by, log.Restarting(rows.Clear), rows, () => StopAsync(cluster, fault, rows.Count));

        Readout.AssertCount(Cluster.LongResultRows, rows);
        FailoverReset reset = Assert.Single(log.Resets);
        Assert.Equal((cluster.Address(0), cluster.Address(1), 2, 1L),
            (reset.FailedEndpoint, reset.NewEndpoint, reset.Attempt, reset.RequestId));
        Assert.Equal(fault == "garbage" ? ErrorCode.ProtocolError : ErrorCode.ConnectionLost, reset.Error.Code);
        Assert.Equal("Disconnected1 Retrying2 Reset2", log.Phases);
        Assert.All(log.Steps, step => Assert.Equal((cluster.Address(0), reset.Error), (step.FailedEndpoint, step.Error)));
        Assert.Equal(cluster.Address(1), log.Last.NewEndpoint);
    }

    [Theory, MemberData(nameof(Breaks))]
    public async Task Without_that_no_row_comes_twice_and_the_error_says_how_many_came(ReadBy by, string fault)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster);
        Arm(cluster, fault, Midway);
        var rows = new List<long>();
        var log = new FailoverLog();

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            () => Readout.ReadAsync(db, by, log.Listening, rows, () => StopAsync(cluster, fault, rows.Count)));

        Assert.Equal(fault == "garbage" ? ErrorCode.ProtocolError : ErrorCode.ConnectionLost, e.Code);
        Assert.InRange(rows.Count, 1, Cluster.LongResultRows - 1);
        Readout.AssertOnce(rows);
        Assert.Contains($"{rows.Count:N0} rows of the result had been handed out", e.Message);
        Assert.Contains(nameof(QueryOptions.OnFailoverReset), e.Message);
        Assert.Empty(log.Steps);
        Assert.Equal(0, cluster[1].Stats.Queries);
        await AssertUsableAsync(db);
    }

    [Theory, MemberData(nameof(Breaks))]
    public async Task A_query_of_which_nothing_was_handed_out_starts_again_by_itself(ReadBy by, string fault)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster);
        // A server that never answers can be stopped while nothing has come.
        if (fault == Stop) cluster[0].Faults.Add(Fault.HangQuery());
        else Arm(cluster, fault, batches: 0);
        var rows = new List<long>();

        Task reading = Readout.ReadAsync(db, by, new QueryOptions(), rows);
        if (fault == Stop) await StopWhenAskedAsync(cluster);
        await reading;

        Readout.AssertCount(Cluster.LongResultRows, rows);
        Assert.Equal((1, 1), (cluster[0].Stats.Queries, cluster[1].Stats.Queries));
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("close")]
    [InlineData("half")]
    [InlineData("garbage")]
    public async Task Gathered_rows_are_handed_out_at_the_end_so_their_query_starts_again_at_any_point(string fault)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster);
        Arm(cluster, fault, Midway);

        Number[] rows = await db.Query<Number>(Cluster.LongResult).ToArrayAsync();

        Readout.AssertCount(Cluster.LongResultRows, [.. rows.Select(static row => row.Id)]);
        Assert.Equal((1, 1), (cluster[0].Stats.Queries, cluster[1].Stats.Queries));
    }

    [Fact]
    public async Task Rows_that_are_gathered_from_a_result_that_became_empty_are_none()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster);
        await db.ExecuteAsync("CREATE TABLE shrinking AS (SELECT x AS id FROM long_sequence(200000))");
        Arm(cluster, "drop", Midway);
        var options = new QueryOptions { OnFailoverReset = _ => Truncate(cluster) };

        Assert.Empty(await db.Query<Number>("SELECT id FROM shrinking").With(options).ToArrayAsync());

        static void Truncate(Cluster cluster)
        {
            using QuestDbClient other = QuestDbClient.Connect(cluster[1].ConnectString);
            using Reader reader = other.BorrowReader();
            using Cursor cursor = reader.Execute("TRUNCATE TABLE shrinking");
            Assert.Null(cursor.NextBatch());
        }
    }

    [Fact]
    public async Task A_result_starts_again_as_often_as_its_servers_break_while_attempts_last()
    {
        await using Cluster cluster = await Cluster.StartAsync(3);
        await using QuestDbClient db = Connect(cluster);
        for (int node = 0; node < 3; node++) cluster[node].Faults.Add(Fault.DropQuery(Midway));
        var rows = new List<long>();
        var log = new FailoverLog();

        await Readout.ReadAsync(db, ReadBy.Cursor, log.Restarting(rows.Clear), rows);

        Readout.AssertCount(Cluster.LongResultRows, rows);
        Assert.Equal("Disconnected1 Retrying2 Reset2 Disconnected2 Retrying3 Reset3 Disconnected3 Retrying4 Reset4", log.Phases);
        Assert.Equal([cluster.Address(0), cluster.Address(1), cluster.Address(2)], log.Resets.Select(static reset => reset.FailedEndpoint));
    }

    [Fact]
    public async Task The_only_server_is_asked_again_once_it_is_back()
    {
        await using Cluster cluster = await Cluster.StartAsync(1);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + Cluster.SmallCredit
            + "failover_max_attempts=1000000;failover_backoff_max_ms=10;failover_max_duration_ms=0;");
        var rows = new List<long>();
        var log = new FailoverLog();
        QueryOptions options = log.Restarting(rows.Clear);
        // Back after some attempts that failed.
        options = options with { OnFailoverProgress = step => Restart(cluster, log, step) };

        await Readout.ReadAsync(db, ReadBy.BlockingCursor, options, rows,
            () => cluster[0].Stats.QueryConnections == 1 ? cluster[0].StopAsync() : Task.CompletedTask);

        Readout.AssertCount(Cluster.LongResultRows, rows);
        Assert.Equal((4, cluster.Address(0)), (Assert.Single(log.Resets).Attempt, log.Resets[0].NewEndpoint));

        static void Restart(Cluster cluster, FailoverLog log, FailoverProgress step)
        {
            log.Steps.Add(step);
            if (step is { Phase: FailoverPhase.Retrying, Attempt: 4 }) cluster[0].RestartAsync().GetAwaiter().GetResult();
        }
    }

    private static QuestDbClient Connect(Cluster cluster) => QuestDbClient.Connect(cluster.ConnectString + Cluster.SmallCredit);

    private static void Arm(Cluster cluster, string fault, int batches)
    {
        if (fault == Stop) return;
        cluster[0].Faults.Add(fault switch
        {
            "drop" => Fault.DropQuery(batches),
            "close" => Fault.CloseQuery(1001, "going away", batches),
            "half" => Fault.HalfBatch(batches),
            _ => Fault.GarbageBatch(batches),
        });
    }

    private static Task StopAsync(Cluster cluster, string fault, int rows) =>
        fault == Stop && rows is > 0 and < 10_000 ? cluster[0].StopAsync() : Task.CompletedTask;

    private static async Task StopWhenAskedAsync(Cluster cluster)
    {
        await TestSupport.Poll.UntilAsync(() => cluster[0].Stats.Queries == 1, "the query arrived");
        await cluster[0].StopAsync();
    }

    private static async Task AssertUsableAsync(QuestDbClient db) =>
        Assert.Equal([new Number(1)], await db.Query<Number>("SELECT x AS id FROM long_sequence(1)").ToArrayAsync());
}
