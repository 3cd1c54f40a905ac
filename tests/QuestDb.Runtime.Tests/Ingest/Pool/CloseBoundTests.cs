using System.Collections.Concurrent;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest.Pool;

/// <summary>
/// Closing ends in time, whoever writes or waits, and every write knows its fate (java-questdb-client
/// PR#73: close without a bound).
/// </summary>
public sealed class CloseBoundTests : IAsyncLifetime
{
    private QuestDbTestServer _server = null!;

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Closing_does_not_wait_for_a_writer_that_waits_for_room(bool borrowed)
    {
        _server.Faults.Add(Fault.WithholdAck().Forever());
        QuestDbClient client = QuestDbClient.Connect(_server.ConnectString
            + "sf_max_segment_bytes=64k;sf_max_total_bytes=64k;sf_append_deadline_millis=600000;close_flush_timeout_millis=200;");
        long queued = 0;
        Thread? thread = null;
        RowSender? sender = borrowed ? client.BorrowRowSender() : null;
        Task<QuestDbException> writer = Task.Factory.StartNew(
            () => Assert.Throws<QuestDbException>((Action)(() =>
            {
                Volatile.Write(ref thread, Thread.CurrentThread);
                while (true)
                {
                    if (sender is null) client.Write<Tick>(Tick.Range(0, 500));
                    else for (int i = 0; i < 500; i++) sender.Table("ticks").Column("value", (long)i).At(DateTime.UnixEpoch);
                    sender?.Flush();
                    Interlocked.Add(ref queued, 500);
                }
            })),
            TaskCreationOptions.LongRunning);
        await Poll.UntilAsync(
            () => Interlocked.Read(ref queued) > 0 && Volatile.Read(ref thread)!.ThreadState.HasFlag(ThreadState.WaitSleepJoin),
            "the writer waits");

        QuestDbException e = await client.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, e.Code);
        Assert.Equal(ErrorCode.Disposed, (await writer.WaitAsync(Poll.DefaultDeadline)).Code);
        Assert.Contains($"{Interlocked.Read(ref queued)} rows in", e.Message);
    }

    [Fact]
    public async Task Rows_that_close_can_not_queue_are_counted()
    {
        _server.Faults.Add(Fault.WithholdAck().Forever());
        QuestDbClient client = QuestDbClient.Connect(_server.ConnectString
            + "auto_flush=off;sf_max_segment_bytes=64k;sf_max_total_bytes=64k;sf_append_deadline_millis=1;close_flush_timeout_millis=50;");
        RowSender sender = client.BorrowRowSender();
        RowBuffer filler = sender.NewBuffer();
        Assert.Throws<QuestDbException>((Action)(() =>
        {
            while (true)
            {
                for (int i = 0; i < 500; i++) filler.Table("ticks").Column("value", (long)i).At(DateTime.UnixEpoch);
                sender.Flush(filler);
            }
        }));
        for (int i = 0; i < 500; i++) sender.Table("ticks").Column("value", (long)i).At(DateTime.UnixEpoch);
        QuestDbException e = await client.CloseUndeliveredAsync();
        Assert.Contains("Not queued, and lost: 500 rows.", e.Message);
        Assert.Contains("waited for room", e.Message);
        sender.Dispose();
    }

    [Fact]
    public async Task A_write_of_another_thread_is_queued_and_delivered_or_throws()
    {
        for (int round = 0; round < 5; round++)
        {
            QuestDbClient client = QuestDbClient.Connect(_server.ConnectString);
            var written = new ConcurrentBag<long>();
            var errors = new ConcurrentBag<ErrorCode>();
            int number = round * 100_000_000;
            Task[] writers = [.. Enumerable.Range(0, 8).Select(w =>
                Task.Factory.StartNew(() => WriteUntilDisposed(client, w, ref number, written, errors), TaskCreationOptions.LongRunning))];
            await Poll.UntilAsync(() => written.Count > 100, "writes");
            client.Dispose();
            await Task.WhenAll(writers).WaitAsync(Poll.DefaultDeadline);
            Assert.All(errors, code => Assert.Equal(ErrorCode.Disposed, code));
            Assert.Equal(8, errors.Count);
            await using QuestDbClient reader = QuestDbClient.Connect(_server.ConnectString);
            Tick[] stored = await reader.Query<Tick>(
                "SELECT symbol, value, timestamp AS ts FROM ticks WHERE value >= $1", (long)round * 100_000_000).ToArrayAsync();
            Assert.Equal(written.Order(), stored.Select(static t => t.Value).Order());
        }
    }

    [Fact]
    public async Task Dispose_blocks_no_thread_that_it_needs()
    {
        QuestDbClient client = QuestDbClient.Connect(_server.ConnectString);
        var done = new TaskCompletionSource();
        var thread = new Thread(() =>
        {
            // Nothing that is posted here ever runs, as on a UI thread that waits.
            SynchronizationContext.SetSynchronizationContext(new StuckContext());
            using RowSender rows = client.BorrowRowSender();
            client.Write<Tick>(Tick.Range(0, 10));
            using (Reader reader = client.BorrowReader())
            {
            }

            client.Dispose();
            done.SetResult();
        })
        { IsBackground = true };
        thread.Start();
        await done.Task.WaitAsync(Poll.DefaultDeadline);
        Assert.Equal(10, _server.RowCount("ticks"));
    }

    [Fact]
    public async Task A_listener_that_does_not_return_does_not_hold_up_closing()
    {
        using var never = new ManualResetEventSlim();
        QuestDbClient client = QuestDbClient.Connect(_server.ConnectString + "close_flush_timeout_millis=100;",
            new QuestDbOptions { EventListener = _ => never.Wait() });
        client.Write<Tick>(Tick.Range(0, 1));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        QuestDbException e = await client.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, e.Code);
        Assert.Contains("event listener", e.Message);
        never.Set();
    }

    [Fact]
    public async Task Closing_again_gives_the_same_result_and_nothing_is_lent_after_it()
    {
        QuestDbClient client = QuestDbClient.Connect(_server.ConnectString);
        client.BorrowColumnSender().Dispose();
        await client.DisposeAsync();
        await client.DisposeAsync();
        client.Dispose();
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(() => client.BorrowColumnSender()).Code);
        Assert.Equal(ErrorCode.Disposed,
            (await Assert.ThrowsAsync<QuestDbException>(async () => await client.BorrowRowSenderAsync())).Code);
        Assert.Equal(ErrorCode.Disposed, (await Assert.ThrowsAsync<QuestDbException>(async () => await client.BorrowReaderAsync())).Code);
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(() => client.Write<Tick>(Tick.Range(0, 1))).Code);
        Assert.Equal(0, client.ReapIdle().Total);
    }

    private static void WriteUntilDisposed(
        QuestDbClient client, int writer, ref int number, ConcurrentBag<long> written, ConcurrentBag<ErrorCode> errors)
    {
        try
        {
            while (true)
            {
                int first = Interlocked.Add(ref number, 3) - 3;
                if (writer % 2 == 0) client.Write<Tick>(Tick.Range(first, 3));
                else client.Write(in Tick.Range(first, 1)[0]);
                for (int i = 0; i < (writer % 2 == 0 ? 3 : 1); i++) written.Add(first + i);
            }
        }
        catch (QuestDbException e)
        {
            errors.Add(e.Code);
        }
    }

    private sealed class StuckContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }

    [Fact]
    public async Task A_borrower_that_waits_may_wait_for_the_end_of_the_close_that_it_learns_of()
    {
        _server.Faults.Add(Fault.WithholdAck().Forever());
        QuestDbClient client = QuestDbClient.Connect(
            _server.ConnectString + "sender_pool_max=1;sf_append_deadline_millis=600000;close_flush_timeout_millis=200;");
        for (int i = 0; i < 2; i++)
        {
            // Both go on delivering, which is twice the cap.
            using RowSender sender = client.BorrowRowSender();
            sender.Table("ticks").Column("value", (long)i).At(DateTime.UnixEpoch);
        }

        Task<ErrorCode> borrower = BorrowAsync();
        QuestDbException e = await client.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, e.Code);
        Assert.Equal(ErrorCode.Disposed, await borrower.WaitAsync(Poll.DefaultDeadline));

        async Task<ErrorCode> BorrowAsync()
        {
            try
            {
                await client.BorrowRowSenderAsync().ConfigureAwait(false);
                return default;
            }
            catch (QuestDbException e)
            {
                client.Dispose();
                return e.Code;
            }
        }
    }
}
