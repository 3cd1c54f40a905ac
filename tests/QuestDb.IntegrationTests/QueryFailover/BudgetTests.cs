using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>Failovers that lead nowhere end with the last error, told to the listener and thrown.</summary>
[Trait("Category", "Integration")]
public sealed class BudgetTests
{
    private const string Quick = "failover_backoff_initial_ms=1;failover_backoff_max_ms=2;";

    public static TheoryData<ReadBy> Ways => new(Enum.GetValues<ReadBy>());

    [Theory, MemberData(nameof(Ways))]
    public async Task Attempts_count_the_first_run(ReadBy by)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster, Quick + "failover_max_attempts=3;");
        var log = new FailoverLog();
        var rows = new List<long>();

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            () => Readout.ReadAsync(db, by, log.Restarting(rows.Clear), rows, cluster.StopAllAsync));

        Assert.Equal("Disconnected1 Retrying2 Retrying3 GaveUp3", log.Phases);
        Assert.Same(e, log.Last.FinalError);
        Assert.Equal(ErrorCode.ConnectFailed, e.Code);
        Assert.Contains("3 attempts", e.Message);
        Assert.Contains("failover_max_attempts", e.Message);
        Assert.Contains(log.Last.Error.Message, e.Message);
        Assert.Empty(log.Resets);
    }

    [Fact]
    public async Task Time_ends_a_failover_before_its_attempts_do()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster, Quick + "failover_max_attempts=1000000;failover_max_duration_ms=100;");
        var log = new FailoverLog();

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            () => Readout.ReadAsync(db, ReadBy.Cursor, log.Restarting(static () => { }), [], cluster.StopAllAsync));

        Assert.Equal(FailoverPhase.GaveUp, log.Last.Phase);
        Assert.InRange(log.Last.Attempt, 1, 999_999);
        Assert.Contains("failover_max_duration_ms", e.Message);
    }

    [Fact]
    public async Task Time_ends_the_wait_for_a_server_that_does_not_answer()
    {
        await using Cluster cluster = await Cluster.StartAsync(1);
        await using QuestDbClient db = Connect(cluster, Quick + "failover_max_duration_ms=100;auth_timeout_ms=600000;");
        var log = new FailoverLog();
        cluster[0].Faults.Add(Fault.DropQuery());
        cluster[0].Faults.Add(Fault.UpgradeHang().OnQuery().After(1).Forever());

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => Readout.ReadAsync(db, ReadBy.Cursor, log.Listening, []));

        Assert.Equal("Disconnected1 Retrying2 GaveUp2", log.Phases);
        Assert.Equal(ErrorCode.ConnectFailed, e.Code);
    }

    [Fact]
    public async Task A_result_that_streams_for_longer_than_the_budget_still_fails_over()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster, "failover_max_duration_ms=1000;");
        var log = new FailoverLog();
        var rows = new List<long>();
        var reading = System.Diagnostics.Stopwatch.StartNew();
        bool stopped = false;

        await Readout.ReadAsync(db, ReadBy.Cursor, log.Restarting(rows.Clear), rows, SlowlyAsync);

        Readout.AssertCount(Cluster.LongResultRows, rows);
        Assert.Equal("Disconnected1 Retrying2 Reset2", log.Phases);

        async Task SlowlyAsync()
        {
            if (stopped) return;
            stopped = true;
            await TestSupport.Poll.UntilAsync(() => reading.ElapsedMilliseconds > 1_100, "more time passed than may be spent");
            await cluster[0].StopAsync();
        }
    }

    [Fact]
    public async Task Refused_credentials_end_it_at_once()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster, Quick);
        var log = new FailoverLog();
        cluster[0].Faults.Add(Fault.DropQuery());
        cluster[1].Faults.Add(Fault.UpgradeStatus(401).Forever());

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => Readout.ReadAsync(db, ReadBy.Rows, log.Listening, []));

        Assert.Equal("Disconnected1 Retrying2 GaveUp2", log.Phases);
        Assert.Equal(ErrorCode.AuthenticationFailed, e.Code);
        Assert.Equal(1, cluster[0].Stats.QueryConnections);
    }

    [Fact]
    public async Task Roles_alone_end_it_at_once()
    {
        await using Cluster cluster = await Cluster.StartAsync(new QuestDbTestServerOptions { Role = ServerRole.Primary },
            new QuestDbTestServerOptions { Role = ServerRole.Replica });
        await using QuestDbClient db = Connect(cluster, Quick + "target=replica;");
        var log = new FailoverLog();
        cluster[1].Faults.Add(Fault.DropQuery());

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            () => Readout.ReadAsync(db, ReadBy.Rows, new QueryOptions { OnFailoverProgress = Promote }, []));

        Assert.Equal("Disconnected1 Retrying2 GaveUp2", log.Phases);
        Assert.Equal(ErrorCode.RoleRejected, e.Code);

        void Promote(FailoverProgress step)
        {
            log.Steps.Add(step);
            cluster[1].Role = ServerRole.Primary;
        }
    }

    [Fact]
    public async Task A_primary_that_is_catching_up_is_waited_for()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster, Quick);
        var log = new FailoverLog();
        cluster[0].Faults.Add(Fault.DropQuery());
        cluster[0].Faults.Add(Fault.UpgradeStatus(421, "REPLICA").OnQuery().After(1).Forever());
        cluster[1].Faults.Add(Fault.UpgradeStatus(421, "PRIMARY_CATCHUP").OnQuery().Times(2));

        var rows = new List<long>();
        await Readout.ReadAsync(db, ReadBy.Rows, log.Listening, rows);

        Readout.AssertCount(Cluster.LongResultRows, rows);
        Assert.Equal("Disconnected1 Retrying2 Retrying3 Retrying4 Reset4", log.Phases);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Failover_can_be_switched_off(ReadBy by)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = Connect(cluster, "failover=off;");
        var log = new FailoverLog();
        cluster[0].Faults.Add(Fault.DropQuery());

        QuestDbException e =
            await Assert.ThrowsAsync<QuestDbException>(() => Readout.ReadAsync(db, by, log.Restarting(static () => { }), []));

        Assert.Equal(ErrorCode.ConnectionLost, e.Code);
        Assert.Empty(log.Steps);
        Assert.Equal(0, cluster[1].Stats.Queries);
    }

    private static QuestDbClient Connect(Cluster cluster, string keys) =>
        QuestDbClient.Connect(cluster.ConnectString + Cluster.SmallCredit + keys);
}
