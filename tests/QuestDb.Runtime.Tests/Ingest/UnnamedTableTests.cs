using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>What cumulative OKs tell of tables: which they name, and whether the numbers are high enough for so many frames.</summary>
public sealed class UnnamedTableTests
{
    [Fact]
    public async Task An_ok_of_several_frames_whose_number_is_too_low_has_all_of_them_sent_again()
    {
        List<long> values = [];
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(0, ("ticks", 7)));
            await ingest.ReceiveAsync();
            await ingest.ReceiveAsync();
            // Two frames are two transactions: 9 at least, if it still were the same table.
            await connection.SendAsync(ScriptedMessages.Ok(2, ("ticks", 8)));
            for (int i = 0; i < 2; i++)
            {
                values.AddRange(IngestScript.ValuesOf(await ingest.ReceiveAsync()));
                await connection.SendAsync(ScriptedMessages.Ok(3 + i, ("TICKS", 9 + i)));
            }

            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        await client.Write<Tick>(Tick.Range(0, 1, "a")).AcceptedAsync();
        WriteReceipt first = client.Write<Tick>(Tick.Range(1, 1, "b"));
        WriteReceipt second = client.Write<Tick>(Tick.Range(2, 1, "c"));
        await first.AcceptedAsync();
        await second.AcceptedAsync();
        Assert.Equal([1, 2], values);
        Assert.Equal([("ticks", 10)], client.TableTransactions.Select(static t => (t.Table, t.Accepted)));
    }

    [Fact]
    public async Task A_lower_number_of_one_frame_is_that_of_a_new_table_and_no_loss()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(0, ("ticks", 7)));
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(1, ("ticks", 1)));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        WriteReceipt old = client.Write<Tick>(Tick.Range(0, 1));
        await old.AcceptedAsync();
        await client.Write<Tick>(Tick.Range(1, 1)).AcceptedAsync();
        Assert.Equal([("ticks", 1)], client.TableTransactions.Select(static t => (t.Table, t.Accepted)));
        Assert.Equal(ErrorCode.NotVisible, (await Assert.ThrowsAsync<QuestDbException>(async () => await old.VisibleAsync())).Code);
    }

    /// <summary>
    /// A column <c>timestamp</c> is right only in a table whose designated timestamp has another name, and the table is not that one any
    /// more: a server would make it with the name twice, or take the column for the time.
    /// </summary>
    [Fact]
    public async Task Frames_behind_the_one_that_shows_a_drop_are_set_aside_too()
    {
        int received = 0;
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            if (received == 0)
            {
                await ingest.ReceiveAsync();
                await ingest.ReceiveAsync();
                received = 2;
                await connection.SendAsync(ScriptedMessages.Ok(0));
                await connection.CloseAsync(1001);
                return;
            }

            await ingest.ReceiveAsync();
            received++;
            await connection.SendAsync(ScriptedMessages.Ok(0, ("others", 1)));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};reconnect_initial_backoff_millis=1;",
            new QuestDbOptions
            {
                EventListener = static _ => { },
                DesignatedColumns = new Dictionary<string, string> { ["ticks"] = "at" },
            });
        using RowSender rows = client.BorrowRowSender();
        WriteReceipt first = Write("ticks");
        WriteReceipt second = Write("ticks");
        foreach (WriteReceipt receipt in (WriteReceipt[])[first, second])
        {
            RejectedException e = await Assert.ThrowsAsync<RejectedException>(async () => await receipt.AcceptedAsync());
            Assert.Equal("ticks", e.Table);
            Assert.Contains("Table ticks was dropped", e.Message);
        }

        await Write("others").AcceptedAsync();
        Assert.Equal((3, 2), (received, client.QuarantinedCount));

        WriteReceipt Write(string table)
        {
            rows.Table(table).Column(table == "ticks" ? "timestamp" : "value", 1L).At(DateTime.UnixEpoch.AddDays(1));
            return rows.Flush();
        }
    }

    /// <summary>The send loop has sent all there is and sleeps until frames are published, when the answer comes.</summary>
    [Fact]
    public async Task Rows_that_are_to_be_sent_again_do_not_wait_for_the_next_write()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            // The send loop gathers frames for a millisecond, and sleeps then.
            long received = Environment.TickCount64;
            await Poll.UntilAsync(() => Environment.TickCount64 - received > 100, "the server has taken its time");
            await connection.SendAsync(ScriptedMessages.Ok(0));
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(1, ("ticks", 1)));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        await client.Write<Tick>(Tick.Range(0, 1)).AcceptedAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, client.QuarantinedCount);
    }

    /// <summary>An error that comes for a message which was answered before says nothing of another one.</summary>
    [Fact]
    public async Task An_error_for_a_frame_that_is_acknowledged_already_is_passed_over()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(0, ("ticks", 1)));
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Error(0x03, 0, "too late"));
            await connection.SendAsync(ScriptedMessages.Ok(1, ("ticks", 2)));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        await client.Write<Tick>(Tick.Range(0, 1)).AcceptedAsync();
        await client.Write<Tick>(Tick.Range(1, 1)).AcceptedAsync();
        Assert.Equal(0, client.QuarantinedCount);
    }

    /// <summary>Servers before the one that introduced durable acks name no tables; then there is nothing to compare.</summary>
    [Fact]
    public async Task An_ok_of_an_old_server_without_tables_accepts_its_frames()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await new IngestScript(connection).ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(0)[..^2]);
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        await client.Write<Tick>(Tick.Range(0, 1)).AcceptedAsync();
        Assert.Empty(client.TableTransactions);
    }

    /// <summary>A frame that is sent again is answered by a rejection: the next connection begins with it, and it alone is sent.</summary>
    [Fact]
    public async Task Rows_that_are_rejected_when_they_are_sent_again_are_sent_first_on_the_next_connection()
    {
        List<long> values = [];
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            if (connection.Index > 0)
            {
                await ingest.AckAllAsync(values);
                return;
            }

            await ingest.ReceiveAsync();
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(0));
            await connection.SendAsync(ScriptedMessages.Ok(1, ("ticks", 1)));
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Error(0x06, 2, "busy"));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        client.Write<Tick>(Tick.Range(0, 1, "a"));
        client.Write<Tick>(Tick.Range(1, 1, "b"));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        await client.Write<Tick>(Tick.Range(2, 1, "c")).AcceptedAsync();
        Assert.Equal([0, 2], values);
    }

    private static QuestDbClient Connect(ScriptedServer server) => QuestDbClient.Connect(
        $"ws::addr={server.Address};reconnect_initial_backoff_millis=1;initial_connect_retry=off;");
}
