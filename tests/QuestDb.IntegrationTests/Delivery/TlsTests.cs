using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QuestDb.Testing;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Delivery;

[Trait("Category", "Integration")]
public class TlsTests
{
    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused_unless_told_otherwise()
    {
        using X509Certificate2 certificate = MakeCertificate();
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Certificate = certificate });
        await using QuestDbClient strict = QuestDbClient.Connect(server.ConnectString);
        QuestDbException e = Assert.Throws<QuestDbException>(() => strict.Write<Tick>(Tick.Make(0, 1)));
        Assert.Equal(ErrorCode.ConnectFailed, e.Code);
        Assert.Contains("TLS", e.Message);

        await RoundTripAsync(server, server.ConnectString + "tls_verify=unsafe_off;");
    }

    [Fact]
    public async Task A_root_from_a_pem_file_is_trusted()
    {
        using X509Certificate2 certificate = MakeCertificate();
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, "ca.pem");
        await File.WriteAllTextAsync(path, certificate.ExportCertificatePem());
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Certificate = certificate });

        await RoundTripAsync(server, server.ConnectString + $"tls_roots={path};");
    }

    private static async Task RoundTripAsync(QuestDbTestServer server, string connectString)
    {
        await using QuestDbClient db = QuestDbClient.Connect(connectString);
        await db.CreateTableAsync<Tick>();
        await db.Write<Tick>(Tick.Make(0, 10)).AcceptedAsync();
        Assert.Equal(Tick.Make(0, 10), await db.Query<Tick>("SELECT * FROM ticks").ToArrayAsync());
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=test server", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
