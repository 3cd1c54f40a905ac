using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Egress;

/// <summary>The dictionary of symbols that the batches of a cursor share.</summary>
public sealed class CursorSymbolTests
{
    [Fact]
    public async Task A_reset_of_the_dictionary_leaves_batches_that_are_read_later_their_texts()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendSymbolsAsync(0, 0, ["a", "b"], 0, 1);
            await script.SendSymbolsAsync(1, 2, ["c"], 2, 0);
            await script.SendEndAsync();
            await script.SendAsync(ScriptedMessages.CacheReset());
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendSymbolsAsync(0, 0, ["x"], 0);
            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        await using (Cursor cursor = await reader.ExecuteAsync("SELECT s"))
        {
            Batch first = (await cursor.NextBatchAsync())!;
            await Poll.UntilAsync(() => cursor.Terminal is not null, "the end of the result was read ahead");
            Assert.Equal(["a", "b"], Texts(first));
            Assert.Equal(["c", "a"], Texts((await cursor.NextBatchAsync())!));
            Assert.Null(await cursor.NextBatchAsync());
        }

        await using Cursor next = await reader.ExecuteAsync("SELECT s");
        Assert.Equal(["x"], Texts((await next.NextBatchAsync())!));
    }

    [Theory]
    [InlineData(2u, true, true)]
    [InlineData(0u, true, false)]
    [InlineData(2u, false, false)]
    public async Task The_dictionary_is_reset_on_demand_where_the_server_offers_it(uint capabilities, bool reset, bool sent)
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection, capabilities);
            byte[] request = await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, request[^1]);
            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        // The last byte of the request is the number of binds, 0, or the flags behind it.
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        await using Cursor cursor = await reader.Prepare("SELECT n").ExecuteAsync(new QueryOptions { ResetSymbols = reset });
        Assert.Equal(sent ? 1 : 0, (await cursor.NextBatchAsync())!["n"].AsLong().Value(0));
        Assert.Equal(capabilities == 2, reader.ServerInfo.TakesQueryFlags);
    }

    private static string[] Texts(Batch batch)
    {
        var texts = new List<string>();
        foreach (string? text in batch["s"].AsSymbol()) texts.Add(text!);
        return [.. texts];
    }
}
