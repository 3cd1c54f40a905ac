using QuestDb.Testing;

namespace QuestDb.Tests.Ingest;

/// <summary>Every call of a row or column sender, when it is wrong: the error, and rows and sender as they were.</summary>
public sealed class SenderErrorTests : IAsyncLifetime
{
    private static readonly TimeSpan s_negative = TimeSpan.FromMilliseconds(-2);

    private static readonly Action<RowSender, RowBuffer>[] s_rowCalls =
    [
        (s, _) => s.Table("t"),
        (s, _) => s.NewBuffer(),
        (s, _) => s.CancelRow(),
        (s, _) => s.Flush(),
        (s, b) => s.Flush(b),
        (s, _) => s.FlushAndKeep(),
        (s, b) => s.FlushAndKeep(b),
        (s, _) => s.FlushAndGetFsn(),
        (s, b) => s.FlushAndGetFsn(b),
        (s, _) => s.Wait(AckLevel.Accepted, TimeSpan.Zero),
        (s, _) => s.WaitAsync(AckLevel.Accepted, TimeSpan.Zero).AsTask().GetAwaiter().GetResult(),
        (s, _) => s.TryGetError(out QuestDbException? _),
        (s, _) => s.MarkMustClose(),
    ];

    private static readonly Action<ColumnSender, Chunk>[] s_columnCalls =
    [
        (s, c) => s.Flush(c),
        (s, _) => s.Wait(AckLevel.Accepted, TimeSpan.Zero),
        (s, _) => s.WaitAsync(AckLevel.Accepted, TimeSpan.Zero).AsTask().GetAwaiter().GetResult(),
        (s, _) => s.TryGetError(out QuestDbException? _),
        (s, _) => s.MarkMustClose(),
    ];

    private QuestDbTestServer _server = null!;
    private QuestDbClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await QuestDbTestServer.StartAsync();
        _client = QuestDbClient.Connect(_server.ConnectString + "auto_flush=off;");
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public void Every_call_is_in_the_tables()
    {
        Assert.Equal(CalledMethods.Public(typeof(RowSender)).Where(static m => m != "Dispose()").Order(),
            s_rowCalls.Select(static c => CalledMethods.Name(c, typeof(RowSender))).Order());
        Assert.Equal(CalledMethods.Public(typeof(ColumnSender)).Where(static m => m != "Dispose()").Order(),
            s_columnCalls.Select(static c => CalledMethods.Name(c, typeof(ColumnSender))).Order());
    }

    [Fact]
    public void A_returned_sender_refuses_every_call_and_leaves_the_rows()
    {
        RowSender rows = _client.BorrowRowSender();
        RowBuffer buffer = rows.NewBuffer();
        buffer.Table("t").Column("x", 1).At(DateTime.UnixEpoch);
        byte[] before = FrameBytes.Of(buffer);
        rows.Dispose();
        Assert.All(s_rowCalls, call => Returned(() => call(rows, buffer)));
        Assert.All(new Action[] { () => _ = rows.RowCount, () => _ = rows.MustClose, () => _ = rows.PublishedFsn, () => _ = rows.AckedFsn },
            Returned);
        Assert.Equal(before, FrameBytes.Of(buffer));

        ColumnSender columns = _client.BorrowColumnSender();
        Chunk chunk = new Chunk("t").ColumnInt("x", [1, 2]);
        byte[] filled = FrameBytes.Of(chunk);
        columns.Dispose();
        Assert.All(s_columnCalls, call => Returned(() => call(columns, chunk)));
        Assert.All(new Action[] { () => _ = columns.MustClose, () => _ = columns.PublishedFsn, () => _ = columns.AckedFsn }, Returned);
        Assert.Equal(filled, FrameBytes.Of(chunk));
        // Whoever borrows the sender next is not concerned.
        using RowSender next = _client.BorrowRowSender();
        Assert.Equal(0, next.Flush(buffer).LastFsn);
    }

