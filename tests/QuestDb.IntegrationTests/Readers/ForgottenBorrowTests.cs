using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Readers;

/// <summary>What was borrowed and collected without dispose comes back to its pool, and an event tells of it.</summary>
[Trait("Category", "Integration")]
public sealed class ForgottenBorrowTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Table = "it_forgotten";

    private readonly ConcurrentQueue<ClientEvent> _events = new();

    private IEnumerable<ClientEvent> Told => _events.Where(static e => e.Kind == ClientEventKind.BorrowForgotten);

    [Fact]
    public async Task Sixty_four_forgotten_readers_exhausted_the_pool_for_good()
    {
        await using QuestDbClient client = Connect("query_pool_max=64;max_batch_rows=100;query_close_timeout_ms=60000;", track: true);
        for (int round = 1; round <= 2; round++)
        {
            for (int i = 0; i < 64; i++) Forget(client, i);
            await ComeBackAsync(64 * round);
        }

        Reader[] readers = [.. Enumerable.Range(0, 64).Select(_ => client.BorrowReader())];
        foreach (Reader reader in readers)
        {
            await using Cursor cursor = await reader.ExecuteAsync("SELECT 7 AS x");
            Assert.Equal(1, (await cursor.NextBatchAsync())!.RowCount);
            await reader.DisposeAsync();
        }

        Assert.All(Told, static e => Assert.Contains(nameof(Forget), e.Message));
    }

    [Fact]
    public async Task Forgotten_senders_exhausted_the_pool_and_kept_their_rows()
    {
        await server.OwnTableAsync(Table);
        await using QuestDbClient client = Connect("sender_pool_max=2;auto_flush=off;", track: false);
        await client.ExecuteAsync("CREATE TABLE it_forgotten (id LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 2; i++)
            {
                ForgetRows(client, (2 * round) + i);
                ForgetColumns(client);
            }

            await ComeBackAsync(4 * (round + 1));
        }

        await server.WaitForRowsAsync(Table, 6);
        Assert.All(Told, static e => Assert.Contains(nameof(QuestDbOptions.TrackBorrows), e.Message));
        Assert.Contains(Told, static e => e.Message!.Contains("A row sender was borrowed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reader_that_is_used_through_its_cursor_alone_is_not_forgotten()
    {
        await using QuestDbClient client = Connect("max_batch_rows=10;", track: false);
        Cursor cursor = Begin(client);
        for (int i = 0; i < 10; i++)
        {
            Collect();
            Assert.Equal(10, (await cursor.NextBatchAsync())!.RowCount);
        }

        Assert.Null(await cursor.NextBatchAsync());
        await cursor.DisposeAsync();
        Assert.Empty(Told);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Cursor Begin(QuestDbClient client) => client.BorrowReader().Execute("SELECT x FROM long_sequence(100)");
    }

    private QuestDbClient Connect(string keys, bool track) => QuestDbClient.Connect(
        server.ConnectString + "housekeeper_interval_ms=20;" + keys,
        new QuestDbOptions { EventListener = _events.Enqueue, TrackBorrows = track });

    private Task ComeBackAsync(int count) => Poll.UntilAsync(
        () =>
        {
            Collect();
            return Told.Count() == count;
        },
        $"{count} forgotten borrows came back");

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>Borrows in one of four ways, in the middle of a result or not, and forgets it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(QuestDbClient client, int way)
    {
        if (way % 4 == 3)
        {
            QueryBatchResult<Number>.Enumerator batches =
                client.QueryBatches<Number>("SELECT x AS id FROM long_sequence(1000000)").GetAsyncEnumerator();
            Assert.True(batches.MoveNextAsync().AsTask().GetAwaiter().GetResult());
            return;
        }

        Reader reader = client.BorrowReader();
        if (way % 4 == 0) return;
        Cursor cursor = reader.Execute("SELECT x FROM long_sequence(1000000)");
        Assert.NotNull(cursor.NextBatch());
        if (way % 4 == 2) cursor.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ForgetRows(QuestDbClient client, int id)
    {
        RowSender sender = client.BorrowRowSender();
        sender.Table(Table).Column("id", (long)id).At(new TimestampMicros(1 + id));
        if (id % 2 == 0) sender.Table(Table).Column("id", -1L);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ForgetColumns(QuestDbClient client) => client.BorrowColumnSender();
}
