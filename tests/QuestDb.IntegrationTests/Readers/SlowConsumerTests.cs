using QuestDb.TestSupport.TimeLimits;
using QuestDb.TestSupport;
using Xunit.Abstractions;

namespace QuestDb.IntegrationTests.Readers;

/// <summary>
/// Ten million rows with 1 MiB of credit and a consumer that is slower than its server. The rows come from the server in
/// QUESTDB_TEST_CONF, or from a scripted one that sends the same batch again and again and so holds nothing itself.
/// </summary>
[Trait("Category", "Integration")]
[Collection(nameof(Allocation.AllocationTests))]
public sealed class SlowConsumerTests(ITestOutputHelper output)
{
    private const int Rows = 10_000_000;
    private const int Credit = 1024 * 1024;
    private const int Slack = 16 * 1024 * 1024;

    [Fact]
    [TimeLimit(600)]
    public async Task Memory_stays_under_credit_and_one_batch_and_16_MiB()
    {
        await using var source = new LongSource(Rows);
        string server = Environment.GetEnvironmentVariable(ServerFixture.Variable) ?? source.ConnectString;
        await using QuestDbClient client = QuestDbClient.Connect(server + $"initial_credit={Credit};");
        await using Reader reader = await client.BorrowReaderAsync();
        await using (Cursor warm = await reader.ExecuteAsync("SELECT x FROM long_sequence(10000000)"))
        {
            Assert.NotNull(await warm.NextBatchAsync());
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0, rows = 0, largest = 0;
        await using Cursor cursor = await reader.ExecuteAsync("SELECT x FROM long_sequence(10000000)");
        while (await cursor.NextBatchAsync() is { } batch)
        {
            rows += batch.RowCount;
            largest = Math.Max(largest, batch.RowCount * (long)sizeof(long));
            // A collection each batch is what makes the consumer slow, and what is left after it is what is held.
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            Assert.InRange(cursor.CreditGrantedTotal, 0, (rows * sizeof(long)) + Credit + Slack);
        }

        output.WriteLine($"peak {peak:N0} bytes, with a credit of {Credit:N0} and batches of {largest:N0}");
        Assert.Equal(Rows, rows);
        Assert.InRange(peak, 0, Credit + largest + Slack);
    }

    [Fact]
    public async Task A_server_is_never_let_further_ahead_than_credit_and_one_batch()
    {
        await using var source = new LongSource(2_000_000);
        await using QuestDbClient client = QuestDbClient.Connect(source.ConnectString + $"initial_credit={Credit};");
        await using Reader reader = await client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync("SELECT x");
        // The first batch is larger by its schema.
        const int Schema = 64;
        long released = 0;
        while (await cursor.NextBatchAsync() is not null)
        {
            // What was granted and not yet released is on its way to the client or held by it.
            Assert.InRange(cursor.CreditGrantedTotal - released, 0, Credit + Schema);
            Assert.InRange(source.BytesSent - released, 0, Credit + source.BatchBytes);
            released += source.BatchBytes;
        }

        Assert.Equal(2_000_000 / LongSource.BatchRows, released / source.BatchBytes);
    }
}
