using System.Collections.Concurrent;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Writers;

/// <summary>
/// A row buffer, a chunk or a sender that two threads use at once is one clear error (in version 0.1 it was a
/// <see cref="NullReferenceException"/>), and what was taken is whole.
/// </summary>
[Trait("Category", "Integration")]
public sealed class TwoThreadsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const int Threads = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_row_begun_beside_that_of_another_thread_is_an_error(bool own)
    {
        using RowSender sender = server.Client.BorrowRowSender();
        RowBuffer other = sender.NewBuffer();
        RowBuffer row = own ? sender.Table("it_two_rows") : other.Table("it_two_rows");
        QuestDbException begin = await OnAnotherThreadAsync(() => _ = own ? sender.Table("it_two_others") : other.Table("it_two_others"));
        QuestDbException flush = await OnAnotherThreadAsync(() => _ = own ? sender.Flush() : sender.Flush(other));
        row.CancelRow();
        foreach (QuestDbException e in (QuestDbException[])[begin, flush])
        {
            Assert.Equal((ErrorCode.InvalidState, "it_two_rows"), (e.Code, e.Table));
            Assert.Contains("one thread at a time", e.Message);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_row_buffer_that_many_threads_use_keeps_whole_rows(bool own)
    {
        string table = own ? "it_two_own" : "it_two_new";
        await server.OwnTableAsync(table);
        using RowSender sender = server.Client.BorrowRowSender();
        RowBuffer buffer = sender.NewBuffer();
        long taken = await RunAsync(n =>
        {
            if (n % 500 == 499) _ = own ? sender.Flush() : sender.Flush(buffer);
            else (own ? sender.Table(table) : buffer.Table(table)).Column("a", n).Column("b", n).At(new TimestampMicros(1 + n));
            return n % 500 != 499;
        });
        _ = own ? sender.Flush() : sender.Flush(buffer);
        await server.WaitForRowsAsync(table, taken, "a = b");
    }

    [Fact]
    public async Task A_chunk_that_many_threads_use_keeps_whole_rows()
    {
        const string Name = "it_two_chunk";
        await server.OwnTableAsync(Name);
        using ColumnSender sender = server.Client.BorrowColumnSender();
        var chunk = new Chunk(Name);
        // Each thread sets the same columns: what another one has set already is refused, and the chunk is cleared.
        long flushed = 0;
        await RunAsync(n =>
        {
            try
            {
                chunk.ColumnLong("a", [n, n]).ColumnLong("b", [n, n]).At(new TimestampMicros[] { new(1 + n), new(1 + n) });
                if (sender.Flush(chunk).LastFsn >= 0) Interlocked.Increment(ref flushed);
                return true;
            }
            catch (QuestDbException)
            {
                chunk.Clear();
                throw;
            }
        });
        Assert.True(flushed > 0);
        // Columns of several threads may meet in one chunk, but it is never broken.
        chunk.Clear();
        chunk.ColumnLong("a", [7]).ColumnLong("b", [7]).At(new TimestampMicros[] { new(7) });
        await sender.Flush(chunk).AcceptedAsync();
    }

    [Fact]
    public async Task A_chunk_that_a_call_of_another_thread_holds_is_an_error()
    {
        using ColumnSender sender = server.Client.BorrowColumnSender();
        var chunk = new Chunk("it_two_flushes");
        using (chunk.Source.Owner.Use())
        {
            QuestDbException e = await OnAnotherThreadAsync(() => sender.Flush(chunk));
            Assert.Equal(ErrorCode.InvalidState, e.Code);
            Assert.Contains("uses the chunk", e.Message);
            e = await OnAnotherThreadAsync(() => chunk.ColumnLong("a", [1]));
            Assert.Contains("uses the chunk", e.Message);
            e = await OnAnotherThreadAsync(chunk.Clear);
            Assert.Contains("uses the chunk", e.Message);
        }

        Assert.Equal(-1, sender.PublishedFsn);
    }

    private static async Task<QuestDbException> OnAnotherThreadAsync(Action call) => await Task.Factory.StartNew(
        () => Assert.Throws<QuestDbException>(call), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Calls from many threads; counts the calls that were taken, and fails on any error but that of a second thread.</summary>
    private static async Task<long> RunAsync(Func<long, bool> call)
    {
        long number = 0, taken = 0;
        var errors = new ConcurrentBag<Exception>();
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < 5_000; i++)
                {
                    try
                    {
                        if (call(Interlocked.Increment(ref number))) Interlocked.Increment(ref taken);
                    }
                    catch (QuestDbException e) when (e.Code is ErrorCode.InvalidState or ErrorCode.InvalidValue)
                    {
                        // The other thread's call is under way, or its column is there.
                    }
                    catch (Exception e)
                    {
                        errors.Add(e);
                    }
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))).WaitAsync(Poll.DefaultDeadline);
        Assert.Empty(errors);
        return taken;
    }
}
