using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using QuestDb.Testing.Protocol;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>Start, stop, restart, authentication and TLS.</summary>
public sealed class ServerLifetimeTests
{
    [Fact]
    public async Task A_restart_keeps_the_port_and_drops_connections()
    {
        var commits = new CommitLog();
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new ServerContext(new QuestDbTestServerOptions()) { Commit = commits.Commit });
        int port = server.Port;
        await using QwpWebSocket before = await ConnectAsync(server);
        await server.RestartAsync();
        Assert.Equal(port, server.Port);
        await Assert.ThrowsAsync<WebSocketException>(() => before.ReceiveAsync());
        await using QwpWebSocket after = await ConnectAsync(server);
        await after.SendAsync(IngestSessionTests.Message("t", 1));
        Assert.Equal(ScriptedMessages.Ok(0, ("t", 1)), await after.ReceiveAsync());
    }

    [Fact]
    public async Task Tables_are_kept_over_a_restart_and_can_be_counted()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        Assert.Empty(server.TableNames);
        Assert.Equal(0, server.RowCount("trades"));
        await using (QwpWebSocket socket = await ConnectAsync(server))
        {
            await socket.SendAsync(IngestSessionTests.Message("trades", 1));
            await socket.ReceiveAsync();
        }

        await server.RestartAsync();
        Assert.Equal(["trades"], server.TableNames);
        Assert.Equal(1, server.RowCount("TRADES"));
    }

    [Fact]
    public async Task A_peer_has_the_same_tables_and_is_otherwise_a_server_of_its_own()
    {
        await using QuestDbTestServer first = await QuestDbTestServer.StartAsync();
        await using QuestDbTestServer second = await first.StartPeerAsync(new QuestDbTestServerOptions { Role = ServerRole.Primary });
        Assert.NotEqual(first.Port, second.Port);
        foreach (QuestDbTestServer server in new[] { first, second })
        {
            await using QwpWebSocket socket = await ConnectAsync(server);
            await socket.SendAsync(IngestSessionTests.Message("trades", server.Port));
            await socket.ReceiveAsync();
            Assert.Equal(1, server.Stats.IngestMessages);
        }

        await first.StopAsync();
        Assert.Equal((2, 2), (first.RowCount("trades"), second.RowCount("trades")));
        Assert.Equal((ServerRole.Standalone, ServerRole.Primary), (first.Role, second.Role));
    }

    [Fact]
    public async Task A_new_limit_of_messages_holds_for_later_connections()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QwpWebSocket before = await ConnectAsync(server);
        server.MaxBatchBytes = 1024;
        await using QwpWebSocket after = await ConnectAsync(server);
        Assert.Equal("1024", after.ResponseHeaders["X-QWP-Max-Batch-Size"]);
        byte[] message = IngestSessionTests.Message("trades", Enumerable.Range(0, 200).Select(static i => (long)i));
        Assert.True(message.Length > 1024);
        await before.SendAsync(message);
        Assert.Equal(ScriptedMessages.Ok(0, ("trades", 1)), await before.ReceiveAsync());
        await after.SendAsync(message);
        Assert.Null(await after.ReceiveOrCloseAsync());
        Assert.Equal(1009, after.CloseCode);
        Assert.Throws<ArgumentOutOfRangeException>(() => server.MaxBatchBytes = 1023);
    }

    [Fact]
    public async Task A_stopped_server_refuses_connections_until_it_is_started_again()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await server.StopAsync();
        Assert.False(server.IsRunning);
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
            await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync("127.0.0.1", server.Port));
        await server.RestartAsync();
        await using QwpWebSocket again = await ConnectAsync(server);
    }

    [Fact]
    public async Task Open_connections_are_counted()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using (QwpWebSocket socket = await ConnectAsync(server))
        await using (ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync($"127.0.0.1:{server.Port}"))
            await Poll.UntilAsync(() => server.Stats.OpenConnections == 2, "both connections are open");
        await Poll.UntilAsync(() => server.Stats.OpenConnections == 0, "both connections are closed");
        Assert.Equal((1L, 1L), (server.Stats.IngestConnections, server.Stats.QueryConnections));
    }

    [Fact]
    public async Task A_disposed_server_cannot_be_restarted()
    {
        QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await server.DisposeAsync();
        await server.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => server.RestartAsync());
    }

    [Fact]
    public async Task The_connect_string_names_the_address_and_no_secret()
    {
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Username = "u", Password = "pw" });
        Assert.Equal($"ws::addr=127.0.0.1:{server.Port};", server.ConnectString);
        Assert.DoesNotContain("pw", new QuestDbTestServerOptions { Username = "u", Password = "pw" }.ToString());
    }

    [Theory]
    [InlineData("Basic", "user:secret", true)]
    [InlineData("Basic", "user:wrong", false)]
    [InlineData("Bearer", "token-1", true)]
    [InlineData("Bearer", "token-2", false)]
    [InlineData(null, "", false)]
    public async Task Only_the_right_credentials_are_let_in(string? scheme, string credentials, bool accepted)
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(
            new QuestDbTestServerOptions { Username = "user", Password = "secret", Token = "token-1" });
        string value = scheme == "Basic" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)) : credentials;
        KeyValuePair<string, string>[] headers = scheme is null ? [] : [new("Authorization", $"{scheme} {value}")];
        Task<QwpWebSocket> connect = QwpWebSocket.ConnectAsync($"127.0.0.1:{server.Port}", QwpWebSocket.WritePath, headers);
        if (accepted)
        {
            await using QwpWebSocket socket = await connect;
            return;
        }

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => connect);
        Assert.Contains("401", refused.Message);
    }

    [Fact]
    public async Task With_a_certificate_the_server_speaks_tls()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Certificate = certificate });
        Assert.StartsWith("wss::", server.ConnectString);
        using var socket = new ClientWebSocket();
        RemoteCertificateValidationCallback isOurs =
            (_, presented, _, _) => presented!.GetCertHashString() == certificate.GetCertHashString();
        socket.Options.RemoteCertificateValidationCallback = isOurs;
        await socket.ConnectAsync(new Uri($"wss://127.0.0.1:{server.Port}/write/v4"), CancellationToken.None);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task A_zone_is_told_to_query_clients()
    {
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Zone = "eu-1", Role = ServerRole.Primary });
        await using ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync($"127.0.0.1:{server.Port}");
        Assert.Equal(("eu-1", (byte)1), (query.ServerInfo.ZoneId, query.ServerInfo.Role));
    }

    private static Task<QwpWebSocket> ConnectAsync(QuestDbTestServer server)
        => QwpWebSocket.ConnectAsync($"127.0.0.1:{server.Port}", QwpWebSocket.WritePath);
}
