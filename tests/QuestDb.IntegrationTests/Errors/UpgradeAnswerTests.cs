using System.Text;
using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.Errors;

/// <summary>What stands in between, a proxy or a gateway, answers the upgrade in place of QuestDB: the error says what came.</summary>
[Trait("Category", "Integration")]
public sealed class UpgradeAnswerTests
{
    [Fact]
    public Task A_redirect_says_where_to() => ExpectAsync(
        "301 Moved Permanently\r\nLocation: https://db.example/write/v4\r\nServer: nginx/1.27", ErrorCode.ProtocolUnsupported,
        "HTTP 301 from nginx/1.27", "redirect to https://db.example/write/v4, which is not followed", "schema wss");

    [Fact]
    public Task A_proxy_that_wants_credentials_is_told() => ExpectAsync(
        "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"office\"\r\nVia: 1.1 squid", ErrorCode.ProtocolUnsupported,
        "HTTP 407 by way of 1.1 squid", "wants credentials: Basic realm=\"office\"", "\"addr\" must be the server itself");

    [Fact]
    public Task Too_many_requests_are_passing() => ExpectAsync(
        "429 Too Many Requests\r\nRetry-After: 30", ErrorCode.ConnectFailed, "HTTP 429", "no more connections now, and asks to wait 30 s");

    [Theory]
    [InlineData("502 Bad Gateway")]
    [InlineData("504 Gateway Timeout")]
    public Task A_gateway_without_its_server_is_passing(string status) =>
        ExpectAsync(status, ErrorCode.ConnectFailed, "HTTP " + status[..3], "gateway");

    [Theory]
    [InlineData("408 Request Timeout", "could not handle the request")]
    [InlineData("500 Internal Server Error", "could not handle the request")]
    [InlineData("503 Service Unavailable", "is not available")]
    public Task A_server_in_trouble_is_passing(string status, string text) =>
        ExpectAsync(status, ErrorCode.ConnectFailed, "HTTP " + status[..3], text);

    [Fact]
    public Task A_wrong_accept_key_is_no_missing_protocol() => ExpectAsync(
        "101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: c29tZXRoaW5nIGVsc2U=",
        ErrorCode.ProtocolUnsupported, "HTTP 101", "Sec-WebSocket-Accept", "a proxy before it changes the answer");

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    public async Task What_is_passing_is_tried_again_by_a_client_that_retries(int status)
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.UpgradeStatus(status).OnIngest().Times(2));
        await using QuestDbClient db =
            QuestDbClient.Connect(server.ConnectString + "initial_connect_retry=on;reconnect_initial_backoff_millis=1;");
        await db.Write<Pulse>(Pulse.Make(0, 5)).AcceptedAsync();
        Assert.Equal(5, server.RowCount("ticks"));
    }

    private static async Task ExpectAsync(string answer, ErrorCode code, params string[] texts)
    {
        await using var server = new RawServer(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n"));
        await using QuestDbClient db = QuestDbClient.Connect($"ws::addr=127.0.0.1:{server.Port};");
        QuestDbException write = Assert.Throws<QuestDbException>(() => db.Write<Pulse>(Pulse.Make(0, 1)));
        QuestDbException query = await Assert.ThrowsAsync<QuestDbException>(() => db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
        foreach (QuestDbException e in new[] { write, query })
        {
            Assert.Equal(code, e.Code);
            Assert.All(texts, text => Assert.Contains(text, e.Message));
            Assert.DoesNotContain("it is not QuestDB, or a version without QWP", e.Message);
        }
    }
}
