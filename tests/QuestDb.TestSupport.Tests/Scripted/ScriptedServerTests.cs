using System.Net.WebSockets;

namespace QuestDb.TestSupport.Tests;

public sealed class ScriptedServerTests
{
    private static readonly byte[] s_message = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];

    [Fact]
    public async Task Messages_arrive_whole_however_they_are_cut()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ScriptedRequest request = await connection.AcceptUpgradeAsync("X-Test: yes");
            Assert.Equal("/read/v1", request.Path);
            await connection.SendAsync(s_message);
            await connection.SendFragmentedAsync(s_message, 1, 1, 7);
            await connection.SendInPiecesAsync(s_message, 1);
            await connection.SendAsync(await connection.ReceiveAsync());
            await connection.CloseAsync(4001, "role change");
        });
        using ClientWebSocket client = await ConnectAsync(server);
        for (int i = 0; i < 3; i++)
            Assert.Equal(s_message, await ReceiveAsync(client));
        await client.SendAsync(new byte[70_000], WebSocketMessageType.Binary, true, default);
        Assert.Equal(new byte[70_000], await ReceiveAsync(client));
        Assert.Empty(await ReceiveAsync(client));
        Assert.Equal((WebSocketCloseStatus)4001, client.CloseStatus);
        Assert.Equal("role change", client.CloseStatusDescription);
    }

    [Fact]
    public async Task A_refused_upgrade_gives_its_status()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.RespondAsync("421 Misdirected Request", ["X-QuestDB-Role: REPLICA", "Content-Length: 0"]);
        });
        using var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => client.ConnectAsync(new Uri($"ws://{server.Address}/write/v4"), default));
        Assert.Equal(421, (int)client.HttpStatusCode);
    }

    [Fact]
    public async Task A_drop_ends_the_connection_without_a_close_frame()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            if (connection.Index == 0)
                connection.Drop();
            else
                await connection.ReceiveUntilClosedAsync();
        });
        using ClientWebSocket client = await ConnectAsync(server);
        WebSocketException e = await Assert.ThrowsAsync<WebSocketException>(() => ReceiveAsync(client));
        Assert.Equal(WebSocketError.ConnectionClosedPrematurely, e.WebSocketErrorCode);
        using ClientWebSocket second = await ConnectAsync(server);
        await second.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await Poll.UntilAsync(() => server.AcceptedConnections == 2, "two connections");
    }

    [Fact]
    public async Task A_failing_script_fails_the_test()
    {
        ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            throw new InvalidDataException("not what the script expects");
        });
        using ClientWebSocket client = await ConnectAsync(server);
        await Assert.ThrowsAsync<WebSocketException>(() => ReceiveAsync(client));
        await Assert.ThrowsAsync<InvalidDataException>(() => server.DisposeAsync().AsTask());
    }

    [Fact]
    public void Scripted_frames_are_valid_frames()
    {
        var decoder = new ReferenceResultFrameDecoder();
        Assert.Equal(new ServerInfoFrame(1, 0, 3, 0, "cluster", "n1", "zone-a"),
            decoder.Decode(ScriptedMessages.ServerInfo(1, 2, "n1", "zone-a")));
        Assert.Equal(new QueryErrorFrame(7, 5, "no"), decoder.Decode(ScriptedMessages.QueryError(7, 5, "no")));
        Assert.Equal(new ExecDoneFrame(9, 2, 3), decoder.Decode(ScriptedMessages.WithRequestId(ScriptedMessages.ExecDone(8, 2, 3), 9)));
        Assert.Equal(new CacheResetFrame(1), decoder.Decode(ScriptedMessages.CacheReset()));
    }

    private static async Task<ClientWebSocket> ConnectAsync(ScriptedServer server)
    {
        var client = new ClientWebSocket();
        await client.ConnectAsync(new Uri($"ws://{server.Address}/read/v1"), default);
        return client;
    }

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket client)
    {
        var message = new List<byte>();
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            WebSocketReceiveResult result = await client.ReceiveAsync(new ArraySegment<byte>(buffer), default);
            message.AddRange(buffer.AsSpan(0, result.Count));
            if (result.EndOfMessage)
                return [.. message];
        }
    }
}
