using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Recorded server frames, played by a scripted server to the client's query path.</summary>
[Trait("Category", "Conformance")]
public sealed class PlayedAnswerTests
{
    /// <summary>All cases but those with more binds than the client sends.</summary>
    public static TheoryData<string> Cases =>
        [.. EgressVector.Names.Where(static name => EgressVector.Load(name).Binds.Count <= QwpConstants.MaxBinds)];

    [VectorTheory, MemberData(nameof(Cases))]
    public async Task A_client_gets_the_recorded_answer(string vector)
    {
        EgressVector recorded = EgressVector.Load(vector);
        await using ScriptedServer server = ScriptedServer.Start(connection => PlayAsync(connection, recorded));
        if (recorded.Exec is not null)
            await ExpectExecutionAsync(server, recorded);
        else
            await ExpectRowsAsync(server, recorded);
    }

    private static async Task PlayAsync(ScriptedConnection connection, EgressVector recorded)
    {
        await connection.AcceptUpgradeAsync();
        await connection.SendAsync(recorded.Frames[0]);
        long requestId = BitConverter.ToInt64(await connection.ReceiveAsync(), 1);
        foreach (byte[] frame in recorded.Frames.Skip(1))
            await connection.SendAsync(ScriptedMessages.WithRequestId(frame, requestId));
        await connection.ReceiveUntilClosedAsync();
    }

    private static async Task ExpectExecutionAsync(ScriptedServer server, EgressVector recorded)
    {
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        (string sql, BindValue[] binds) = Binds.Ask(recorded);
        ExecuteResult result = await client.ExecuteAsync(sql, binds);
        Assert.Equal(recorded.Exec!.OpType, (byte)result.StatementType);
        Assert.Equal(recorded.Exec.Rows, result.RowsAffected);
    }

    private static async Task ExpectRowsAsync(ScriptedServer server, EgressVector recorded)
    {
        (string sql, BindValue[] binds) = Binds.Ask(recorded);
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync(sql, default, binds);
        var batches = new List<CellTable>();
        QueryException? error = null;
        try
        {
            while (await cursor.NextBatchAsync() is { } batch)
                batches.Add(BatchCells.Read(batch));
        }
        catch (QueryException e)
        {
            error = e;
        }

        Assert.Equal(recorded.Error, error is null ? null : new VectorError(error.Status, error.ServerMessage));
        if (recorded.Rows is not null)
            recorded.Rows.AssertEquals(CellTable.Concat(batches));
        else
            Assert.Equal(recorded.RowsBeforeError, batches.Sum(b => b.Rows.Count));
    }
}
