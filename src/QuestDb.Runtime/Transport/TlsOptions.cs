using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QuestDb.Configuration;

namespace QuestDb.Transport;

/// <summary>What certificates are trusted: the system's, those of <c>tls_roots</c>, or, on demand, any.</summary>
internal static class TlsOptions
{
    public static SslClientAuthenticationOptions Of(ClientSettings settings)
    {
        var options = new SslClientAuthenticationOptions();
        if (!settings.Tls) return options;
        if (!settings.TlsVerify)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }
        else if (settings.TlsRoots is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(LoadRoots(settings));
            options.CertificateChainPolicy = policy;
        }

        return options;
    }

    private static X509Certificate2Collection LoadRoots(ClientSettings settings)
    {
        string path = settings.TlsRoots!;
        try
        {
            var roots = new X509Certificate2Collection();
            if (settings.TlsRootsPassword is not null) roots.AddRange(X509CertificateLoader.LoadPkcs12CollectionFromFile(path, settings.TlsRootsPassword));
            else roots.ImportFromPemFile(path);
            if (roots.Count == 0) throw ConnectString.Invalid($"\"tls_roots\" names the file {path}, which has no certificate in PEM form.");
            return roots;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new QuestDbException(ErrorCode.InvalidConfiguration, $"\"tls_roots\" names the file {path}, which can't be read: {e.Message}", e);
        }
    }
}
