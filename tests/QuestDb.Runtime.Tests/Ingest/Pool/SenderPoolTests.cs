using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest.Pool;

/// <summary>Caps, waiting at them, and what a borrower gets.</summary>
public sealed class SenderPoolTests : IAsyncLifetime
{
    private QuestDbTestServer _server = null!;

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Each_kind_of_borrow_has_its_own_cap()
    {
        await using QuestDbClient client = Connect("sender_pool_max=1;query_pool_max=1;");
        using ColumnSender columns = client.BorrowColumnSender();
        using RowSender rows = client.BorrowRowSender();
        await using Reader reader = await client.BorrowReaderAsync();

        Exhausted(() => client.BorrowColumnSender(), "All 1 column senders are borrowed (sender_pool_max)");
        Exhausted(() => client.BorrowRowSender(), "All 1 row senders are borrowed (sender_pool_max)");
        Exhausted(() => client.BorrowReader(), "query_pool_max");
        // Write needs no borrow.
        client.Write<Tick>(Tick.Range(0, 1));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
    }

    [Fact]
    public async Task At_the_cap_borrows_wait_for_a_return_in_their_order()
    {
        await using QuestDbClient client = Connect("sender_pool_max=1;acquire_timeout_ms=600000;");
        ColumnSender held = client.BorrowColumnSender();
        Task<ColumnSender> first = client.BorrowColumnSenderAsync().AsTask();
        Task<ColumnSender> second = client.BorrowColumnSenderAsync().AsTask();
        Assert.False(first.IsCompleted);
        held.Dispose();
        ColumnSender next = await first.WaitAsync(Poll.DefaultDeadline);
        Assert.False(second.IsCompleted);
        next.Dispose();
        (await second.WaitAsync(Poll.DefaultDeadline)).Dispose();
    }

