using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>Rows that are acknowledged and not stored.</summary>
public sealed class LostRowsTests
{
    [Fact]
    public async Task Lost_rows_are_acknowledged_and_their_table_is_not_named()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.LoseRows());
        await using QwpWebSocket socket = await QwpWebSocket.ConnectAsync($"127.0.0.1:{server.Port}", QwpWebSocket.WritePath);
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        Assert.Equal(ScriptedMessages.Ok(0), await socket.ReceiveAsync());
        Assert.Equal(0, server.RowCount("t"));
        await socket.SendAsync(IngestSessionTests.Message("t", 2));
        Assert.Equal(ScriptedMessages.Ok(1, ("t", 1)), await socket.ReceiveAsync());
    }
}
