using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

public sealed class DeliveryTests
{
    private const byte SchemaMismatch = 3;

    [Fact]
    public async Task Unacknowledged_frames_are_sent_again_after_a_drop()
    {
        var values = new List<long>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            if (connection.Index > 0)
                await ingest.AckAllAsync(values);
            values.AddRange(IngestScript.ValuesOf(await ingest.ReceiveAsync()));
            await ingest.AckAsync();
            await ingest.ReceiveAsync();
            connection.Drop(reset: true);
        });
        await using QuestDbClient client = Connect(server);
        for (int i = 0; i < 5; i++)
        {
            client.Write<Tick>(Tick.Range(i * 10, 10, $"symbol {i}"));
            if (i == 0)
                await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        }

        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), values);
    }

    [Fact]
    public async Task An_ok_for_a_catch_up_frame_acknowledges_no_rows()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            ReferenceIngestFrame first = await ingest.ReceiveAsync();
            Assert.Equal(connection.Index > 0, first.DefersCommit);
            await ingest.AckAsync();
            await ingest.ReceiveAsync();
            if (connection.Index < 2)
                return;
            await ingest.AckAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        client.Write<Tick>(Tick.Range(0, 1, "a"));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        client.Write<Tick>(Tick.Range(1, 1, "b"));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(3, server.AcceptedConnections);
    }

    [Fact]
    public async Task An_ok_for_a_frame_that_was_not_sent_ends_the_connection()
    {
        var values = new List<long>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            if (connection.Index > 0)
                await ingest.AckAllAsync(values);
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(ingest.Sequence + 1));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        client.Write<Tick>(Tick.Range(0, 1));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal([0], values);
    }

    [Fact]
    public async Task A_writer_that_waits_for_space_does_not_hold_up_the_reconnect()
    {
        const int WriteBytes = 16 * 1024;
        var values = new List<long>();
        var writerWaits = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            if (connection.Index > 0)
                await writerWaits.Task.WaitAsync(connection.Stopping);
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            if (connection.Index > 0)
                await ingest.AckAllAsync(values);
            values.AddRange(IngestScript.ValuesOf(await ingest.ReceiveAsync()));
            await ingest.AckAsync();
            await ingest.ReceiveAsync();
            connection.Drop();
        });
        await using QuestDbClient client = Connect(server,
            "sf_max_segment_bytes=65536;sf_max_total_bytes=65536;sf_append_deadline_millis=20000;");
        client.Write<Tick>(Tick.Range(0, 1, "first"));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);

        // Each write names a new symbol, so that the first frame after the reconnect needs the dictionary caught up.
        var written = new TaskCompletionSource();
        var writer = new Thread(() =>
        {
            try
            {
                for (int i = 0; i < 10; i++)
                    client.Write<Tick>(Tick.Range(1 + (i * 1000), 1000, new string((char)('a' + i), WriteBytes)));
                written.SetResult();
            }
            catch (Exception e)
            {
                written.SetException(e);
            }
        });
        writer.Start();
        await Poll.UntilAsync(() => client.PublishedFsn > 0 && writer.ThreadState.HasFlag(ThreadState.WaitSleepJoin),
            "the writer waits for space");
        writerWaits.SetResult();
        await written.Task;
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(Enumerable.Range(0, 10_001).Select(i => (long)i), values);
    }

    [Fact]
    public async Task A_rejection_ends_delivery_although_the_server_reads_no_more()
    {
        var written = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await connection.ReceiveAsync();
            await written.Task.WaitAsync(connection.Stopping);
            await connection.SendAsync(ScriptedMessages.Error(SchemaMismatch, 0, "no"));
            await new TaskCompletionSource().Task.WaitAsync(connection.Stopping);
        });
        QuestDbClient client = Connect(server);
        // More than the socket buffers of both sides hold, so that the client is in the middle of a send.
        Tick[] rows = Tick.Range(0, 1_000_000);
        for (int i = 0; i < 3; i++)
            client.Write<Tick>(rows);
        written.SetResult();
        RejectedException e =
            await Assert.ThrowsAsync<RejectedException>(() => client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline).AsTask());
        Assert.Equal(0, e.FirstFsn);
        await ExpectCloseTimeoutAsync(client);
    }

    [Fact]
    public async Task A_close_while_a_frame_is_sent_counts_against_the_frame()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync("X-QWP-Max-Batch-Size: 16777216");
            // A close before the frame is begun would say nothing against it.
            await connection.BeginReceiveAsync();
            await connection.CloseAsync(1009, "too big");
            await new TaskCompletionSource().Task.WaitAsync(connection.Stopping);
        });
        QuestDbClient client = Connect(server,
            "max_frame_rejections=2;poison_min_escalation_window_millis=0;close_flush_timeout_millis=50;");
        // More than the socket buffers of both sides hold, so that the client is in the middle of a send.
        client.Write<Tick>(Tick.Range(0, 1, new string('x', 15_000_000)));
        RejectedException e =
            await Assert.ThrowsAsync<RejectedException>(() => client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline).AsTask());
        Assert.Contains("too big", e.Message);
        await ExpectCloseTimeoutAsync(client);
    }

    [Fact]
    public async Task After_a_final_rejection_nothing_is_sent_again()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await connection.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Error(SchemaMismatch, 0, "no"));
            await connection.ReceiveUntilClosedAsync();
        });
        QuestDbClient client = Connect(server);
        client.Write<Tick>(Tick.Range(0, 1));
        await Assert.ThrowsAsync<RejectedException>(() => client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline).AsTask());
        for (int i = 0; i < 100; i++)
            Assert.Throws<RejectedException>(() => client.Write<Tick>(Tick.Range(1, 1)));
        await ExpectCloseTimeoutAsync(client);
        Assert.Equal(1, server.AcceptedConnections);
    }

    [Fact]
    public async Task Closing_ends_although_the_server_reads_nothing()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await new TaskCompletionSource().Task.WaitAsync(connection.Stopping);
        });
        QuestDbClient client = Connect(server, "close_flush_timeout_millis=50;");
        Tick[] rows = Tick.Range(0, 1_000_000);
        for (int i = 0; i < 3; i++)
            client.Write<Tick>(rows);
        await ExpectCloseTimeoutAsync(client);
    }

    private static async Task ExpectCloseTimeoutAsync(QuestDbClient client)
    {
        QuestDbException e = await client.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, e.Code);
    }

    private static QuestDbClient Connect(ScriptedServer server, string settings = "") =>
        QuestDbClient.Connect($"ws::addr={server.Address};reconnect_initial_backoff_millis=10;{settings}");
}
