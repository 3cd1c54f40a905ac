using System.Text.Json;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>Recorded ingest connections played to a whole server; what its tables then hold is what a real server held.</summary>
[Trait("Category", "Conformance")]
public sealed class IngestRoundTripTests
{
    /// <summary>One recording abbreviates the names read back, and a few read back types that never travel.</summary>
    public static TheoryData<string> Accepted => [.. IngressVector.Names.Where(n => n != "names_127_bytes" && IngressVector.Load(n) is { Kind: "positive" or "coercion" } v
        && v.Tables.Count > 0 && v.Tables.All(t => t.Readback is { } held && held.Columns.All(c => c.Type != ColumnType.None)))];

    public static TheoryData<string> Refused => [.. IngressVector.Names.Where(n => n.StartsWith("neg_", StringComparison.Ordinal)
        && IngressVector.Load(n) is { Error: not null, HasUnusualWebSocketFraming: false })];

    [VectorTheory, MemberData(nameof(Accepted))]
    public async Task Recorded_messages_end_up_in_the_tables(string vector)
    {
        IngressVector recorded = IngressVector.Load(vector);
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await CreateTablesAsync(server, [.. recorded.Tables.Select(t => t.Ddl).OfType<string>().Distinct()]);
        byte[] answer = await PlayAsync(server, recorded);
        Assert.Equal(Convert.ToHexStringLower(recorded.Responses[^1][..9]), Convert.ToHexStringLower(answer[..9]));
        await using QueryConnection query = await QueryConnection.OpenAsync($"127.0.0.1:{server.Port}");
        foreach (IngressVectorTable table in recorded.Tables)
        {
            CellTable expected = table.Readback!.AsStored();
            string columns = string.Join(", ", expected.Columns.Select(c => Quote(c.Name)));
            IReadOnlyList<ServerFrame> frames = await query.RunAsync(ClientMessages.Query(1, $"SELECT {columns} FROM {Quote(table.Table)}"));
            Assert.True(frames[^1] is ResultEndFrame, frames[^1].ToString());
            CellTable actual = CellTable.Concat([.. frames.OfType<ResultBatchFrame>().Select(b => b.ToTable())]);
            expected.AssertEquals(actual);
        }
    }

    [VectorTheory, MemberData(nameof(Refused))]
    public async Task Recorded_violations_get_the_recorded_status(string vector)
    {
        IngressVector recorded = IngressVector.Load(vector);
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await CreateTablesAsync(server, ReadDdl(vector));
        byte[] answer = await PlayAsync(server, recorded);
        Assert.Equal(recorded.Error!.Status, answer[0]);
        Assert.Equal(Convert.ToHexStringLower(recorded.Responses[^1][..9]), Convert.ToHexStringLower(answer[..9]));
    }

    private static async Task CreateTablesAsync(QuestDbTestServer server, IReadOnlyList<string> ddl)
    {
        await using QueryConnection query = await QueryConnection.OpenAsync($"127.0.0.1:{server.Port}");
        foreach (string statement in ddl) await query.ExecuteAsync(statement);
    }

    /// <summary>Sends all messages and returns the answer to the last that gets one.</summary>
    private static async Task<byte[]> PlayAsync(QuestDbTestServer server, IngressVector recorded)
    {
        await using QwpWebSocket socket = await QwpWebSocket.ConnectAsync($"127.0.0.1:{server.Port}", QwpWebSocket.WritePath);
        foreach (byte[] message in recorded.Messages) await socket.SendAsync(message);
        long last = BitConverter.ToInt64(recorded.Responses[^1], 1);
        byte[] answer;
        do answer = await socket.ReceiveAsync();
        while (answer[0] == 0 && BitConverter.ToInt64(answer, 1) < last);
        return answer;
    }

    /// <summary>The CREATE TABLE of a refused case, which has no table that the vector reader would list.</summary>
    private static string[] ReadDdl(string vector)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(VectorFolder.File("ingress", vector + ".json")));
        return json.RootElement.TryGetProperty("ddl", out JsonElement ddl) && ddl.GetString() is string statement ? [statement] : [];
    }

    private static string Quote(string name) => $"\"{name}\"";
}
