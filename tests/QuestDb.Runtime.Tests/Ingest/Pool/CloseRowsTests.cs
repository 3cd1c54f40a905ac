using QuestDb.Store.Slots;
using QuestDb.TestSupport;
using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.Tests.Ingest.Pool;

/// <summary>Closing a client: what it was given arrives, stays in a slot, or is reported.</summary>
public sealed class CloseRowsTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private QuestDbTestServer _server = null!;

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Await_using_loses_no_unsent_rows(bool onDisk)
    {
        await using (QuestDbClient client = Connect(onDisk ? $"sf_dir={_folder["store"]};" : ""))
        {
            client.Write<Tick>(Tick.Range(0, 10));
            for (int i = 10; i < 25; i++) client.Write(in Tick.Range(i, 1)[0]);
            ColumnSender columns = client.BorrowColumnSender();
            columns.Flush(Values(1, 2, 3));
            RowSender rows = client.BorrowRowSender();
            rows.Table("rows").Column("x", 1).At(DateTime.UnixEpoch);
            rows.Table("rows").Column("x", 2).At(DateTime.UnixEpoch);
        }

        Assert.Equal((25, 3, 2), (_server.RowCount("ticks"), _server.RowCount("values"), _server.RowCount("rows")));
    }

    [Fact]
    public async Task Disposing_while_the_server_is_down_returns_in_time_and_counts_the_rows_that_are_lost()
    {
        QuestDbClient client = Connect("close_flush_timeout_millis=300;");
        client.Write<Tick>(Tick.Range(0, 1));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        await _server.StopAsync();
        client.Write<Tick>(Tick.Range(1, 7));
        client.Write(in Tick.Range(8, 1)[0]);
        using ColumnSender columns = client.BorrowColumnSender();
        columns.Flush(Values(1, 2, 3));

        QuestDbException e = await client.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, e.Code);
        Assert.Contains("The client closed with 11 rows unacknowledged.", e.Message);
        Assert.Contains("In memory, and lost: 8 rows in 2 frames", e.Message);
        Assert.Contains("In memory, and lost: 3 rows in 1 frames", e.Message);
    }

    [Fact]
    public async Task Disposing_while_the_server_is_down_says_how_many_rows_wait_in_which_slot_and_the_next_client_delivers_them()
    {
        string store = $"sf_dir={_folder["store"]};initial_connect_retry=async;";
        await _server.StopAsync();
        QuestDbClient client = Connect(store + "close_flush_timeout_millis=300;");
        client.Write<Tick>(Tick.Range(0, 7));
        using (ColumnSender columns = client.BorrowColumnSender()) columns.Flush(Values(1, 2, 3));
        QuestDbException e = await client.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, e.Code);
        Assert.Contains("The client closed with 10 rows unacknowledged.", e.Message);
        Assert.Contains(
            $"In slot {_folder["store"]}/default-ingest-0, for the next client with this sf_dir to deliver: 7 rows in 1 frames", e.Message);
        Assert.Contains(
            $"In slot {_folder["store"]}/default-ingest-1, for the next client with this sf_dir to deliver: 3 rows in 1 frames", e.Message);

        await _server.RestartAsync();
        await using QuestDbClient next = Connect(store);
        await Poll.UntilAsync(() => (_server.RowCount("ticks"), _server.RowCount("values")) == (7, 3), "the rows are delivered");
    }

    [Fact]
    public async Task Each_sender_of_a_disk_backed_pool_has_a_slot_of_its_own_and_gives_it_back()
    {
        await using QuestDbClient client =
            Connect($"sf_dir={_folder["store"]};sender_id=pool;pool_reap=manual;sender_pool_min=0;idle_timeout_ms=1;");
        using (ColumnSender first = client.BorrowColumnSender())
        using (RowSender second = client.BorrowRowSender())
        {
            first.Flush(Values(1));
            second.Table("rows").Column("x", 1).At(DateTime.UnixEpoch);
            second.Flush();
            Assert.Equal(["pool-ingest-0", "pool-ingest-1", "pool-ingest-2"], Slots());
        }

        await Poll.UntilAsync(() => { client.ReapIdle(); return Held() == 1; }, "the idle slots are released");
        client.BorrowColumnSender().MarkMustClose();
        Assert.Equal(2, Held());
    }

    [Fact]
    public async Task A_slot_with_rows_of_an_earlier_client_is_delivered_before_it_is_lent()
    {
        string settings = $"sf_dir={_folder["store"]};initial_connect_retry=async;max_background_drainers=1;sender_pool_max=2;";
        await _server.StopAsync();
        QuestDbClient client = Connect(settings + "close_flush_timeout_millis=0;");
        ColumnSender[] senders = [client.BorrowColumnSender(), client.BorrowColumnSender()];
        foreach (ColumnSender sender in senders) sender.Flush(Values(1));
        await client.CloseUndeliveredAsync();

        await _server.RestartAsync();
        _server.Faults.Add(Fault.Reject(3, "late").Times(2));
        QuestDbClient next = Connect(settings);
        using (ColumnSender sender = await next.BorrowColumnSenderAsync())
        {
            Assert.Equal(-1, sender.PublishedFsn);
            await Poll.UntilAsync(() => _server.Stats.Rejections == 2, "the rows of the earlier client are rejected");
            sender.Flush(Values(2));
            sender.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
            Assert.False(sender.TryGetError(out _));
        }

        await next.DisposeAsync();
    }

    [Fact]
    public async Task A_row_in_progress_keeps_the_rows_before_it_with_the_borrower_and_closing_counts_them()
    {
        QuestDbClient client = Connect("auto_flush=off;");
        RowSender rows = client.BorrowRowSender();
        rows.Table("rows").Column("x", 1).At(DateTime.UnixEpoch);
        rows.Table("rows").Column("x", 2).At(DateTime.UnixEpoch);
        RowBuffer row = rows.Table("rows").Column("x", 3);
        QuestDbException e = await client.CloseUndeliveredAsync();
        Assert.Contains("Not queued, and lost: 2 rows.", e.Message);

        e = Assert.Throws<QuestDbException>(() => row.At(DateTime.UnixEpoch));
        Assert.Equal(ErrorCode.Disposed, e.Code);
        Assert.Contains("All 3 rows are still in the buffer", e.Message);
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(() => rows.Table("rows")).Code);
        rows.Dispose();
        rows.Dispose();
    }

    [Fact]
    public async Task A_row_sender_whose_rows_were_queued_by_closing_is_returned_without_an_error()
    {
        QuestDbClient client = Connect("auto_flush=off;");
        RowSender rows = client.BorrowRowSender();
        rows.Table("rows").Column("x", 1).At(DateTime.UnixEpoch);
        await client.DisposeAsync();
        Assert.Equal((1, 0), (_server.RowCount("rows"), rows.RowCount));
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(() => rows.Table("rows")).Code);
        rows.Dispose();
    }

    private static Chunk Values(params long[] values) => new Chunk("values").ColumnLong("value", values);

    private string[] Slots() =>
        [.. Directory.EnumerateDirectories(_folder["store"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    /// <summary>Slots whose lock somebody holds.</summary>
    private int Held() => Directory.EnumerateDirectories(_folder["store"]).Count(static slot =>
    {
        using SlotLock? free = SlotLock.TryTake(slot);
        return free is null;
    });

    private QuestDbClient Connect(string settings) => QuestDbClient.Connect(_server.ConnectString + settings);
}
