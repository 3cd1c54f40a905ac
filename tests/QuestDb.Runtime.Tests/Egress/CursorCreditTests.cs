using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Egress;

/// <summary>How much a cursor lets the server send ahead, byte by byte, and what a cancelled one still says.</summary>
public sealed class CursorCreditTests
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
            await script.AnswerAsync(7);
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
        Assert.Equal(7, await ResultScript.OnlyValueAsync(reader));
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

        Assert.Equal(7, await ResultScript.OnlyValueAsync(reader));
        Assert.Equal(2, server.AcceptedConnections);
    }

    private static long Credit(byte[] message)
    {
        Assert.True(Varint.TryRead(message.AsSpan(9), out ulong credit, out _));
        return (long)credit;
    }
}
