using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>A query connection that is given back belongs to its next borrower alone.</summary>
[Trait("Category", "Integration")]
public sealed class BorrowerTests
{
    [Fact]
    public async Task Double_close_use_after_close_and_a_stale_cancel_do_not_touch_another_borrower_s_query()
    {
        await using Cluster cluster = await Cluster.StartAsync(1);
        await using QuestDbClient db =
            QuestDbClient.Connect(cluster.ConnectString + Cluster.SmallCredit + "query_pool_max=2;query_close_timeout_ms=60000;");
        Reader first = await db.BorrowReaderAsync();
        Cursor stale = await first.ExecuteAsync(Cluster.LongResult);
        PreparedQuery prepared = first.Prepare("SELECT 1 AS id");
        Assert.NotNull(await stale.NextBatchAsync());
        await first.DisposeAsync();

        // The same connection, in the hands of another borrower, in the middle of a result.
        await using Reader second = await db.BorrowReaderAsync();
        await using Cursor cursor = await second.ExecuteAsync(Cluster.LongResult);
        var rows = new List<long>();
        while (await cursor.NextBatchAsync() is { } batch)
        {
            foreach (long? id in batch["id"].AsLong()) rows.Add(id!.Value);
            stale.Cancel();
            await stale.CancelAsync();
            stale.Dispose();
            await stale.DisposeAsync();
            first.Dispose();
            await first.DisposeAsync();
            AssertDisposed(() => stale.NextBatch());
            AssertDisposed(() => stale.AddCredit(1));
            AssertDisposed(() => first.Execute("SELECT 1"));
            AssertDisposed(() => first.Prepare("SELECT 1"));
            AssertDisposed(() => prepared.Execute());
            AssertDisposed(() => _ = first.ServerInfo);
        }

        Readout.AssertCount(Cluster.LongResultRows, rows);
        Assert.Equal(1, cluster[0].Stats.QueryConnections);
        // Closing twice has not given the place back twice.
        await using Reader third = await db.BorrowReaderAsync();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            async () => await db.BorrowReaderAsync().AsTask().WaitAsync(Poll.DefaultDeadline));
        Assert.Contains("query_pool_max", e.Message);
    }

    private static void AssertDisposed(Action use) => Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(use).Code);
}
