using System.Security.Cryptography.X509Certificates;
using QuestDb.TestSupport;
using QuestDb.TestSupport.Certificates;
using QuestDb.Transport;

namespace QuestDb.Tests.Transport;

/// <summary>The file of <c>tls_roots</c>: its content tells the form, and what is wrong with it is told with its name.</summary>
public sealed class TlsRootsTests : IDisposable
{
    private const string Password = "m4rker-of-a-pa55word";

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _first = TestAuthority.Create();
    private readonly TestAuthority _second = TestAuthority.Create();

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Pem_with_one_certificate_is_read() => ExpectRoots(TlsRoots.Load(Write("ca.pfx", _first.Pem), null), _first);

    [Fact]
    public void Der_with_one_certificate_is_read() =>
        ExpectRoots(TlsRoots.Load(Write("ca.crt", _first.Certificate.RawData), null), _first);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Pem_with_a_byte_order_mark_is_read(string encoding)
    {
        var coding = System.Text.Encoding.GetEncoding(encoding);
        byte[] content = [.. coding.Preamble, .. coding.GetBytes(_first.Pem + _second.Pem)];
        ExpectRoots(TlsRoots.Load(Write("ca.pem", content), null), _first, _second);
    }

    [Fact]
    public void A_damaged_der_file_is_told() =>
        ExpectError(Write("ca.crt", _first.Certificate.RawData[..^9]), null, "can't be read");

    [Fact]
    public void A_password_for_der_is_told() =>
        ExpectError(Write("ca.crt", _first.Certificate.RawData), Password, "is DER, which has no password");

    [Fact]
    public void Pem_with_texts_and_a_key_between_its_certificates_is_read()
    {
        using X509Certificate2 server = _first.Issue("127.0.0.1");
        using var key = server.GetECDsaPrivateKey()!;
        string bundle = "# first\n" + _first.Pem + key.ExportPkcs8PrivateKeyPem() + "\nsubject=second\n" + _second.Pem;

        ExpectRoots(TlsRoots.Load(Write("bundle.crt", bundle), null), _first, _second);
    }

    [Theory]
    [InlineData(Password)]
    [InlineData("")]
    [InlineData(null)]
    public void Pkcs12_is_read_whatever_its_name(string? password) =>
        ExpectRoots(TlsRoots.Load(Write("ca.pem", _first.Pkcs12(password)), password), _first);

    [Fact]
    public void A_missing_file_is_named() => ExpectError(_folder["none.pem"], null, "does not exist");

    [Fact]
    public void A_file_in_a_missing_folder_is_named() => ExpectError(_folder["none/ca.pem"], null, "does not exist");

    [Fact]
    public void A_folder_is_no_file() => ExpectError(_folder.Path, null, "is a folder: name a file in it");

    [Fact]
    public void An_empty_file_is_told() => ExpectError(Write("ca.pem", ""), null, "is empty");

    [Fact]
    public void Another_file_is_told() => ExpectError(Write("ca.pem", "not a certificate"), null, "is neither PEM, DER nor PKCS#12");

    [Fact]
    public void Pem_without_a_certificate_is_told()
    {
        using X509Certificate2 server = _first.Issue("127.0.0.1");
        using var key = server.GetECDsaPrivateKey()!;
        ExpectError(Write("ca.pem", key.ExportPkcs8PrivateKeyPem()), null, "has no certificate in it");
    }

    [Fact]
    public void Pem_with_a_damaged_certificate_is_told() =>
        ExpectError(Write("ca.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"), null,
            "has a certificate that can't be read");

    [Fact]
    public void A_password_for_pem_is_told() => ExpectError(Write("ca.pem", _first.Pem), Password, "is PEM, which has no password");

    [Fact]
    public void A_wrong_password_is_told() =>
        ExpectError(Write("ca.p12", _first.Pkcs12("another")), Password, "does not open with \"tls_roots_password\"");

    [Fact]
    public void A_missing_password_is_told() =>
        ExpectError(Write("ca.p12", _first.Pkcs12(Password)), null, "has a password: give it by \"tls_roots_password\"");

    [Fact]
    public void A_damaged_pkcs12_file_is_told() =>
        ExpectError(Write("ca.p12", _first.Pkcs12(Password)[..100]), Password, "can't be read as PKCS#12");

    [Fact]
    public void A_pkcs12_file_without_a_certificate_is_told() =>
        ExpectError(Write("ca.p12", new X509Certificate2Collection().Export(X509ContentType.Pkcs12, Password)!), Password,
            "has no certificate in it");

    [Fact]
    public void A_java_keystore_is_refused_by_name() =>
        ExpectError(Write("ca.p12", [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2]), Password, "is a Java keystore (JKS)");

    private string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    private string Write(string name, byte[] content)
    {
        File.WriteAllBytes(_folder[name], content);
        return _folder[name];
    }

    private static void ExpectRoots(X509Certificate2Collection roots, params TestAuthority[] authorities) =>
        Assert.Equal(authorities.Select(static a => a.Certificate.Thumbprint).Order(), roots.Select(static r => r.Thumbprint).Order());

    private static void ExpectError(string path, string? password, string what)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => TlsRoots.Load(path, password));
        Assert.Equal(ErrorCode.InvalidConfiguration, e.Code);
        Assert.Contains("\"tls_roots\"", e.Message);
        Assert.Contains(path, e.Message);
        Assert.Contains(what, e.Message);
        Assert.DoesNotContain(Password, e.ToString());
    }
}
