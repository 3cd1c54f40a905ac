using System.Text.Json;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Conformance;

/// <summary>Recorded connections of several queries, played to one client connection: the dictionary lives on between them.</summary>
[Trait("Category", "Conformance")]
public sealed class PlayedSessionTests
{
    /// <summary>Cases in which the client sends whole queries one after the other, and nothing else.</summary>
    public static TheoryData<string> Cases => [.. ControlVector.Names.Where(name =>
        ControlVector.Load(name) is { Path: "/read/v1", Expected: not null, Events.Count: > 0 } vector
        && vector.Events.All(e => e.OmittedBytes == 0 && e.Layer != "tcp" && !e.SameSegment && e is not { Layer: "ws", Opcode: not 2 })
        && vector.Events.Where(IsFromClient).All(e => e.Bytes[0] == (byte)MessageKind.QueryRequest)
        && Answers(vector).Count == vector.Expected.Value.GetArrayLength())];

    [VectorTheory, MemberData(nameof(Cases))]
    public async Task Each_query_of_a_connection_gets_its_answer(string name)
    {
        ControlVector vector = ControlVector.Load(name);
        await using ScriptedServer server = ScriptedServer.Start(connection => PlayAsync(connection, vector));
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        foreach (JsonElement expected in vector.Expected!.Value.EnumerateArray())
            await ExpectAsync(reader, expected);
        Assert.Equal(1, server.AcceptedConnections);
    }

    private static async Task ExpectAsync(Reader reader, JsonElement expected)
    {
        await using Cursor cursor = await reader.ExecuteAsync("played");
        var batches = new List<CellTable>();
        try
        {
            while (await cursor.NextBatchAsync() is { } batch)
                batches.Add(BatchCells.Read(batch));
        }
        catch (QueryException e)
        {
            Assert.Equal(expected.GetProperty("error").GetProperty("status").GetByte(), e.Status);
            return;
        }
        if (expected.TryGetProperty("exec", out JsonElement exec))
            Assert.Equal(exec.GetProperty("op_type").GetByte(), (byte)cursor.Terminal!.Value.StatementType);
        else
            JsonCells.ReadTable("", expected.GetProperty("columns"), expected.GetProperty("rows")).AssertEquals(CellTable.Concat(batches));
    }

    private static async Task PlayAsync(ScriptedConnection connection, ControlVector vector)
    {
        await connection.AcceptUpgradeAsync();
        await connection.SendAsync(vector.Events.First(IsFromServer).Bytes);
        foreach (List<byte[]> answer in Answers(vector))
        {
            long requestId = await ReceiveQueryAsync(connection);
            foreach (byte[] frame in answer)
                await connection.SendAsync(ServerMessages.WithRequestId(frame, requestId));
        }
        await connection.ReceiveUntilClosedAsync();
    }

    /// <summary>The id of the next query, past the credit that the client grants for the last one.</summary>
    private static async Task<long> ReceiveQueryAsync(ScriptedConnection connection)
    {
        byte[] message;
        do
            message = await connection.ReceiveAsync();
        while (message[0] != (byte)MessageKind.QueryRequest);
        return BitConverter.ToInt64(message, 1);
    }

    /// <summary>The server frames after SERVER_INFO, cut behind each terminator.</summary>
    private static List<List<byte[]>> Answers(ControlVector vector)
    {
        var answers = new List<List<byte[]>>();
        var current = new List<byte[]>();
        foreach (ControlEvent frame in vector.Events.Where(IsFromServer).Skip(1))
        {
            current.Add(frame.Bytes);
            if ((MessageKind)frame.Bytes[QwpConstants.HeaderLength] is MessageKind.ResultEnd or MessageKind.QueryError or MessageKind.ExecDone)
            {
                answers.Add(current);
                current = [];
            }
        }
        return answers;
    }

    private static bool IsFromClient(ControlEvent e) => e is { FromClient: true, Layer: "ws" };

    private static bool IsFromServer(ControlEvent e) => e is { FromClient: false, Layer: "ws" };
}
