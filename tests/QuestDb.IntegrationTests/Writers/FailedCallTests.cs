using QuestDb.Testing;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Writers;

/// <summary>Calls that fail, and calls after them: nothing is written twice, and what was mended is written as it is now.</summary>
[Trait("Category", "Integration")]
public sealed class FailedCallTests : IAsyncLifetime
{
    private const int MaxColumns = 2048;

    private QuestDbTestServer _server = null!;

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Rows_that_were_flushed_and_kept_are_not_flushed_again_by_themselves()
    {
        await using QuestDbClient db = Connect("auto_flush_interval=5;auto_flush_rows=2;");
        using (RowSender sender = db.BorrowRowSender())
        {
            sender.Table("kept").Column("x", 1L).At(DateTime.UnixEpoch);
            sender.FlushAndKeep();
            long published = sender.PublishedFsn;
            // Another sender's timer of the same length has gone off twice by then.
            using RowSender clock = db.BorrowRowSender();
            for (int i = 0; i < 3; i++)
            {
                clock.Table("clock").Column("x", i).AtNow();
                await Poll.UntilAsync(() => clock.RowCount == 0, "the other timer went off");
            }

            sender.Table("kept").CancelRow();
            Assert.Equal((1, published), (sender.RowCount, sender.PublishedFsn));
            sender.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
        }

        await db.DisposeAsync();
        Assert.Equal(1, _server.RowCount("kept"));
    }

    [Fact]
    public async Task A_row_added_to_kept_ones_is_flushed_with_them()
    {
        await using QuestDbClient db = Connect("auto_flush_interval=off;auto_flush_rows=2;");
        using RowSender sender = db.BorrowRowSender();
        sender.Table("kept").Column("x", 1L).At(DateTime.UnixEpoch);
        sender.FlushAndKeep();
        sender.Table("kept").Column("x", 2L).At(DateTime.UnixEpoch);
        Assert.Equal((0, 1), (sender.RowCount, sender.PublishedFsn));
        sender.Table("kept").Column("x", 3L).At(DateTime.UnixEpoch);
        Assert.Equal(1, sender.RowCount);
    }

    [Fact]
    public async Task A_row_whose_end_could_not_flush_is_in_the_buffer_and_the_error_says_so()
    {
        await using QuestDbClient db = Connect("auto_flush_interval=off;auto_flush_rows=2;");
        RowSender sender = db.BorrowRowSender();
        sender.Table("large").Column("x", 1L).At(DateTime.UnixEpoch);
        RowBuffer row = sender.Table("large").Column("text", new string('x', 20_000_000));
        QuestDbException e = Assert.Throws<QuestDbException>(() => row.At(DateTime.UnixEpoch));
        Assert.Equal((ErrorCode.RowTooLarge, "large", (int?)1), (e.Code, e.Table, e.Row));
        Assert.Contains("automatic flush", e.Message);
        Assert.Contains("still in the buffer", e.Message);
        Assert.Equal((2, false), (sender.RowCount, row.HasRowInProgress));
        row.Clear();
        sender.Dispose();
    }

    [Fact]
    public async Task A_dictionary_that_was_changed_after_a_failed_flush_is_written_as_it_is_now()
    {
        await using QuestDbClient db = Connect("");
        using ColumnSender sender = db.BorrowColumnSender();
        sender.Flush(new Chunk("texts").Symbol("s", new[] { "a", "b" }).At(new long[] { 1, 2 }, TimestampUnit.Seconds));
        string[] texts = ["a", "b"];
        int[] numbers = [1, int.MinValue];
        Chunk chunk = new Chunk("texts").Symbol("s", new[] { 0, 1 }, texts).ColumnInt("n", numbers.AsMemory())
            .At(new long[] { 3, 4 }, TimestampUnit.Seconds);
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<QuestDbException>(() => sender.Flush(chunk)).Code);
        (texts[1], numbers[1]) = ("c", 2);
        sender.Flush(chunk);
        sender.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
        Named[] read = await db.Query<Named>("SELECT s, n FROM texts WHERE n > 0").ToArrayAsync();
        Assert.Equal([new Named("a", 1), new Named("c", 2)], read);
    }

    [Fact]
    public async Task Arrays_of_several_dimensions_in_a_column_are_refused_before_they_are_queued()
    {
        await using QuestDbClient db = Connect("");
        using ColumnSender columns = db.BorrowColumnSender();
        NdArray<double>[] values = [new([1.0]), default, new(new double[1, 2])];
        Chunk chunk = new Chunk("arrays").ColumnDoubleArray("a", values).At(new long[3], TimestampUnit.Seconds);
        QuestDbException e = Assert.Throws<QuestDbException>(() => columns.Flush(chunk));
        Assert.Equal((ErrorCode.InvalidValue, "a"), (e.Code, e.Column));
        Assert.Contains("2 dimensions", e.Message);
        Assert.Equal(-1, columns.PublishedFsn);

        using RowSender rows = db.BorrowRowSender();
        RowBuffer buffer = rows.NewBuffer();
        buffer.Table("arrays").Column("a", new double[2, 2]);
        buffer.CancelRow();
        buffer.Table("arrays").Column("a", new double[2]).At(DateTime.UnixEpoch);
        buffer.Table("arrays");
        e = Assert.Throws<QuestDbException>(() => buffer.Column("a", new double[2, 2]));
        Assert.Equal((ErrorCode.InvalidValue, "a"), (e.Code, e.Column));
        buffer.Column("a", new double[3]).At(DateTime.UnixEpoch);
        rows.Flush(buffer);
        rows.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(2, _server.RowCount("arrays"));
    }

    [Fact]
    public async Task The_timestamp_counts_among_the_columns_of_a_row()
    {
        await using QuestDbClient db = Connect("");
        using RowSender sender = db.BorrowRowSender();
        RowBuffer buffer = sender.NewBuffer();
        buffer.Table("wide");
        for (int i = 0; i < MaxColumns; i++) buffer.Column($"c{i}", true);
        QuestDbException e = Assert.Throws<QuestDbException>(() => buffer.At(DateTime.UnixEpoch));
        Assert.Equal((ErrorCode.InvalidValue, "wide"), (e.Code, e.Table));
        Assert.Contains("2048 columns", e.Message);
        buffer.AtNow();
        Assert.Equal(1, buffer.RowCount);
    }

    private QuestDbClient Connect(string settings) => QuestDbClient.Connect(_server.ConnectString + settings);
}

/// <summary>A symbol and a number.</summary>
[QuestRow]
public readonly partial record struct Named(string S, int N);
