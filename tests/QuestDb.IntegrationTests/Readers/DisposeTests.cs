using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Readers;

/// <summary>What disposing a cursor or a reader must not do: hide an error, or hand on a connection that is not free.</summary>
[Trait("Category", "Integration")]
public sealed class DisposeTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Refused = "INSERT INTO it_never_there VALUES (1)";
    private const string Table = "it_dispose";
    private const string Create = "CREATE TABLE it_dispose (id LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL";

    [Fact]
    public async Task Disposing_the_cursor_of_an_insert_swallowed_the_error_of_the_server()
    {
        await using Reader reader = await server.Client.BorrowReaderAsync();
        Assert.Throws<QueryException>(() =>
        {
            using (reader.Execute(Refused))
            {
                // Nobody asks for the outcome.
            }
        });
        QueryException e = await Assert.ThrowsAsync<QueryException>(async () =>
        {
            await using (await reader.ExecuteAsync(Refused))
            {
                // Nobody asks for the outcome.
            }
        });
        Assert.Contains("it_never_there", e.Message);
        await using Cursor next = await reader.ExecuteAsync("SELECT 7 AS x");
        Assert.Equal(1, (await next.NextBatchAsync())!.RowCount);
    }

    [Fact]
    public async Task Disposing_the_reader_of_an_insert_swallowed_the_error_of_the_server()
    {
        Reader reader = await server.Client.BorrowReaderAsync();
        Cursor cursor = await reader.ExecuteAsync(Refused);
        await Assert.ThrowsAsync<QueryException>(async () => await reader.DisposeAsync());
        await cursor.DisposeAsync();
        await reader.DisposeAsync();

        reader = server.Client.BorrowReader();
        reader.Execute(Refused);
        Assert.Throws<QueryException>(reader.Dispose);
    }

    [Fact]
    public async Task An_error_that_was_thrown_or_a_cancelled_statement_is_not_thrown_again_by_dispose()
    {
        await using Reader reader = await server.Client.BorrowReaderAsync();
        Cursor cursor = await reader.ExecuteAsync(Refused);
        await Assert.ThrowsAsync<QueryException>(async () => await cursor.NextBatchAsync());
        await cursor.DisposeAsync();
        cursor = await reader.ExecuteAsync(Refused);
        await cursor.CancelAsync();
        await cursor.DisposeAsync();
    }

    [Fact]
    public async Task An_insert_whose_cursor_was_only_disposed_was_cancelled()
    {
        await server.OwnTableAsync(Table);
        await using Reader reader = await server.Client.BorrowReaderAsync();
        await (await reader.ExecuteAsync(Create)).DisposeAsync();
        for (long i = 0; i < 20; i++)
        {
            using (reader.Execute("INSERT INTO it_dispose VALUES ($1, $2)", i, new TimestampMicros(i)))
            {
                // Nobody asks for the outcome.
            }
        }

        await server.WaitForRowsAsync(Table, 20);
    }

    [Fact]
    public async Task A_cursor_whose_dispose_was_not_awaited_broke_the_query_of_another_borrower()
    {
        await using QuestDbClient client =
            QuestDbClient.Connect(server.ConnectString + "query_pool_max=1;max_batch_rows=1000;query_close_timeout_ms=60000;");
        for (int i = 0; i < 50; i++)
        {
            Reader reader = await client.BorrowReaderAsync();
            Cursor cursor = await reader.ExecuteAsync("SELECT x FROM long_sequence(1000000)");
            Assert.NotNull(await cursor.NextBatchAsync());
            // The queries of one connection are numbered: it is neither given out too early nor replaced.
            Assert.Equal((2 * i) + 1, cursor.RequestId);
            Task disposing = cursor.DisposeAsync().AsTask();
            if (i % 2 == 0) await reader.DisposeAsync();
            else reader.Dispose();
            Assert.Equal([new Number(i)], await client.Query<Number>("SELECT $1 AS id", (long)i).ToArrayAsync());
            await disposing.WaitAsync(Poll.DefaultDeadline);
        }
    }

    [Fact]
    public async Task A_query_beside_a_dispose_that_is_not_awaited_is_a_clear_error()
    {
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "max_batch_rows=1000;");
        await using Reader reader = await client.BorrowReaderAsync();
        Cursor cursor = await reader.ExecuteAsync("SELECT x FROM long_sequence(1000000)");
        Assert.NotNull(await cursor.NextBatchAsync());
        Task disposing = cursor.DisposeAsync().AsTask();
        if (!disposing.IsCompleted)
        {
            QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await reader.ExecuteAsync("SELECT 1"));
            Assert.Equal(ErrorCode.InvalidState, e.Code);
            Assert.Contains("await its DisposeAsync", e.Message);
        }

        await disposing;
        await using Cursor next = await reader.ExecuteAsync("SELECT 7 AS x");
        Assert.Equal(1, (await next.NextBatchAsync())!.RowCount);
    }

    [Fact]
    public async Task A_reader_used_from_two_threads_at_once_is_one_clear_error()
    {
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "max_batch_rows=1000;");
        await using Reader reader = await client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync("SELECT x FROM long_sequence(2000000)");
        var errors = new System.Collections.Concurrent.ConcurrentBag<Exception>();
        var read = new System.Collections.Concurrent.ConcurrentBag<int>();
        Task[] threads = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            while (true)
            {
                try
                {
                    // A batch ends when another thread goes on, so that only the move itself is this thread's.
                    if (cursor.NextBatch() is null) return;
                    read.Add(1);
                }
                catch (QuestDbException e) when (e.Code == ErrorCode.InvalidState)
                {
                    errors.Add(e);
                }
            }
        }))];
        await Task.WhenAll(threads).WaitAsync(Poll.DefaultDeadline);
        Assert.Equal(2_000, read.Count);
        Assert.NotEmpty(errors);
        Assert.All(errors, static e => Assert.Contains("uses the reader", e.Message));
    }
}
