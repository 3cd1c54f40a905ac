using QuestDb.TestSupport;

namespace QuestDb.Tests.Transport;

/// <summary>What the keys of the connect string make of the upgrade, as a server sees it.</summary>
public sealed class HandshakeKeyTests
{
    [Theory]
    [InlineData("", "/read/v1")]
    [InlineData("path=/db/read/v1?node=2;", "/db/read/v1?node=2")]
    [InlineData("path=/;", "/")]
    public async Task Queries_go_to_the_path_of_the_key_and_rows_where_they_always_go(string keys, string expected)
    {
        var paths = new List<string>();
        await using ScriptedServer server = Refusing(paths, static request => request.Path);
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};failover=off;{keys}");
        await TryBothAsync(client);
        Assert.Equal([expected, "/write/v4"], paths);
    }

    [Theory]
    [InlineData("")]
    [InlineData("max_version=1;")]
    [InlineData("max_version=1;protocol_version=3;")]
    public async Task The_highest_version_is_asked_for_whatever_the_one_of_the_line_protocol_is(string keys)
    {
        var versions = new List<string>();
        await using ScriptedServer server = Refusing(versions, static request => request.Headers["X-QWP-Max-Version"]);
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};failover=off;{keys}");
        await TryBothAsync(client);
        Assert.Equal(["1", "1"], versions);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    [InlineData("1.0")]
    [InlineData("+1")]
    public async Task A_version_above_the_highest_is_refused(string version)
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ScriptedRequest request = await connection.ReadRequestAsync();
            await connection.RespondAsync("101 Switching Protocols",
            [
                "Upgrade: websocket", "Connection: Upgrade", $"Sec-WebSocket-Accept: {ScriptedConnection.AcceptOf(request)}",
                $"X-QWP-Version: {version}",
            ]);
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};max_version=1;failover=off;");
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await client.ExecuteAsync("SELECT 1"));
        Assert.Equal(ErrorCode.ProtocolUnsupported, e.Code);
        Assert.Contains($"version {version}; this client speaks version 1", e.Message);
    }

    [Theory]
    [InlineData("auth_timeout")]
    [InlineData("auth_timeout_ms")]
    public async Task An_upgrade_that_takes_too_long_is_given_up(string key)
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client =
            QuestDbClient.Connect($"ws::addr={server.Address};connect_timeout=60000;failover=off;{key}=200;");
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await client.ExecuteAsync("SELECT 1"));
        Assert.Equal(ErrorCode.ConnectFailed, e.Code);
        Assert.Contains("within 200 ms", e.Message);
    }

    private static ScriptedServer Refusing(List<string> seen, Func<ScriptedRequest, string> what) =>
        ScriptedServer.Start(async connection =>
        {
            ScriptedRequest request = await connection.ReadRequestAsync();
            lock (seen) seen.Add(what(request));
            await connection.RespondAsync("401 Unauthorized", ["Content-Length: 0"]);
        });

    private static async Task TryBothAsync(QuestDbClient client)
    {
        await Assert.ThrowsAsync<QuestDbException>(async () => await client.ExecuteAsync("SELECT 1"));
        Assert.Throws<QuestDbException>(() => client.Write<Ingest.Tick>(Ingest.Tick.Range(0, 1)));
    }
}
