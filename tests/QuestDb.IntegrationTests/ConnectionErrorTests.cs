using System.Net;
using System.Net.Sockets;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests;

/// <summary>What can be wrong with a server: one typed error each, the same for writes and queries.</summary>
public sealed class ConnectionErrorTests
{
    [Fact]
    public async Task A_wrong_password_is_an_authentication_error()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Username = "admin", Password = "quest" });
        await ExpectAsync(server.ConnectString + "username=admin;password=secret-guess;", ErrorCode.AuthenticationFailed, "401");
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "username=admin;password=quest;");
        await client.CreateTableAsync<Reading>();
    }

    [Fact]
    public async Task A_wrong_token_is_an_authentication_error()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Token = "right" });
        await ExpectAsync(server.ConnectString + "token=secret-guess;", ErrorCode.AuthenticationFailed, "401");
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "token=right;");
        await client.CreateTableAsync<Reading>();
    }

    [Fact]
    public async Task A_refused_connection_is_a_connect_error()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await ExpectAsync($"ws::addr=127.0.0.1:{port};", ErrorCode.ConnectFailed, $"127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_server_that_is_not_http_is_not_supported()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.SendRawAsync("220 mail ready\r\n"u8.ToArray());
            await connection.ReadRequestAsync();
        });
        await ExpectAsync($"ws::addr={server.Address};", ErrorCode.ProtocolUnsupported, server.Address);
    }

    [Fact]
    public async Task A_web_server_without_qwp_is_not_supported()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.RespondAsync("404 Not Found", ["Content-Length: 0"]);
        });
        await ExpectAsync($"ws::addr={server.Address};", ErrorCode.ProtocolUnsupported, "404");
    }

    [Fact]
    public async Task A_replica_refuses_writers_by_its_role()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.UpgradeStatus(421, "REPLICA").Forever());
        await ExpectAsync(server.ConnectString, ErrorCode.RoleRejected, "REPLICA");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_upgrade_is_given_up()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.UpgradeHang().Forever());
        await ExpectAsync(server.ConnectString + "auth_timeout_ms=100;", ErrorCode.ConnectFailed, "auth_timeout_ms");
    }

    private static async Task ExpectAsync(string connectString, ErrorCode code, string part)
    {
        await using QuestDbClient client = QuestDbClient.Connect(connectString);
        QuestDbException write = Assert.Throws<QuestDbException>(() => client.Write<Reading>(Reading.Range(0, 1)));
        QuestDbException query = await Assert.ThrowsAsync<QuestDbException>(() => client.Query<Reading>("SELECT * FROM it_readings").ToArrayAsync());
        foreach (QuestDbException e in (QuestDbException[])[write, query])
        {
            Assert.Equal(code, e.Code);
            Assert.Contains(part, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
        }
    }
}
