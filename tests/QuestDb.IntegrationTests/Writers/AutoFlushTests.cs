using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Writers;

/// <summary>A row sender that flushes its own buffer: by rows, by bytes, and by a timer beside the owner's calls.</summary>
[Trait("Category", "Integration")]
public sealed class AutoFlushTests : IAsyncLifetime
{
    private const string Off = "auto_flush_rows=off;auto_flush_bytes=off;auto_flush_interval=off;";

    private QuestDbTestServer _server = null!;

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Rows_leave_at_the_row_limit()
    {
        await using QuestDbClient db = Connect("auto_flush_rows=3;auto_flush_bytes=off;auto_flush_interval=off;");
        using RowSender sender = db.BorrowRowSender();
        Add(sender, 0, 2);
        Assert.Equal((2, -1), (sender.RowCount, sender.PublishedFsn));
        Add(sender, 2, 1);
        Assert.Equal((0, 0), (sender.RowCount, sender.PublishedFsn));
    }

    [Fact]
    public async Task Rows_leave_at_the_byte_limit()
    {
        await using QuestDbClient db = Connect("auto_flush_rows=off;auto_flush_bytes=1000;auto_flush_interval=off;");
        using RowSender sender = db.BorrowRowSender();
        sender.Table("auto").Column("text", new string('x', 900)).At(DateTime.UnixEpoch);
        Assert.Equal(1, sender.RowCount);
        sender.Table("auto").Column("text", new string('x', 100)).At(DateTime.UnixEpoch);
        Assert.Equal(0, sender.RowCount);
    }

    [Theory]
    [InlineData("auto_flush=off;auto_flush_rows=1;")]
    [InlineData(Off)]
    public async Task Rows_stay_where_it_is_off(string settings)
    {
        await using QuestDbClient db = Connect(settings);
        using RowSender sender = db.BorrowRowSender();
        Add(sender, 0, 5_000);
        Assert.Equal((5_000, -1), (sender.RowCount, sender.PublishedFsn));
    }

    [Fact]
    public async Task A_row_leaves_by_time_without_another_call()
    {
        await using QuestDbClient db = Connect("auto_flush_interval=20;");
        using RowSender sender = db.BorrowRowSender();
        Add(sender, 0, 1);
        await Poll.UntilAsync(() => _server.RowCount("auto") == 1, "the row is written");
    }

    [Fact]
    public async Task The_timer_leaves_a_row_in_progress_alone()
    {
        await using QuestDbClient db = Connect("auto_flush_interval=5;");
        using RowSender sender = db.BorrowRowSender();
        Add(sender, 0, 1);
        RowBuffer row = sender.Table("auto").Column("x", 7L);
        // Another sender's timer of the same length has gone off twice by then.
        using RowSender clock = db.BorrowRowSender();
        for (int i = 0; i < 3; i++)
        {
            clock.Table("clock").Column("x", i).AtNow();
            await Poll.UntilAsync(() => clock.RowCount == 0, "the other timer went off");
        }

        row.Column("y", 8L).At(DateTime.UnixEpoch.AddSeconds(1));
        await Poll.UntilAsync(() => _server.RowCount("auto") == 2, "both rows are written");
        Pair[] read = await db.Query<Pair>("SELECT x, y FROM auto WHERE x = 7").ToArrayAsync();
        Assert.Equal([new Pair(7, 8)], read);
    }

    [Fact]
    public async Task An_error_of_the_timer_is_thrown_by_the_next_call_and_the_rows_stay()
    {
        QuestDbClient db = Connect("auto_flush_interval=20;close_flush_timeout_millis=1000;");
        RowSender sender = db.BorrowRowSender();
        _server.Faults.Add(Fault.Reject(0x03, "no such column"));
        Add(sender, 0, 1);
        sender.Flush();
        Assert.Throws<RejectedException>(() => sender.Wait(AckLevel.Accepted, Poll.DefaultDeadline));
        Add(sender, 1, 1);
        QuestDbException? thrown = null;
        await Poll.UntilAsync(() =>
        {
            try
            {
                sender.Table("auto").CancelRow();
            }
            catch (QuestDbException e)
            {
                thrown = e;
            }

            return thrown is not null;
        }, "the timer's error is thrown");
        Assert.Equal(ErrorCode.Rejected, thrown!.Code);
        Assert.Contains("automatic flush", thrown.Message);
        Assert.Equal(1, sender.RowCount);
        sender.Dispose();
        await db.CloseUndeliveredAsync();
    }

    [Fact]
    public async Task Timer_and_owner_lose_double_and_split_no_row()
    {
        const int Rows = 20_000;
        for (int round = 0; round < 20; round++)
        {
            await using QuestDbClient db = Connect("auto_flush_interval=1;auto_flush_rows=97;");
            string table = $"race{round}";
            using (RowSender sender = db.BorrowRowSender())
            {
                for (int i = 0; i < Rows; i++)
                {
                    RowBuffer row = sender.Table(table).Column("x", (long)i);
                    if (i % 13 == 5)
                    {
                        sender.CancelRow();
                        row = sender.Table(table).Column("x", (long)i);
                    }

                    if (i % 1000 == 999) await Task.Yield();
                    row.Column("y", i * 2L).At(DateTime.UnixEpoch.AddMilliseconds(i));
                    if (i % 1500 == 1499) sender.Flush();
                }
            }

            await Poll.UntilAsync(() => _server.RowCount(table) >= Rows, "all rows are written");
            Pair[] read = await db.Query<Pair>($"SELECT x, y FROM {Sql.Raw(table)}").ToArrayAsync();
            Assert.Equal(Enumerable.Range(0, Rows).Select(i => new Pair(i, i * 2L)), read);
        }
    }

    private static void Add(RowSender sender, int start, int count)
    {
        for (int i = start; i < start + count; i++)
            sender.Table("auto").Column("x", (long)i).At(DateTime.UnixEpoch.AddMilliseconds(i));
    }

    private QuestDbClient Connect(string settings) => QuestDbClient.Connect(_server.ConnectString + settings);
}

/// <summary>Two numbers of a row.</summary>
[QuestRow]
public readonly partial record struct Pair(long X, long Y);
