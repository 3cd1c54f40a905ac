using System.Security.Cryptography.X509Certificates;
using QuestDb.Testing;
using QuestDb.TestSupport;
using QuestDb.TestSupport.Certificates;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>TLS with a server whose certificate is made for the test: what is trusted is reached, by writes and by queries.</summary>
[Trait("Category", "Integration")]
public sealed class TlsTests : IDisposable
{
    private const string Host = "127.0.0.1";
    private const string Password = "roots-pa55word";

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = TestAuthority.Create();
    private readonly TestAuthority _stranger = TestAuthority.Create();

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_server_whose_authority_is_in_a_pem_file_is_trusted()
    {
        using X509Certificate2 certificate = _authority.Issue(Host);
        await ExpectTrustAsync(certificate, Roots(_authority.Pem));
    }

    [Fact]
    public async Task A_server_whose_authority_is_one_of_a_bundle_is_trusted()
    {
        using X509Certificate2 certificate = _authority.Issue(Host);
        await ExpectTrustAsync(certificate, Roots(_stranger.Pem + _authority.Pem));
    }

    [Fact]
    public async Task A_bundle_may_hold_the_authority_between()
    {
        using TestAuthority between = _authority.CreateIntermediate();
        using X509Certificate2 certificate = between.Issue(Host);
        await ExpectTrustAsync(certificate, Roots(between.Pem + _authority.Pem));
        await ExpectRefusalAsync(certificate, Roots(_authority.Pem), "tls_roots");
    }

    [Fact]
    public async Task A_server_whose_authority_is_in_a_pkcs12_file_is_trusted()
    {
        using X509Certificate2 certificate = _authority.Issue(Host);
        await ExpectTrustAsync(certificate, Roots(_authority.Pkcs12(Password)) + $"tls_roots_password={Password};");
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused()
    {
        using X509Certificate2 certificate = _authority.Issue(Host);
        await ExpectRefusalAsync(certificate, Roots(_stranger.Pem), "tls_roots");
        await ExpectRefusalAsync(certificate, "", "tls_roots");
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        using X509Certificate2 certificate = _authority.Issue("db.example");
        await ExpectRefusalAsync(certificate, Roots(_authority.Pem), "another host");
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        using X509Certificate2 certificate = _authority.Issue(Host, expired: true);
        await ExpectRefusalAsync(certificate, Roots(_authority.Pem), "expired");
    }

    [Fact]
    public async Task Any_certificate_will_do_when_told_so()
    {
        using X509Certificate2 certificate = _stranger.Issue("db.example", expired: true);
        await ExpectTrustAsync(certificate, "tls_verify=unsafe_off;");
    }

    [Fact]
    public async Task A_server_without_tls_is_told()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect("wss" + server.ConnectString[2..]);
        QuestDbException e = Assert.Throws<QuestDbException>(() => db.Write<Pulse>(Pulse.Make(0, 1)));
        Assert.Equal(ErrorCode.ConnectFailed, e.Code);
        Assert.Contains("the schema is ws", e.Message);
    }

    [Theory]
    [InlineData("webpki_roots", 1)]
    [InlineData("webpki_and_os_roots", 1)]
    [InlineData("os_roots", 0)]
    public async Task Roots_that_the_client_does_not_bring_are_those_of_the_system_with_a_notice(string tlsCa, int notices)
    {
        using X509Certificate2 certificate = _stranger.Issue(Host);
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Certificate = certificate });
        var events = new EventLog();
        await using (QuestDbClient db = QuestDbClient.Connect(server.ConnectString + $"tls_ca={tlsCa};",
            new QuestDbOptions { EventListener = events.Add }))
        {
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(ErrorCode.ConnectFailed, Assert.Throws<QuestDbException>(() => db.Write<Pulse>(Pulse.Make(0, 1))).Code);
            }
        }

        Assert.Equal(notices, events.Count(ClientEventKind.Notice));
        Assert.All(events.All.Where(static e => e.Kind == ClientEventKind.Notice),
            static e => Assert.Contains("tls_ca=os_roots", e.Message));
    }

    [Fact]
    public void A_file_that_is_missing_fails_at_once()
    {
        QuestDbException e =
            Assert.Throws<QuestDbException>(() => QuestDbClient.Connect($"wss::addr={Host};tls_roots={_folder["none.pem"]};"));
        Assert.Equal(ErrorCode.InvalidConfiguration, e.Code);
    }

    private string Roots(string pem)
    {
        File.WriteAllText(_folder["roots"], pem);
        return $"tls_roots={_folder["roots"]};";
    }

    private string Roots(byte[] pkcs12)
    {
        File.WriteAllBytes(_folder["roots"], pkcs12);
        return $"tls_roots={_folder["roots"]};";
    }

    private static async Task ExpectTrustAsync(X509Certificate2 certificate, string keys)
    {
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Certificate = certificate });
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + keys);
        await db.CreateTableAsync<Pulse>();
        await db.Write<Pulse>(Pulse.Make(0, 10)).AcceptedAsync();
        Assert.Equal(Pulse.Make(0, 10), await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    private static async Task ExpectRefusalAsync(X509Certificate2 certificate, string keys, string advice)
    {
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Certificate = certificate });
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + keys);
        QuestDbException write = Assert.Throws<QuestDbException>(() => db.Write<Pulse>(Pulse.Make(0, 1)));
        QuestDbException query = await Assert.ThrowsAsync<QuestDbException>(() => db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
        foreach (QuestDbException e in new[] { write, query })
        {
            Assert.Equal(ErrorCode.ConnectFailed, e.Code);
            Assert.StartsWith($"TLS with {Host}:{server.Port} failed", e.Message);
            Assert.Contains(advice, e.Message);
        }

        Assert.Equal(0, server.Stats.IngestConnections + server.Stats.QueryConnections);
    }
}
