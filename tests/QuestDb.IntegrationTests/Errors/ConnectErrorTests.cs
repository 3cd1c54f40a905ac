using System.Net;
using System.Net.Sockets;
using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.Errors;

/// <summary>Each way not to connect gives one clear error, to a write and to a query.</summary>
[Trait("Category", "Integration")]
public class ConnectErrorTests
{
    [Fact]
    public async Task A_wrong_password()
    {
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Username = "admin", Password = "quest" });
        QuestDbException e = await AssertBothAsync(server.ConnectString + "username=admin;password=s3cret;",
            ErrorCode.AuthenticationFailed);
        Assert.Contains("401", e.Message);
        Assert.DoesNotContain("s3cret", e.ToString());
    }

    [Fact]
    public async Task A_right_password_or_token_connects()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(
            new QuestDbTestServerOptions { Username = "admin", Password = "p;w", Token = "t0ken" });
        foreach (string credentials in new[] { "username=admin;password=p;;w;", "user=admin;pass=p;;w;", "token=t0ken;" })
        {
            await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + credentials);
            await db.CreateTableAsync<Pulse>();
            await db.Write<Pulse>(Pulse.Make(0, 1)).AcceptedAsync();
        }

        Assert.Equal(1, server.RowCount("ticks"));
    }

    [Fact]
    public async Task A_refused_connection()
    {
        int port = FreePort();
        QuestDbException e = await AssertBothAsync($"ws::addr=127.0.0.1:{port};", ErrorCode.ConnectFailed);
        Assert.Contains($"127.0.0.1:{port}", e.Message);
    }

    [Fact]
    public async Task An_unknown_host() => await AssertBothAsync("ws::addr=no-such-host.invalid:9000;", ErrorCode.ConnectFailed);

    [Theory]
    [InlineData(404, ErrorCode.ProtocolUnsupported)]
    [InlineData(403, ErrorCode.AuthenticationFailed)]
    [InlineData(503, ErrorCode.ConnectFailed)]
    [InlineData(421, ErrorCode.RoleRejected)]
    public async Task A_refused_upgrade(int status, ErrorCode code)
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.UpgradeStatus(status, status == 421 ? "REPLICA" : null).Forever());
        QuestDbException e = await AssertBothAsync(server.ConnectString, code);
        Assert.Contains($"{status}", e.Message);
    }

    [Fact]
    public async Task A_server_that_is_not_http()
    {
        await using var server = new RawServer("SSH-2.0-OpenSSH_9.7\r\n"u8.ToArray());
        await AssertBothAsync($"ws::addr=127.0.0.1:{server.Port};", ErrorCode.ProtocolUnsupported);
    }

    [Fact]
    public async Task A_web_server_that_is_not_questdb()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray());
        QuestDbException e = await AssertBothAsync($"ws::addr=127.0.0.1:{server.Port};", ErrorCode.ProtocolUnsupported);
        Assert.Contains("200", e.Message);
    }

    [Fact]
    public async Task A_server_that_never_answers()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.UpgradeHang().Forever());
        QuestDbException e = await AssertBothAsync(server.ConnectString + "auth_timeout_ms=50;", ErrorCode.ConnectFailed);
        Assert.Contains("50 ms", e.Message);
    }

    [Fact]
    public async Task The_next_write_tries_again()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.UpgradeStatus(503).OnIngest());
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        Assert.Equal(ErrorCode.ConnectFailed, Assert.Throws<QuestDbException>(() => db.Write<Pulse>(Pulse.Make(0, 5))).Code);
        Assert.Equal(-1, db.PublishedFsn);

        await db.Write<Pulse>(Pulse.Make(0, 5)).AcceptedAsync();

        Assert.Equal(5, server.RowCount("ticks"));
    }

    [Fact]
    public async Task A_patient_client_waits_for_a_server_that_starts_later()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await server.StopAsync();
        await using QuestDbClient db = QuestDbClient.Connect(
            server.ConnectString + "initial_connect_retry=async;reconnect_initial_backoff_millis=5;reconnect_max_backoff_millis=20;");
        WriteReceipt receipt = db.Write<Pulse>(Pulse.Make(0, 5));
        await server.RestartAsync();
        await receipt.AcceptedAsync();
        Assert.Equal(5, server.RowCount("ticks"));
    }

    private static async Task<QuestDbException> AssertBothAsync(string connectString, ErrorCode code)
    {
        await using QuestDbClient db = QuestDbClient.Connect(connectString);
        QuestDbException write = Assert.Throws<QuestDbException>(() => db.Write<Pulse>(Pulse.Make(0, 1)));
        QuestDbException query = await Assert.ThrowsAsync<QuestDbException>(() => db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
        Assert.Equal(code, write.Code);
        Assert.Equal(code, query.Code);
        Assert.Equal(-1, db.PublishedFsn);
        return write;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
