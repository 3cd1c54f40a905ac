using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Egress;

/// <summary>Which queries of a cursor are sent again after their connection was lost.</summary>
public sealed class CursorReplayTests
{
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
            await script.AnswerAsync(7);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            connection.Drop();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        Assert.Equal(7, await ResultScript.OnlyValueAsync(reader));
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
            await script.AnswerAsync(7);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, 1);
            await taken.Task.WaitAsync(connection.Stopping);
            connection.Drop();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        Assert.Equal(7, await ResultScript.OnlyValueAsync(reader));
        await using Cursor cursor = await reader.Prepare("SELECT n").ExecuteAsync(new QueryOptions { Replay = true });
        Assert.NotNull(await cursor.NextBatchAsync());
        taken.SetResult();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await cursor.NextBatchAsync());
        Assert.Equal((ErrorCode.ConnectionLost, false), (e.Code, e.InDoubt));
        Assert.Equal(TerminalKind.ConnectionLost, cursor.Terminal!.Value.Kind);
        Assert.Equal(1, server.AcceptedConnections);
    }
}
