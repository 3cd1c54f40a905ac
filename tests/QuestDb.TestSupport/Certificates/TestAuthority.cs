using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QuestDb.TestSupport.Certificates;

/// <summary>A certificate authority that lives as long as a test.</summary>
public sealed class TestAuthority : IDisposable
{
    private static int s_made;

    private readonly X509Certificate2 _withKey;

    private TestAuthority(X509Certificate2 withKey)
    {
        _withKey = withKey;
        Certificate = X509CertificateLoader.LoadCertificate(withKey.RawData);
    }

    /// <summary>The certificate of the authority itself, without its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificate as PEM.</summary>
    public string Pem => Certificate.ExportCertificatePem() + "\n";

    /// <summary>Makes an authority that nobody else has signed.</summary>
    public static TestAuthority Create()
    {
        using ECDsa key = NewKey();
        return new TestAuthority(AuthorityRequest(key).CreateSelfSigned(Yesterday.AddYears(-1), Tomorrow.AddYears(1)));
    }

    /// <summary>Makes an authority below this one.</summary>
    public TestAuthority CreateIntermediate()
    {
        using ECDsa key = NewKey();
        using X509Certificate2 signed = AuthorityRequest(key)
            .Create(_withKey, Yesterday.AddMonths(-6), Tomorrow.AddMonths(6), SerialNumber());
        return new TestAuthority(signed.CopyWithPrivateKey(key));
    }

    /// <summary>Makes the certificate of a server, with its key.</summary>
    /// <param name="host">The one name or address that it is good for.</param>
    /// <param name="expired">Whether its time is over.</param>
    public X509Certificate2 Issue(string host, bool expired = false)
    {
        using ECDsa key = NewKey();
        var request = new CertificateRequest("CN=test server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out IPAddress? address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        using X509Certificate2 signed = request.Create(_withKey, Yesterday.AddDays(-7), expired ? Yesterday : Tomorrow, SerialNumber());
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        // A server on Windows can't use a key that was never in a file.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The certificate in a PKCS#12 file.</summary>
    public byte[] Pkcs12(string? password) => Certificate.Export(X509ContentType.Pkcs12, password)!;

    public void Dispose()
    {
        _withKey.Dispose();
        Certificate.Dispose();
    }

    private static DateTimeOffset Yesterday => DateTimeOffset.UtcNow.AddDays(-1);

    private static DateTimeOffset Tomorrow => DateTimeOffset.UtcNow.AddDays(1);

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static byte[] SerialNumber() => RandomNumberGenerator.GetBytes(8);

    private static CertificateRequest AuthorityRequest(ECDsa key)
    {
        var request = new CertificateRequest($"CN=test authority {Interlocked.Increment(ref s_made)}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
            critical: true));
        return request;
    }
}
