using QuestDb.TestSupport.TimeLimits;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Readers;

/// <summary>Queries that are given up, at every point of their life, on one connection that answers afterwards.</summary>
[Trait("Category", "Integration")]
public sealed class CancelTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const int Seed = 20261122;
    private const string Result = "SELECT x FROM long_sequence(1000000)";

    [Fact]
    [TimeLimit(600)]
    public async Task A_thousand_queries_cancelled_at_random_points_leave_one_connection_that_answers()
    {
        await using QuestDbClient client =
            QuestDbClient.Connect(server.ConnectString + "initial_credit=256k;max_batch_rows=1000;query_close_timeout_ms=60000;");
        await using Reader reader = await client.BorrowReaderAsync();
        var random = new Random(Seed);
        for (int i = 0; i < 1_000; i++)
        {
            await GiveUpAsync(reader, random, i).WaitAsync(Poll.DefaultDeadline);
            if (i % 100 == 0) await ExpectAnswerAsync(reader, i);
        }

        long last = await ExpectAnswerAsync(reader, 1_000);
        // Numbers of requests go on as long as the connection does: 1,000 cancelled ones, eleven answers, and none lost.
        Assert.Equal(1_011, last);
    }

    [Fact]
    public async Task A_blocked_reader_is_freed_by_a_cancel_from_another_thread()
    {
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "initial_credit=64k;");
        using Reader reader = client.BorrowReader();
        using (Cursor cursor = reader.Execute(Result))
        {
            Assert.NotNull(cursor.NextBatch());
            Task reading = Task.Run(() =>
            {
                while (cursor.NextBatch() is not null)
                {
                    // Reads on until it is stopped.
                }
            });
            cursor.Cancel();
            await Assert.ThrowsAsync<OperationCanceledException>(() => reading.WaitAsync(Poll.DefaultDeadline));
            Assert.Equal(TerminalKind.Cancelled, cursor.Terminal!.Value.Kind);
        }

        await ExpectAnswerAsync(reader, 5);
    }

    [Fact]
    public async Task Leaving_early_leaves_no_frame_for_the_next_query()
    {
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "query_pool_max=1;query_close_timeout_ms=60000;");
        for (int i = 1; i <= 20; i++)
        {
            int rows = 0;
            await foreach (RecordBatch<Number> batch in client.QueryBatches<Number>("SELECT x AS id FROM long_sequence(1000000)"))
            {
                rows += batch.Length;
                if (rows > i * 1_000) break;
            }

            Number[] next = await client.Query<Number>("SELECT -x AS id FROM long_sequence(10)").ToArrayAsync();
            Assert.Equal([.. Enumerable.Range(1, 10).Select(static x => new Number(-x))], next);
        }
    }

    private static async Task GiveUpAsync(Reader reader, Random random, int i)
    {
        using var cancel = new CancellationTokenSource();
        await using Cursor cursor = await reader.ExecuteAsync(Result);
        int batches = random.Next(4);
        for (int read = 0; read < batches; read++) Assert.NotNull(await cursor.NextBatchAsync(cancel.Token));
        switch (i % 5)
        {
            case 0:
                await cursor.CancelAsync();
                break;
            case 1:
                cursor.Cancel();
                break;
            case 2:
                cancel.Cancel();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await cursor.NextBatchAsync(cancel.Token));
                break;
            case 3:
                cancel.CancelAfter(TimeSpan.FromMicroseconds(random.Next(2_000)));
                await ReadUntilStoppedAsync(cursor, cancel.Token);
                break;
            default:
                // Disposing is enough.
                break;
        }
    }

    /// <summary>Reads until the token strikes; on a busy machine the end of the result may be there before it.</summary>
    private static async Task ReadUntilStoppedAsync(Cursor cursor, CancellationToken token)
    {
        TerminalKind expected = TerminalKind.ResultEnd;
        try
        {
            while (await cursor.NextBatchAsync(token) is not null)
            {
                // Until the token strikes.
            }
        }
        catch (OperationCanceledException)
        {
            expected = TerminalKind.Cancelled;
        }

        Assert.Equal(expected, cursor.Terminal!.Value.Kind);
    }

    private static async Task<long> ExpectAnswerAsync(Reader reader, int value)
    {
        await using Cursor cursor = await reader.ExecuteAsync("SELECT $1 AS x", default, (long)value);
        Assert.Equal(value, (await cursor.NextBatchAsync())!["x"].AsLong().Value(0));
        Assert.Null(await cursor.NextBatchAsync());
        return cursor.RequestId;
    }
}
