using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>Frames that stay queued until their rows are in the object store.</summary>
public sealed class DurableAckTests
{
    private const string Accepts = "X-QWP-Durable-Ack: enabled";

    [Fact]
    public async Task An_ok_accepts_frames_and_a_durable_ack_releases_them()
    {
        var durable = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ScriptedRequest request = await connection.AcceptUpgradeAsync(Accepts);
            Assert.Equal("true", request.Headers["X-QWP-Request-Durable-Ack"]);
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            await ingest.AckAsync();
            await ingest.ReceiveAsync();
            await ingest.AckAsync();
            await durable.Task.WaitAsync(connection.Stopping);
            // Of a table that is unknown, and of the first frame only; then of all.
            await connection.SendAsync(ScriptedMessages.DurableAck(("other", 100), ("ticks", 1)));
            await connection.ReceiveUntilClosedAsync();
        });
        QuestDbClient client = Connect(server, "close_flush_timeout_millis=0;");
        WriteReceipt first = client.Write<Tick>(Tick.Range(0, 1));
        await first.AcceptedAsync();
        WriteReceipt second = client.Write<Tick>(Tick.Range(1, 1));
        await second.AcceptedAsync();
        Assert.Equal((1, -1), (client.AckedFsn, client.DurableFsn));

        durable.SetResult();
        await first.DurableAsync();
        Assert.Equal((1, 0), (client.AckedFsn, client.DurableFsn));
        Assert.Equal([("ticks", 2, 1), ("other", -1, 100)], client.TableTransactions.Select(static t => (t.Table, t.Accepted, t.Durable)));
        Assert.Equal(ErrorCode.CloseTimeout, (await client.CloseUndeliveredAsync()).Code);
    }

    /// <summary>The drop shows only in the durable acks: other writers had raised the new table's number above the old one's.</summary>
    [Fact]
    public async Task Waiting_for_rows_of_a_table_whose_drop_only_durable_acks_show_ends_with_an_error()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync(Accepts);
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(0, ("ticks", 100)));
            await connection.SendAsync(ScriptedMessages.DurableAck(("ticks", 50)));
            await connection.SendAsync(ScriptedMessages.DurableAck(("ticks", 1)));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            async () => await client.Write<Tick>(Tick.Range(0, 1)).DurableAsync());
        Assert.Equal((ErrorCode.NotVisible, "ticks"), (e.Code, e.Table));
    }

    /// <summary>questdb#7496: other writers had raised the new table's number above the old one's, and only its directory tells.</summary>
    [Fact]
    public async Task Rows_are_not_durable_by_an_ack_of_another_directory()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync(Accepts);
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(0, ("ticks", 100)));
            await connection.SendAsync(ScriptedMessages.DurableAckOfDirectory("ticks", "ticks~1", 50));
            await connection.SendAsync(ScriptedMessages.DurableAckOfDirectory("ticks", "ticks~2", 200));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            async () => await client.Write<Tick>(Tick.Range(0, 1)).DurableAsync());
        Assert.Equal((ErrorCode.NotVisible, "ticks"), (e.Code, e.Table));
    }

    [Fact]
    public async Task A_durable_ack_that_overtakes_the_ok_of_its_rows_is_not_awaited_again()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync(Accepts);
            await new IngestScript(connection).ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.DurableAck(("ticks", 10)));
            await connection.SendAsync(ScriptedMessages.Ok(0, ("ticks", 10)));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        await client.Write<Tick>(Tick.Range(0, 1)).DurableAsync();
        Assert.Equal(0, client.DurableFsn);
    }

    /// <summary>java-questdb-client PR#63: the last durable ack, unread in the old socket, made duplicates.</summary>
    [Fact]
    public async Task The_last_durable_ack_is_read_from_the_old_socket_so_that_its_frames_are_not_sent_again()
    {
        var second = new TaskCompletionSource<long[]>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync(Accepts);
            var ingest = new IngestScript(connection);
            if (connection.Index == 0)
            {
                await ingest.ReceiveAsync();
                await ingest.AckAsync();
                await ingest.ReceiveAsync();
                // The rejection comes first, the durable ack of the frame before it right behind.
                await connection.SendAsync(ScriptedMessages.Error(0x06, ingest.Sequence, "busy"));
                await connection.SendAsync(ScriptedMessages.DurableAck(("ticks", 1)));
                await connection.ReceiveUntilClosedAsync();
                return;
            }

            second.TrySetResult([.. IngestScript.ValuesOf(await ingest.ReceiveCommittedAsync())]);
            await connection.SendAsync(ScriptedMessages.Ok(ingest.Sequence, ("ticks", 2)));
            await connection.SendAsync(ScriptedMessages.DurableAck(("ticks", 2)));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        await client.Write<Tick>(Tick.Range(0, 1)).AcceptedAsync();
        await client.Write<Tick>(Tick.Range(1, 1)).DurableAsync();
        long[] again = await second.Task;
        Assert.Equal([1], again);
    }

    [Fact]
    public async Task Rows_written_while_the_last_durable_acks_are_awaited_do_not_end_delivery()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync(Accepts);
            var ingest = new IngestScript(connection);
            while (true)
            {
                await ingest.ReceiveCommittedAsync();
                if (connection.Index == 0 && ingest.Sequence == 1) break;
                await ingest.AckAsync();
                if (connection.Index > 0) await connection.SendAsync(ScriptedMessages.DurableAck(("ticks", ingest.Sequence + 1)));
            }

            await connection.SendAsync(ScriptedMessages.Error(0x06, ingest.Sequence, "busy"));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        await client.Write<Tick>(Tick.Range(0, 1)).AcceptedAsync();
        await Poll.UntilAsync(
            () =>
            {
                client.Write<Tick>(Tick.Range(1, 1));
                return client.DurableFsn >= 1;
            },
            "the frame that was rejected is sent again");
    }

    [Fact]
    public async Task A_server_that_gives_no_durable_acks_is_an_error_of_its_own()
    {
        await using ScriptedServer server = ScriptedServer.Start(static connection => connection.AcceptUpgradeAsync());
        await using QuestDbClient client = Connect(server);
        QuestDbException e = Assert.Throws<QuestDbException>(() => client.Write<Tick>(Tick.Range(0, 1)));
        Assert.Equal(ErrorCode.DurableAckUnavailable, e.Code);
    }

    [Fact]
    public async Task Waiting_for_what_no_server_tells_is_an_error()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await new IngestScript(connection).AckAllAsync([]);
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        WriteReceipt receipt = client.Write<Tick>(Tick.Range(0, 1));
        Assert.Equal(ErrorCode.InvalidState, (await Assert.ThrowsAsync<QuestDbException>(async () => await receipt.DurableAsync())).Code);
        Assert.Equal(ErrorCode.InvalidState,
            (await Assert.ThrowsAsync<QuestDbException>(async () => await client.WaitAsync(AckLevel.Durable, TimeSpan.Zero))).Code);
        await receipt.AcceptedAsync();
        Assert.Equal(-1, client.DurableFsn);
    }

    private static QuestDbClient Connect(ScriptedServer server, string settings = "") =>
        QuestDbClient.Connect(
            $"ws::addr={server.Address};request_durable_ack=on;reconnect_initial_backoff_millis=1;initial_connect_retry=off;{settings}");
}
