using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>
/// Quarantine where frames stay queued until they are durable: those before the rejected one are sent again with it passed over.
/// </summary>
public sealed class DurableQuarantineTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rejected_frame_is_set_aside_once_and_those_around_it_become_durable_over_reconnects(bool onDisk)
    {
        using var folder = new TempFolder();
        var sent = new List<long[]>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync("X-QWP-Durable-Ack: enabled");
            var ingest = new IngestScript(connection);
            long transaction = 10 * connection.Index;
            var values = new List<long>();
            while (values.Count < 2 + Math.Min(connection.Index, 1))
            {
                values.AddRange(IngestScript.ValuesOf(await ingest.ReceiveCommittedAsync()));
                if (values[^1] == 1)
                {
                    await connection.SendAsync(ScriptedMessages.Error(0x03, ingest.Sequence, "no"));
                    await connection.ReceiveUntilClosedAsync();
                }

                await connection.SendAsync(ScriptedMessages.Ok(ingest.Sequence, ("ticks", ++transaction)));
            }

            lock (sent) sent.Add([.. values]);
            if (connection.Index == 1)
            {
                // All are accepted, none is durable.
                connection.Drop();
                return;
            }

            await connection.SendAsync(ScriptedMessages.DurableAck(("ticks", transaction)));
            await connection.ReceiveUntilClosedAsync();
        });
        string disk = onDisk ? $"sf_dir={folder["store"]};" : "";
        await using QuestDbClient client = QuestDbClient.Connect(
            $"ws::addr={server.Address};request_durable_ack=on;on_schema_error=quarantine;"
            + $"reconnect_initial_backoff_millis=1;initial_connect_retry=off;{disk}");
        WriteReceipt[] receipts = [.. Enumerable.Range(0, 4).Select(i => client.Write<Tick>(Tick.Range(i, 1, $"symbol {i}")))];

        await client.WaitAsync(AckLevel.Durable, Poll.DefaultDeadline);
        Assert.Equal((3, 3), (client.AckedFsn, client.DurableFsn));
        Assert.Equal([[0, 2, 3], [0, 2, 3]], sent);
        QuarantinedRows<Tick> aside = Assert.Single(client.ReadQuarantine<Tick>());
        Assert.Equal((1, "no"), (aside.Fsn, aside.ServerMessage));
        Assert.Equal(Tick.Range(1, 1, "symbol 1"), aside.Rows);
        foreach (int delivered in (int[])[0, 2, 3]) await receipts[delivered].DurableAsync();
        RejectedException e = await Assert.ThrowsAsync<RejectedException>(async () => await receipts[1].DurableAsync());
        Assert.Equal(1, e.FirstFsn);
    }
}
