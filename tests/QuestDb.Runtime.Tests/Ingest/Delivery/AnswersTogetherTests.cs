using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>An ack, and what comes with it in the same bytes of the network.</summary>
public sealed class AnswersTogetherTests
{
    public static TheoryData<string, byte[]> Behind => new()
    {
        { "no frame", [0xF2, 0x01, 0x00] },
        { "text", WebSocketFrame.Write(0x1, "hello"u8.ToArray()) },
        { "a message that is no answer", WebSocketFrame.Write(0x2, [0x77]) },
        { "an answer to a message that was never sent", WebSocketFrame.Write(0x2, ScriptedMessages.Ok(99, ("ticks", 2))) },
    };

    [Theory]
    [MemberData(nameof(Behind))]
    public async Task What_an_ack_accepts_is_not_sent_again_whatever_comes_with_it(string what, byte[] behind)
    {
        List<long> again = [];
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            if (connection.Index > 0)
            {
                await ingest.AckAllAsync(again);
                return;
            }

            await ingest.ReceiveAsync();
            await connection.SendRawAsync([.. WebSocketFrame.Write(0x2, ScriptedMessages.Ok(0, ("ticks", 1))), .. behind]);
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};reconnect_initial_backoff_millis=1;");
        await client.Write<Tick>(Tick.Range(0, 1)).AcceptedAsync().AsTask().WaitAsync(Poll.DefaultDeadline);
        await client.Write<Tick>(Tick.Range(1, 1)).AcceptedAsync().AsTask().WaitAsync(Poll.DefaultDeadline);
        lock (again) Assert.True(again.SequenceEqual([1]), $"{what}; sent on the next connection: {string.Join(", ", again)}");
    }

    [Fact]
    public async Task An_ack_that_comes_twice_is_no_sign_of_another_table()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(0, ("ticks", 1)));
            await connection.SendAsync(ScriptedMessages.Ok(0, ("ticks", 1)));
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(1, ("ticks", 2)));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};",
            new QuestDbOptions { DesignatedColumns = new Dictionary<string, string> { ["ticks"] = "at" } });
        using RowSender rows = client.BorrowRowSender();
        // A table that was dropped and made again would not take a column of this name.
        await WriteAsync();
        await WriteAsync();
        Assert.Equal(0, client.QuarantinedCount);

        async Task WriteAsync()
        {
            rows.Table("ticks").Column("timestamp", 1L).At(DateTime.UnixEpoch.AddDays(1));
            await rows.Flush().AcceptedAsync();
        }
    }
}
