using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest.Chunks;

/// <summary>A chunk that is larger than the queue, flushed again after the queue took a part of it.</summary>
public sealed class ChunkRetryTests
{
    private const int Rows = 30_000;

    [Fact]
    public async Task Rows_that_a_full_queue_took_are_not_queued_again()
    {
        var values = new List<long>();
        var acks = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            ReferenceIngestFrame first = await ingest.ReceiveAsync();
            await acks.Task.WaitAsync(connection.Stopping);
            lock (values) values.AddRange(IngestScript.ValuesOf(first));
            await ingest.AckAsync();
            await ingest.AckAllAsync(values);
        });
        await using QuestDbClient client = QuestDbClient.Connect(
            $"ws::addr={server.Address};sf_max_segment_bytes=65536;sf_max_total_bytes=65536;sf_append_deadline_millis=100;");
        using ColumnSender sender = client.BorrowColumnSender();
        long[] numbers = [.. Enumerable.Range(0, Rows).Select(static i => (long)i)];
        Chunk chunk = new Chunk("ticks").ColumnLong("value", numbers.AsMemory()).At(numbers.AsMemory(), TimestampUnit.Seconds);

        QuestDbException e = Assert.Throws<QuestDbException>(() => sender.Flush(chunk));
        Assert.Equal(ErrorCode.QueueFull, e.Code);
        int left = chunk.RowCount;
        Assert.InRange(left, 1, Rows - 1);
        Assert.Contains($"the first {Rows - left} are queued", e.Message);
        acks.SetResult();
        await Poll.UntilAsync(() =>
        {
            try
            {
                sender.Flush(chunk);
                return true;
            }
            catch (QuestDbException full) when (full.Code == ErrorCode.QueueFull)
            {
                return false;
            }
        }, "the rest is queued");
        Assert.True(chunk.IsEmpty);
        sender.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(numbers, values);
    }
}
