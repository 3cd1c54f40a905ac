using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>Single rows that wait for others, when one can't be stored or the queue takes only a part.</summary>
public sealed class SingleRowTests
{
    private const byte SchemaMismatch = 3;
    private const string NoTimer = "auto_flush_interval=3600000;close_flush_timeout_millis=10000;";

    [Fact]
    public async Task A_row_over_the_frame_limit_is_refused_and_does_not_hold_up_others()
    {
        var values = new List<long>();
        await using ScriptedServer server = AckAll(values, "X-QWP-Max-Batch-Size: 65536");
        await using QuestDbClient client = Connect(server, NoTimer);
        client.Write(new Tick("a", 1, 1));
        QuestDbException e = Assert.Throws<QuestDbException>(() => client.Write(new Tick(new string('x', 100_000), 2, 2)));
        Assert.Equal(ErrorCode.RowTooLarge, e.Code);
        client.Write(new Tick("b", 3, 3));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal([1, 3], values);
    }

    [Fact]
    public async Task Rows_that_a_full_queue_took_are_not_queued_again()
    {
        const int Rows = 30_000;
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
        await using QuestDbClient client = Connect(server,
            NoTimer + $"auto_flush_rows={Rows};sf_max_segment_bytes=65536;sf_max_total_bytes=65536;sf_append_deadline_millis=100;");
        foreach (Tick row in Tick.Range(0, Rows - 1)) client.Write(row);
        QuestDbException e =
            await Assert.ThrowsAsync<QuestDbException>(async () => await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline));
        Assert.Equal(ErrorCode.QueueFull, e.Code);
        acks.SetResult();
        await Poll.UntilAsync(async () =>
        {
            try
            {
                await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
                return true;
            }
            catch (QuestDbException full) when (full.Code == ErrorCode.QueueFull)
            {
                return false;
            }
        }, "every row is accepted");
        Assert.Equal(Enumerable.Range(0, Rows - 1).Select(i => (long)i), values);
    }

    [Fact]
    public async Task A_full_buffer_leaves_without_another_row_or_the_timer()
    {
        var values = new List<long>();
        await using ScriptedServer server = AckAll(values);
        await using QuestDbClient client = Connect(server, NoTimer + "auto_flush_rows=3;");
        foreach (Tick row in Tick.Range(0, 3)) client.Write(row);
        await Poll.UntilAsync(() => client.AckedFsn == 0, "three rows are accepted");
        Assert.Equal([0, 1, 2], values);
    }

    [Fact]
    public async Task A_row_that_was_accepted_stays_so_when_a_later_one_is_rejected()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            await ingest.AckAsync();
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Error(SchemaMismatch, ingest.Sequence, "other type"));
            await connection.ReceiveUntilClosedAsync();
        });
        QuestDbClient client = Connect(server, "close_flush_timeout_millis=0;");
        WriteReceipt first = client.Write(new Tick("a", 1, 1));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        WriteReceipt second = client.Write(new Tick("a", 2, 2));
        await Assert.ThrowsAsync<RejectedException>(async () => await second.AcceptedAsync());
        await first.AcceptedAsync();
        await Assert.ThrowsAsync<RejectedException>(async () => await second.AcceptedAsync());
        await client.CloseUndeliveredAsync();
    }

    private static ScriptedServer AckAll(List<long> values, params string[] headers) => ScriptedServer.Start(async connection =>
    {
        await connection.AcceptUpgradeAsync(headers);
        await new IngestScript(connection).AckAllAsync(values);
    });

    private static QuestDbClient Connect(ScriptedServer server, string settings) =>
        QuestDbClient.Connect($"ws::addr={server.Address};{settings}");
}