    [Fact]
    public async Task A_wait_at_the_cap_ends_in_time_and_names_both_keys()
    {
        await using QuestDbClient client = Connect("sender_pool_max=1;query_pool_max=1;acquire_timeout_ms=20;");
        using RowSender rows = client.BorrowRowSender();
        await using Reader reader = await client.BorrowReaderAsync();
        Exhausted(() => client.BorrowRowSender(), "acquire_timeout_ms (20 ms)");
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await client.BorrowRowSenderAsync());
        Assert.Contains("sender_pool_max", e.Message);
        e = await Assert.ThrowsAsync<QuestDbException>(() => client.ExecuteAsync("SELECT 1"));
        Assert.Equal(ErrorCode.PoolExhausted, e.Code);
        Assert.Contains("acquire_timeout_ms (20 ms)", e.Message);
    }

    [Fact]
    public async Task A_borrow_that_is_cancelled_while_it_waits_takes_no_place()
    {
        await using QuestDbClient client = Connect("sender_pool_max=1;acquire_timeout_ms=600000;");
        RowSender held = client.BorrowRowSender();
        using var cancel = new CancellationTokenSource();
        Task<RowSender> waiting = client.BorrowRowSenderAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        held.Dispose();
        client.BorrowRowSender().Dispose();
    }

    [Fact]
    public async Task A_borrow_that_is_cancelled_while_it_connects_leaves_the_connection_to_the_next()
    {
        var release = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ScriptedRequest request = await connection.ReadRequestAsync();
            await release.Task;
            await connection.AcceptAsync(request);
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        using var cancel = new CancellationTokenSource();
        Task<ColumnSender> borrow = client.BorrowColumnSenderAsync(cancel.Token).AsTask();
        await Poll.UntilAsync(() => server.AcceptedConnections == 1, "the connection is being opened");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => borrow);
        release.SetResult();
        await Poll.UntilAsync(
            async () =>
            {
                using ColumnSender next = await client.BorrowColumnSenderAsync();
                return true;
            },
            "a borrow");
        Assert.InRange(server.AcceptedConnections, 1, 2);
    }

    /// <summary>go-questdb-client PR#64: the pool handed out a sender that still held the last borrower's rows.</summary>
    [Fact]
    public async Task A_sender_that_still_delivers_the_rows_of_its_last_borrower_is_not_lent()
    {
        var reject = new TaskCompletionSource();
        var values = new List<long>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            if (connection.Index > 0) await ingest.AckAllAsync(values);
            await ingest.ReceiveAsync();
            await reject.Task;
            await connection.SendAsync(ScriptedMessages.Error(3, ingest.Sequence, "no such column"));
            await connection.ReceiveUntilClosedAsync();
        });
        var events = new List<ClientEvent>();
        QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};sender_pool_max=1;",
            new QuestDbOptions { EventListener = e => { lock (events) events.Add(e); } });
        ColumnSender first = client.BorrowColumnSender();
        first.Flush(Values(1));
        first.Dispose();

        using (ColumnSender second = client.BorrowColumnSender())
        {
            Assert.Equal((-1, -1), (second.PublishedFsn, second.AckedFsn));
            second.Flush(Values(2));
            reject.SetResult();
            await Poll.UntilAsync(() => { lock (events) return events.Any(e => e.Kind == ClientEventKind.Stopped); },
                "the first sender's delivery has stopped");
            second.Flush(Values(3));
            second.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
            Assert.False(second.MustClose);
            Assert.False(second.TryGetError(out _));
        }

        Assert.Equal([2L, 3L], values);
        QuestDbException e = await client.CloseUndeliveredAsync();
        Assert.Contains("1 rows in 1 frames", e.Message);
        Assert.Contains("no such column", e.Message);
    }

    [Fact]
    public async Task When_all_senders_still_deliver_a_borrow_waits_for_an_ack()
    {
        var ack = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            await ack.Task;
            await ingest.AckAsync();
            await ingest.AckAllAsync([]);
        });
        await using QuestDbClient client =
            QuestDbClient.Connect($"ws::addr={server.Address};sender_pool_max=1;sf_append_deadline_millis=600000;");
        for (int i = 0; i < 2; i++)
        {
            using ColumnSender sender = await client.BorrowColumnSenderAsync();
            sender.Flush(Values(i));
        }

        Task<ColumnSender> waiting = client.BorrowColumnSenderAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        ack.SetResult();
        using ColumnSender third = await waiting.WaitAsync(Poll.DefaultDeadline);
        Assert.InRange(server.AcceptedConnections, 1, 2);
    }

    [Fact]
    public async Task When_all_senders_still_deliver_for_too_long_a_borrow_says_so()
    {
        _server.Faults.Add(Fault.WithholdAck().Forever());
        QuestDbClient client = Connect("sender_pool_max=1;sf_append_deadline_millis=20;close_flush_timeout_millis=0;");
        for (int i = 0; i < 2; i++)
        {
            using ColumnSender sender = client.BorrowColumnSender();
            sender.Flush(Values(i));
        }

        Exhausted(() => client.BorrowColumnSender(), "still deliver the rows of their last borrowers");
        using RowSender rows = client.BorrowRowSender();
        await client.CloseUndeliveredAsync();
    }

    [Fact]
    public async Task In_an_outage_a_new_sender_queues_as_the_others_do()
    {
        await using QuestDbClient client = Connect("sender_pool_max=4;");
        using (ColumnSender first = client.BorrowColumnSender())
        {
            first.Flush(Values(1));
            first.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
        }

        await _server.StopAsync();
        for (int i = 0; i < 3; i++)
        {
            using ColumnSender sender = client.BorrowColumnSender();
            sender.Flush(Values(i));
        }

        await _server.RestartAsync();
        await Poll.UntilAsync(() => _server.RowCount("pooled") == 4, "the rows are delivered");
    }

    [Fact]
    public async Task A_sender_that_must_close_is_not_lent_again()
    {
        await using QuestDbClient client = Connect("sender_pool_max=1;");
        ColumnSender marked = client.BorrowColumnSender();
        marked.MarkMustClose();
        marked.Dispose();
        using ColumnSender other = client.BorrowColumnSender();
        Assert.False(other.MustClose);
        other.Flush(Values(1));
        other.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(2, _server.Stats.IngestConnections);
    }

    private static void Exhausted(Action borrow, string text)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(borrow);
        Assert.Equal(ErrorCode.PoolExhausted, e.Code);
        Assert.Contains(text, e.Message);
    }

    private static Chunk Values(params long[] values) => new Chunk("pooled").ColumnLong("value", values);

    private QuestDbClient Connect(string settings) => QuestDbClient.Connect(_server.ConnectString + settings);
}
