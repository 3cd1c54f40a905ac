using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Writers;

/// <summary>Borrowed senders: the cap, returning, waiting, errors, and what closing the client does with them.</summary>
[Trait("Category", "Integration")]
public sealed class SenderTests : IAsyncLifetime
{
    private QuestDbTestServer _server = null!;

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_borrow_at_the_cap_fails_at_once_and_a_return_makes_room()
    {
        await using QuestDbClient db = Connect("sender_pool_max=2;");
        ColumnSender columns = db.BorrowColumnSender();
        using ColumnSender other = db.BorrowColumnSender();
        QuestDbException e = Assert.Throws<QuestDbException>(db.BorrowColumnSender);
        Assert.Equal(ErrorCode.PoolExhausted, e.Code);
        Assert.Contains("All 2 column senders are borrowed (sender_pool_max)", e.Message);
        columns.Dispose();
        columns.Dispose();
        using ColumnSender again = db.BorrowColumnSender();
        Assert.Throws<QuestDbException>(db.BorrowColumnSender);
    }

    [Fact]
    public async Task A_returned_sender_is_lent_again_and_knows_nothing_of_its_last_owner()
    {
        await using QuestDbClient db = Connect();
        ColumnSender first = db.BorrowColumnSender();
        first.Flush(Chunk(1));
        await first.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(0, first.AckedFsn);
        first.Dispose();
        long connections = _server.Stats.IngestConnections;

        using ColumnSender second = db.BorrowColumnSender();
        Assert.Equal(-1, second.PublishedFsn);
        Assert.Equal(-1, second.AckedFsn);
        Assert.False(second.TryGetError(out _));
        second.Wait(AckLevel.Accepted, TimeSpan.Zero);
        second.Flush(Chunk(1));
        second.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(1, second.AckedFsn);
        Assert.Equal(connections, _server.Stats.IngestConnections);
    }

    [Fact]
    public async Task Use_after_return_is_an_error()
    {
        await using QuestDbClient db = Connect();
        ColumnSender columns = db.BorrowColumnSender();
        columns.Dispose();
        Action[] calls = [() => columns.Flush(Chunk(1)), () => columns.Wait(AckLevel.Accepted, TimeSpan.Zero),
            columns.MarkMustClose, () => _ = columns.MustClose, () => _ = columns.PublishedFsn, () => columns.TryGetError(out _)];
        Assert.All(calls, call => Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(call).Code));

