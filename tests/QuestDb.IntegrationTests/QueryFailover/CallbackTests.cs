using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>What callbacks may do, where they run, and what becomes of their exceptions.</summary>
[Trait("Category", "Integration")]
public sealed class CallbackTests
{
    private const string Short = "SELECT x AS id FROM long_sequence(3)";

    public static TheoryData<ReadBy, FailoverPhase> Throwing =>
        new MatrixTheoryData<ReadBy, FailoverPhase>(Enum.GetValues<ReadBy>(), Enum.GetValues<FailoverPhase>());

    [Theory, MemberData(nameof(Throwing))]
    public async Task An_exception_of_a_callback_ends_the_query_and_leaves_the_client_usable(ReadBy by, FailoverPhase phase)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + "failover_max_attempts=2;query_pool_max=1;");
        cluster[0].Faults.Add(Fault.DropQuery());
        if (phase == FailoverPhase.GaveUp) cluster[1].Faults.Add(Fault.DropQuery());
        var thrown = new TimeZoneNotFoundException("of the callback");
        var options = new QueryOptions { OnFailoverProgress = step => Throw(step.Phase) };

        Exception e = await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => Readout.ReadAsync(db, by, options, [], sql: Short));

        Assert.Same(thrown, e);
        Assert.Equal([new Number(1), new Number(2), new Number(3)], await db.Query<Number>(Short).ToArrayAsync());

        void Throw(FailoverPhase reached)
        {
            if (reached == phase) throw thrown;
        }
    }

    [Fact]
    public async Task An_exception_of_the_reset_callback_ends_the_query_before_it_is_sent_again()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        cluster[0].Faults.Add(Fault.DropQuery());
        await using Reader reader = await db.BorrowReaderAsync();
        await using (Cursor cursor = await reader.Prepare(Short)
            .ExecuteAsync(new QueryOptions { OnFailoverReset = static _ => throw new OperationCanceledException("no") }))
        {
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal("no",
                    (await Assert.ThrowsAsync<OperationCanceledException>(async () => await cursor.NextBatchAsync())).Message);
            }

            Assert.Equal(TerminalKind.ConnectionLost, cursor.Terminal!.Value.Kind);
        }

        Assert.Equal(0, cluster[1].Stats.Queries);
        await using Cursor next = await reader.ExecuteAsync(Short);
        Assert.Equal(3, (await next.NextBatchAsync())!.RowCount);
        Assert.Equal(1, cluster[1].Stats.QueryConnections);
    }

    public static TheoryData<string> ReentrantCalls => ["NextBatch", "NextBatchAsync", "AddCredit", "Cancel", "CancelAsync",
        "Dispose", "DisposeAsync", "Execute", "Prepared", "ServerInfo", "Reader.Dispose", "Reader.DisposeAsync"];

    [Theory, MemberData(nameof(ReentrantCalls))]
    public async Task A_callback_that_uses_the_reader_or_its_cursor_is_told_so(string call)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        cluster[0].Faults.Add(Fault.DropQuery());
        await using Reader reader = await db.BorrowReaderAsync();
        PreparedQuery prepared = reader.Prepare("SELECT 1 AS id");
        Cursor? cursor = null;
        var refused = new List<QuestDbException>();
        var options = new QueryOptions { OnFailoverReset = _ => Try(), OnFailoverProgress = _ => Try() };
        await using (cursor = await reader.Prepare(Short).ExecuteAsync(options))
        {
            Assert.Equal(3, (await cursor.NextBatchAsync())!.RowCount);
            Assert.Null(await cursor.NextBatchAsync());
        }

        // Disconnected, Retrying, Reset, and the reset itself.
        Assert.Equal(4, refused.Count);
        Assert.All(refused, static e => Assert.Equal(ErrorCode.InvalidState, e.Code));
        Assert.All(refused, static e => Assert.Contains("callback", e.Message));

        void Try() => refused.Add(Assert.Throws<QuestDbException>(Use));

        void Use()
        {
            switch (call)
            {
                case "NextBatch": cursor!.NextBatch(); break;
                case "NextBatchAsync": Wait(cursor!.NextBatchAsync().AsTask()); break;
                case "AddCredit": cursor!.AddCredit(1); break;
                case "Cancel": cursor!.Cancel(); break;
                case "CancelAsync": Wait(cursor!.CancelAsync()); break;
                case "Dispose": cursor!.Dispose(); break;
                case "DisposeAsync": Wait(cursor!.DisposeAsync().AsTask()); break;
                case "Execute": reader.Execute(Short); break;
                case "Prepared": prepared.Execute(); break;
                case "ServerInfo": _ = reader.ServerInfo; break;
                case "Reader.Dispose": reader.Dispose(); break;
                default: Wait(reader.DisposeAsync().AsTask()); break;
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_callback_that_uses_the_typed_result_is_told_so(bool dispose)
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        cluster[0].Faults.Add(Fault.DropQuery());
        QueryBatchResult<Number>.Enumerator? batches = null;
        QuestDbException? refused = null;
        var options = new QueryOptions
        {
            OnFailoverReset = _ => refused = Assert.Throws<QuestDbException>(
                () => Wait(dispose ? batches!.DisposeAsync().AsTask() : batches!.MoveNextAsync().AsTask())),
        };
        await using (batches = db.QueryBatches<Number>(Short).With(options).GetAsyncEnumerator())
        {
            Assert.True(await batches.MoveNextAsync());
            Assert.Equal(3, batches.Current.Length);
            Assert.False(await batches.MoveNextAsync());
        }

        Assert.Equal(ErrorCode.InvalidState, refused!.Code);
    }

    [Fact]
    public async Task A_callback_may_run_other_queries_of_the_client()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        cluster[0].Faults.Add(Fault.DropQuery());
        int seen = 0;
        var options = new QueryOptions { OnFailoverProgress = _ => seen += ReadAll(db) };

        Assert.Equal(3, (await db.Query<Number>(Short).With(options).ToArrayAsync()).Length);
        Assert.Equal(9, seen);

        static int ReadAll(QuestDbClient db)
        {
            using Reader reader = db.BorrowReader();
            using Cursor cursor = reader.Execute(Short);
            int rows = 0;
            while (cursor.NextBatch() is { } batch) rows += batch.RowCount;
            return rows;
        }
    }

    [Fact]
    public async Task Callbacks_of_a_blocking_reader_run_on_its_thread()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);
        cluster[0].Faults.Add(Fault.DropQuery());
        var threads = new List<int>();
        int own = 0;
        var thread = new Thread(() =>
        {
            own = Environment.CurrentManagedThreadId;
            using Reader reader = db.BorrowReader();
            var options = new QueryOptions { OnFailoverReset = _ => Note(), OnFailoverProgress = _ => Note() };
            using Cursor cursor = reader.Prepare(Short).Execute(options);
            while (cursor.NextBatch() is not null)
            {
                // To the end.
            }
        });
        thread.Start();
        await Task.Run(thread.Join);

        Assert.Equal([own, own, own, own], threads);

        void Note() => threads.Add(Environment.CurrentManagedThreadId);
    }

    private static void Wait(Task task) => task.GetAwaiter().GetResult();
}
