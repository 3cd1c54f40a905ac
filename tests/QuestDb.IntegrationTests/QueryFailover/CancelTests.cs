using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>A failover that is given up ends at once: in its pause, while it connects, in a callback.</summary>
[Trait("Category", "Integration")]
public sealed class CancelTests
{
    /// <summary>Pauses that last until somebody ends them, but for one in a few thousand.</summary>
    private const string Endless =
        "failover_max_attempts=1000000;failover_max_duration_ms=0;failover_backoff_initial_ms=3600000;failover_backoff_max_ms=3600000;";

    /// <summary>As many attempts as it takes, on a server that does not answer them.</summary>
    private const string Hanging =
        "failover_max_attempts=1000000;failover_max_duration_ms=0;failover_backoff_initial_ms=1;"
        + "failover_backoff_max_ms=1;auth_timeout_ms=3600000;";

    public static TheoryData<string, FailoverPhase> Points => new MatrixTheoryData<string, FailoverPhase>(
        ["token", "cancel", "blocking", "client"], [FailoverPhase.Disconnected, FailoverPhase.Retrying]);

    [Theory, MemberData(nameof(Points))]
    public async Task A_failover_ends_at_once_when_it_is_given_up(string way, FailoverPhase phase)
    {
        await using Cluster cluster = await Cluster.StartAsync(1);
        QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + (phase == FailoverPhase.Disconnected ? Endless : Hanging));
        cluster[0].Faults.Add(Fault.DropQuery());
        cluster[0].Faults.Add(Fault.UpgradeHang().OnQuery().After(1).Forever());
        // What waits for it must not go on in the callback, from which the cursor can't be cancelled.
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancel = new CancellationTokenSource();
        Reader reader = await db.BorrowReaderAsync();
        Cursor cursor = await reader.Prepare(Cluster.LongResult).ExecuteAsync(new QueryOptions { OnFailoverProgress = Reached });

        Task reading = Task.Run(async () => way == "blocking" ? cursor.NextBatch() : await cursor.NextBatchAsync(cancel.Token));
        await reached.Task.WaitAsync(Poll.DefaultDeadline);
        switch (way)
        {
            case "token":
                await cancel.CancelAsync();
                break;
            case "client":
                await db.DisposeAsync();
                break;
            default:
                cursor.Cancel();
                break;
        }

        Exception e = await Assert.ThrowsAnyAsync<Exception>(() => reading.WaitAsync(Poll.DefaultDeadline));
        if (way == "client")
        {
            Assert.Equal(ErrorCode.Disposed, Assert.IsType<QuestDbException>(e).Code);
            Assert.Equal(TerminalKind.ConnectionLost, cursor.Terminal!.Value.Kind);
        }
        else
        {
            Assert.IsAssignableFrom<OperationCanceledException>(e);
            Assert.Equal(TerminalKind.Cancelled, cursor.Terminal!.Value.Kind);
        }

        await cursor.DisposeAsync();
        cluster[0].Faults.Clear();
        if (way != "client")
        {
            await using Cursor next = await reader.ExecuteAsync("SELECT x AS id FROM long_sequence(5)");
            Assert.Equal(5, (await next.NextBatchAsync())!.RowCount);
        }

        await reader.DisposeAsync();
        await db.DisposeAsync();

        void Reached(FailoverProgress step)
        {
            if (step.Phase == phase) reached.TrySetResult();
        }
    }

    [Theory]
    [InlineData(FailoverPhase.Disconnected)]
    [InlineData(FailoverPhase.Retrying)]
    [InlineData(FailoverPhase.Reset)]
    public async Task A_token_that_a_callback_cancels_ends_the_query(FailoverPhase phase)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        cluster[0].Faults.Add(Fault.DropQuery());
        using var cancel = new CancellationTokenSource();
        QueryResult<Number> result = db.Query<Number>(Cluster.LongResult).With(new QueryOptions { OnFailoverProgress = Cancel });

        OperationCanceledException e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => result.ToArrayAsync(cancel.Token));

        Assert.Equal(cancel.Token, e.CancellationToken);
        Assert.Equal(3, (await db.Query<Number>("SELECT x AS id FROM long_sequence(3)").ToArrayAsync()).Length);

        void Cancel(FailoverProgress step)
        {
            if (step.Phase == phase) cancel.Cancel();
        }
    }

    [Theory]
    [InlineData(FailoverPhase.Disconnected)]
    [InlineData(FailoverPhase.Retrying)]
    [InlineData(FailoverPhase.Reset)]
    public async Task A_cursor_that_another_thread_cancels_during_a_callback_goes_no_further(FailoverPhase phase)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        cluster[0].Faults.Add(Fault.DropQuery());
        await using Reader reader = await db.BorrowReaderAsync();
        Cursor? cursor = null;
        await using (cursor = await reader.Prepare(Cluster.LongResult).ExecuteAsync(new QueryOptions { OnFailoverProgress = Cancel }))
        {
            for (int i = 0; i < 2; i++) Assert.Throws<OperationCanceledException>(() => cursor.NextBatch());
            Assert.Equal(TerminalKind.Cancelled, cursor.Terminal!.Value.Kind);
        }

        await using Cursor next = await reader.ExecuteAsync("SELECT x AS id FROM long_sequence(5)");
        Assert.Equal(5, (await next.NextBatchAsync())!.RowCount);

        // It waits for nothing that the callback would have to return for.
        void Cancel(FailoverProgress step)
        {
            if (step.Phase == phase) Task.Run(cursor!.Cancel).GetAwaiter().GetResult();
        }
    }

    [Fact]
    public async Task Cancelling_before_the_reader_has_seen_the_break_ends_the_query()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        cluster[0].Faults.Add(Fault.DropQuery());
        await using Reader reader = await db.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync(Cluster.LongResult);
        await Poll.UntilAsync(() => cluster[0].Stats.OpenConnections == 0, "the connection broke");

        cursor.Cancel();

        Assert.Throws<OperationCanceledException>(() => cursor.NextBatch());
        Assert.Equal(0, cluster[1].Stats.Queries);
    }

    [Fact]
    public async Task A_cursor_may_be_left_with_a_failover_that_has_not_begun()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + "query_pool_max=1;");
        cluster[0].Faults.Add(Fault.DropQuery());
        await using (Reader reader = await db.BorrowReaderAsync())
        {
            await using Cursor cursor = await reader.ExecuteAsync(Cluster.LongResult);
            await Poll.UntilAsync(() => cluster[0].Stats.OpenConnections == 0, "the connection broke");
        }

        Assert.Equal(0, cluster[1].Stats.Queries);
        Assert.Equal(3, (await db.Query<Number>("SELECT x AS id FROM long_sequence(3)").ToArrayAsync()).Length);
    }
}