        RowSender rows = db.BorrowRowSender();
        RowBuffer own = rows.Table("used").Column("x", 1);
        rows.Dispose();
        Action[] rowCalls = [() => rows.Table("t"), () => rows.Flush(), () => rows.FlushAndKeep(), () => rows.NewBuffer(),
            () => _ = rows.RowCount, rows.CancelRow, rows.MarkMustClose, () => rows.FlushAndGetFsn(), () => own.Table("t")];
        Assert.All(rowCalls, call => Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(call).Code));
        Assert.Equal(ErrorCode.InvalidState, Assert.Throws<QuestDbException>(own.AtNow).Code);
    }

    [Fact]
    public async Task Returning_a_row_sender_queues_its_rows_and_forgets_a_row_in_progress()
    {
        await using QuestDbClient db = Connect("auto_flush=off;");
        using (RowSender sender = db.BorrowRowSender())
        {
            sender.Table("returned").Column("x", 1).At(DateTime.UnixEpoch);
            sender.Table("returned").Column("x", 2);
        }

        await Poll.UntilAsync(() => RowCount("returned") == 1, "the row is written");
    }

    [Fact]
    public async Task A_failed_flush_leaves_the_chunk_as_it_was()
    {
        await using QuestDbClient db = Connect();
        using ColumnSender sender = db.BorrowColumnSender();
        Chunk chunk = Chunk(3).ColumnInt("y", [1, int.MinValue, 3]);
        QuestDbException e = Assert.Throws<QuestDbException>(() => sender.Flush(chunk));
        Assert.Equal((ErrorCode.InvalidValue, "chunked", "y", 1), (e.Code, e.Table, e.Column, e.Row));
        Assert.Equal(3, chunk.RowCount);
        Assert.Equal(-1, sender.PublishedFsn);

        chunk.Clear();
        sender.Flush(Chunk(3));
        sender.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(3, RowCount("chunked"));
    }

    [Fact]
    public async Task A_chunk_larger_than_a_frame_is_cut_and_arrives_whole()
    {
        await using QuestDbClient db = Connect();
        using ColumnSender sender = db.BorrowColumnSender();
        WriteReceipt receipt = sender.Flush(Chunk(200_000));
        Assert.True(receipt.LastFsn > receipt.FirstFsn);
        await receipt.AcceptedAsync();
        Assert.Equal(200_000, RowCount("chunked"));
    }

    [Fact]
    public async Task An_empty_flush_queues_nothing()
    {
        await using QuestDbClient db = Connect();
        using ColumnSender columns = db.BorrowColumnSender();
        await columns.Flush(new Chunk("nothing")).AcceptedAsync();
        using RowSender rows = db.BorrowRowSender();
        await rows.Flush().AcceptedAsync();
        Assert.Equal(-1, rows.FlushAndGetFsn());
        Assert.Equal((-1, -1), (columns.PublishedFsn, rows.PublishedFsn));
    }

    [Fact]
    public async Task A_buffer_of_several_tables_is_flushed_in_one_frame_and_kept_when_asked()
    {
        await using QuestDbClient db = Connect("auto_flush=off;");
        using RowSender sender = db.BorrowRowSender();
        RowBuffer buffer = sender.NewBuffer();
        for (int i = 0; i < 10; i++)
        {
            buffer.Table("left").Symbol("s", "a").Column("x", i).At(DateTime.UnixEpoch.AddSeconds(i));
            buffer.Table("right").Column("y", i * 0.5).AtNow();
        }

        Assert.Equal(0, sender.FlushAndKeep(buffer).LastFsn);
        Assert.Equal(20, buffer.RowCount);
        Assert.Equal(1, sender.FlushAndGetFsn(buffer));
        Assert.True(buffer.IsEmpty);
        sender.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal((20, 20), (RowCount("left"), RowCount("right")));
    }

    [Fact]
    public async Task A_flush_with_a_row_in_progress_is_refused()
    {
        await using QuestDbClient db = Connect("auto_flush=off;");
        using RowSender sender = db.BorrowRowSender();
        sender.Table("open").Column("x", 1).At(DateTime.UnixEpoch);
        RowBuffer row = sender.Table("open").Column("x", 2);
        Assert.Equal(ErrorCode.InvalidState, Assert.Throws<QuestDbException>(() => sender.Flush()).Code);
        row.At(DateTime.UnixEpoch.AddSeconds(1));
        Assert.Equal(2, sender.RowCount);
        sender.Flush();
        Assert.Equal(0, sender.RowCount);
    }

    [Fact]
    public async Task A_rejection_is_polled_stops_the_sender_and_leaves_the_pool_with_it()
    {
        QuestDbClient db = Connect();
        _server.Faults.Add(Fault.Reject(0x03, "no such column"));
        ColumnSender sender = db.BorrowColumnSender();
        sender.Flush(Chunk(1));
        Assert.Throws<RejectedException>(() => sender.Wait(AckLevel.Accepted, Poll.DefaultDeadline));
        Assert.True(sender.MustClose);
        Assert.True(sender.TryGetError(out QuestDbException? error));
        Assert.IsType<RejectedException>(error);
        Assert.False(sender.TryGetError(out _));
        Chunk next = Chunk(2);
        Assert.Throws<RejectedException>(() => sender.Flush(next));
        Assert.Equal(2, next.RowCount);
        sender.Dispose();

        using ColumnSender healthy = db.BorrowColumnSender();
        Assert.False(healthy.MustClose);
        healthy.Flush(next);
        healthy.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
        QuestDbException e = await db.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, e.Code);
        Assert.Contains("1 frames", e.Message);
    }

    [Fact]
    public async Task A_sender_marked_must_close_delivers_its_rows_and_is_not_lent_again()
    {
        await using QuestDbClient db = Connect("sender_pool_max=1;");
        ColumnSender sender = db.BorrowColumnSender();
        sender.Flush(Chunk(5));
        sender.MarkMustClose();
        Assert.True(sender.MustClose);
        sender.Dispose();
        using ColumnSender other = db.BorrowColumnSender();
        Assert.False(other.MustClose);
        await Poll.UntilAsync(() => RowCount("chunked") == 5, "the rows are written");
    }

    [Fact]
    public async Task Closing_the_client_delivers_what_borrowed_senders_queued_and_ends_them()
    {
        QuestDbClient db = Connect();
        ColumnSender sender = db.BorrowColumnSender();
        sender.Flush(Chunk(7));
        await db.DisposeAsync();
        Assert.Equal(7, RowCount("chunked"));
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(() => sender.Flush(Chunk(1))).Code);
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(db.BorrowRowSender).Code);
        sender.Dispose();
    }

    [Fact]
    public async Task Closing_the_client_reports_what_is_left_in_each_sender()
    {
        QuestDbClient db = Connect("close_flush_timeout_millis=200;");
        _server.Faults.Add(Fault.WithholdAck().Forever());
        using ColumnSender first = db.BorrowColumnSender();
        using ColumnSender second = db.BorrowColumnSender();
        first.Flush(Chunk(1));
        second.Flush(Chunk(1));
        second.Flush(Chunk(1));
        QuestDbException e = await db.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, e.Code);
        Assert.Contains("1 frames", e.Message);
        Assert.Contains("2 frames", e.Message);
    }

    [Fact]
    public async Task A_borrow_that_can_not_connect_fails_and_takes_no_place()
    {
        await using QuestDbClient db = Connect("sender_pool_max=1;");
        _server.Faults.Add(Fault.UpgradeStatus(503).OnIngest());
        Assert.Equal(ErrorCode.ConnectFailed, Assert.Throws<QuestDbException>(db.BorrowColumnSender).Code);
        using ColumnSender sender = db.BorrowColumnSender();
        sender.Flush(Chunk(1));
        sender.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
    }

    private static Chunk Chunk(int rows) => new Chunk("chunked")
        .ColumnLong("x", Enumerable.Range(0, rows).Select(i => (long)i).ToArray())
        .At(Enumerable.Range(0, rows).Select(i => (long)i).ToArray(), TimestampUnit.Milliseconds);

    private long RowCount(string table) => _server.RowCount(table);

    private QuestDbClient Connect(string settings = "") => QuestDbClient.Connect(_server.ConnectString + settings);
}