    [Fact]
    public void A_flush_with_a_row_in_progress_names_its_table_and_takes_nothing()
    {
        using RowSender sender = _client.BorrowRowSender();
        RowBuffer buffer = sender.NewBuffer();
        sender.Table("own").Column("x", 1).At(DateTime.UnixEpoch);
        buffer.Table("other").Column("x", 1).At(DateTime.UnixEpoch);
        byte[] before = FrameBytes.Of(buffer);
        sender.Table("own").Column("x", 2);
        buffer.Table("other").Column("x", 2);

        Assert.All(new Action[] { () => sender.Flush(), () => sender.FlushAndKeep(), () => sender.FlushAndGetFsn() },
            call => InProgress(call, "own"));
        Assert.All(new Action[] { () => sender.Flush(buffer), () => sender.FlushAndKeep(buffer), () => sender.FlushAndGetFsn(buffer) },
            call => InProgress(call, "other"));
        InProgress(() => sender.Table("more"), "own");

        Assert.Equal((1, 1, -1), (sender.RowCount, buffer.RowCount, sender.PublishedFsn));
        buffer.CancelRow();
        Assert.Equal(before, FrameBytes.Of(buffer));
        sender.CancelRow();
        Assert.Equal((0, 1), (sender.FlushAndGetFsn(), sender.FlushAndGetFsn(buffer)));
    }

    [Fact]
    public void An_illegal_table_begins_no_row()
    {
        using RowSender sender = _client.BorrowRowSender();
        sender.Table("t").Column("x", 1).At(DateTime.UnixEpoch);
        foreach (string name in new[] { "", "a/b", ".t", "t.", "a..b", new string('x', 128), "\ud800" })
        {
            QuestDbException e = Assert.Throws<QuestDbException>(() => sender.Table(name));
            Assert.Equal((ErrorCode.InvalidValue, name), (e.Code, e.Table));
            Assert.Contains($"\"{name}\"", e.Message);
        }

        Assert.Equal(1, sender.RowCount);
        sender.Table("t").Column("x", 2).At(DateTime.UnixEpoch);
        Assert.Equal(0, sender.FlushAndGetFsn());
    }

    [Fact]
    public void Another_sender_s_own_buffer_and_null_are_refused()
    {
        using RowSender sender = _client.BorrowRowSender();
        using RowSender other = _client.BorrowRowSender();
        RowBuffer own = other.Table("t").Column("x", 1);
        own.At(DateTime.UnixEpoch);
        foreach (Action call in new Action[] { () => sender.Flush(own), () => sender.FlushAndKeep(own), () => sender.FlushAndGetFsn(own) })
        {
            QuestDbException e = Assert.Throws<QuestDbException>(call);
            Assert.Equal(ErrorCode.InvalidState, e.Code);
            Assert.Contains("another sender's own", e.Message);
        }

        Assert.Throws<ArgumentNullException>("buffer", () => sender.Flush(null!));
        Assert.Throws<ArgumentNullException>("buffer", () => sender.FlushAndKeep(null!));
        Assert.Throws<ArgumentNullException>("buffer", () => sender.FlushAndGetFsn(null!));
        using ColumnSender columns = _client.BorrowColumnSender();
        Assert.Throws<ArgumentNullException>("chunk", () => columns.Flush(null!));
        Assert.Equal((-1, -1, 0), (sender.PublishedFsn, columns.PublishedFsn, other.FlushAndGetFsn()));
    }

    [Fact]
    public async Task A_wait_takes_known_levels_and_no_negative_timeout()
    {
        using RowSender rows = _client.BorrowRowSender();
        using ColumnSender columns = _client.BorrowColumnSender();
        Assert.All(
            new Action<AckLevel, TimeSpan>[] { rows.Wait, columns.Wait, (l, t) => rows.WaitAsync(l, t).AsTask().Wait(),
                (l, t) => columns.WaitAsync(l, t).AsTask().Wait(), (l, t) => _client.WaitAsync(l, t).AsTask().Wait() },
            wait =>
            {
                Assert.Throws<ArgumentOutOfRangeException>("timeout", () => wait(AckLevel.Accepted, s_negative));
                Assert.Throws<ArgumentOutOfRangeException>("level", () => wait((AckLevel)9, TimeSpan.Zero));
            });
        columns.Flush(new Chunk("t").ColumnInt("x", [1]));
        // Longer than any timer goes.
        await columns.WaitAsync(AckLevel.Accepted, TimeSpan.MaxValue);
        columns.Wait(AckLevel.Accepted, TimeSpan.MaxValue);
        Assert.Equal(0, columns.AckedFsn);
    }

    private static void Returned(Action call)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(call);
        Assert.Equal(ErrorCode.Disposed, e.Code);
        Assert.Contains("sender was returned", e.Message);
    }

    private static void InProgress(Action call, string table)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(call);
        Assert.Equal((ErrorCode.InvalidState, table), (e.Code, e.Table));
        Assert.Contains($"A row of table {table} is in progress", e.Message);
    }
}
