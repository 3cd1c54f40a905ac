using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Egress;

/// <summary>What a cursor says to the server, byte by byte, and what it makes of the answers.</summary>
public sealed class CursorTests
{
    [Fact]
    public async Task Credit_is_given_back_only_with_the_batches_that_were_released()
    {
        // Each batch is 8 KiB; half of the window is granted at a time.
        long[] values = new long[1024];
        int batch = ResultScript.Longs(1, 1, values).Length;
        var grants = new List<long>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            for (int i = 0; i < 4; i++) await script.SendLongsAsync(i, values);
            grants.Add(Credit(await script.ReceiveAsync(MessageKind.Credit)));
            grants.Add(Credit(await script.ReceiveAsync(MessageKind.Credit)));
            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};initial_credit={4 * batch};");
        await using Reader reader = await client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync("SELECT n");

        Assert.Equal(4 * batch, cursor.CreditGrantedTotal);
        for (int i = 0; i < 3; i++)
        {
            Assert.NotNull(await cursor.NextBatchAsync());
            Assert.Equal(i < 2 ? 4 * batch : 6 * batch, cursor.CreditGrantedTotal / batch * batch);
        }

        Assert.NotNull(await cursor.NextBatchAsync());
        Assert.Null(await cursor.NextBatchAsync());
        Assert.Equal(2, grants.Count);
        Assert.All(grants, grant => Assert.InRange(grant, 2 * batch, (2 * batch) + 16));
        Assert.Equal(TerminalKind.ResultEnd, cursor.Terminal!.Value.Kind);
    }

    [Fact]
    public async Task A_batch_that_is_held_holds_the_credit_back()
    {
        long[] values = new long[1024];
        int batch = ResultScript.Longs(1, 1, values).Length;
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            long credit = batch;
            for (int i = 0; i < 200; i++)
            {
                while (credit <= 0) credit += Credit(await script.ReceiveAsync(MessageKind.Credit));
                await script.SendLongsAsync(i, values);
                credit -= batch;
            }

            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};initial_credit={batch};buffer_pool_size=8;");
        using Reader reader = client.BorrowReader();
        using Cursor cursor = reader.Execute("SELECT n");
        int count = 0;
        while (cursor.NextBatch() is not null)
        {
            count++;
            // Granted is the window and what was released: the batch in hand and the one on its way are never in it.
            Assert.InRange(cursor.CreditGrantedTotal, batch, (long)count * (batch + 16));
        }

        Assert.Equal(200, count);
    }

    [Fact]
    public async Task Cancelling_sends_CANCEL_and_the_credit_that_a_waiting_server_needs()
    {
        var received = new TaskCompletionSource<List<byte[]>>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, 1, 2, 3);
            await script.ReceiveAsync(MessageKind.Cancel);
            await script.ReceiveAsync(MessageKind.Credit);
            received.SetResult([.. script.Received]);
            await script.SendAsync(ScriptedMessages.QueryError(script.RequestId, (byte)StatusCode.Cancelled, "cancelled"));
            await AnswerAsync(script, 7);
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};initial_credit=1m;");
        await using Reader reader = await client.BorrowReaderAsync();
        await using (Cursor cursor = await reader.ExecuteAsync("SELECT n"))
        {
            Assert.Equal(3, (await cursor.NextBatchAsync())!.RowCount);
            await cursor.CancelAsync();
            Assert.Equal(TerminalKind.Cancelled, cursor.Terminal!.Value.Kind);
            await Assert.ThrowsAsync<OperationCanceledException>(async () => await cursor.NextBatchAsync());
        }

        List<byte[]> messages = await received.Task;
        Assert.Equal(1, Credit(messages[^1]));
        Assert.Equal(7, await OnlyValueAsync(reader));
        Assert.Equal(1, server.AcceptedConnections);
    }

    [Fact]
    public async Task A_server_that_never_ends_a_cancelled_query_loses_its_connection()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            if (connection.Index == 0)
            {
                await script.SendLongsAsync(0, 1);
                await connection.ReceiveUntilClosedAsync();
            }

            await script.SendLongsAsync(0, 7);
            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};query_close_timeout_ms=50;");
        using Reader reader = client.BorrowReader();
        Cursor cursor = reader.Execute("SELECT n");
        Assert.NotNull(cursor.NextBatch());
        cursor.Dispose();
        cursor.Dispose();

        Assert.Equal(7, await OnlyValueAsync(reader));
        Assert.Equal(2, server.AcceptedConnections);
    }

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

    [Theory]
    [InlineData("SELECT n", 2)]
    [InlineData(" -- why\n /* because */ (select 1)", 2)]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a", 2)]
    [InlineData("INSERT INTO t VALUES (1)", 1)]
    [InlineData("WITH a AS (SELECT 1) UPDATE t SET x = 1", 1)]
    [InlineData("t", 1)]
    public async Task Only_what_reads_is_sent_again_on_a_connection_that_was_idle(string sql, int connections)
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await AnswerAsync(script, 7);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            connection.Drop();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        Assert.Equal(7, await OnlyValueAsync(reader));
        await using Cursor cursor = await reader.ExecuteAsync(sql);
        if (connections == 2)
        {
            Assert.Equal(7, (await cursor.NextBatchAsync())!["n"].AsLong().Value(0));
        }
        else
        {
            QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await cursor.NextBatchAsync());
            Assert.Equal(ErrorCode.OutcomeUnknown, e.Code);
            Assert.True(e.InDoubt);
            Assert.Contains(sql, e.Message);
        }

        Assert.Equal(connections, server.AcceptedConnections);
    }

    [Fact]
    public async Task A_statement_is_sent_again_only_when_the_caller_asks_for_it()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            if (connection.Index == 0)
            {
                connection.Drop();
                return;
            }

            await script.SendAsync(ScriptedMessages.ExecDone(script.RequestId, 9, 0));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        ExecuteResult result = await client.ExecuteAsync("CREATE TABLE IF NOT EXISTS t (n LONG)", new QueryOptions { Replay = true });
        Assert.Equal(StatementType.CreateTable, result.StatementType);
        Assert.Equal(2, server.AcceptedConnections);
    }

    [Fact]
    public async Task A_query_that_had_rows_is_not_sent_again_unasked()
    {
        var taken = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await AnswerAsync(script, 7);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, 1);
            await taken.Task.WaitAsync(connection.Stopping);
            connection.Drop();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        Assert.Equal(7, await OnlyValueAsync(reader));
        await using Cursor cursor = await reader.Prepare("SELECT n").ExecuteAsync(new QueryOptions { Replay = true });
        Assert.NotNull(await cursor.NextBatchAsync());
        taken.SetResult();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await cursor.NextBatchAsync());
        Assert.Equal((ErrorCode.ConnectionLost, false), (e.Code, e.InDoubt));
        Assert.Equal(TerminalKind.ConnectionLost, cursor.Terminal!.Value.Kind);
        Assert.Equal(1, server.AcceptedConnections);
    }

    private static async Task AnswerAsync(ResultScript script, long value)
    {
        await script.ReceiveAsync(MessageKind.QueryRequest);
        await script.SendLongsAsync(0, value);
        await script.SendEndAsync();
    }

    private static async Task<long> OnlyValueAsync(Reader reader)
    {
        await using Cursor cursor = await reader.ExecuteAsync("SELECT n");
        long value = (await cursor.NextBatchAsync())!["n"].AsLong().Value(0);
        Assert.Null(await cursor.NextBatchAsync());
        return value;
    }

    private static string[] Texts(Batch batch)
    {
        var texts = new List<string>();
        foreach (string? text in batch["s"].AsSymbol()) texts.Add(text!);
        return [.. texts];
    }

    private static long Credit(byte[] message)
    {
        Assert.True(Varint.TryRead(message.AsSpan(9), out ulong credit, out _));
        return (long)credit;
    }
}
