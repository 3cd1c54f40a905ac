using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QuestDb.Configuration;
using QuestDb.Configuration.Values;

namespace QuestDb.Transport;

/// <summary>
/// Which certificates are trusted: those of the system, those of <c>tls_roots</c>, or any if the connect string says so.
/// </summary>
internal static class TlsOptions
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidConfiguration"/>, naming the key and the file.</exception>
    public static SslClientAuthenticationOptions Of(ClientSettings settings)
    {
        var options = new SslClientAuthenticationOptions();
        if (!settings.Tls.Enabled) return options;
        if (!settings.Tls.Verify)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }
        else if (settings.Tls.Roots is { } path)
        {
            X509Certificate2Collection roots = TlsRoots.Load(path, settings.Tls.RootsPassword?.Value);
            var policy =
                new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
            policy.CustomTrustStore.AddRange(roots);
            // The file may hold intermediate authorities, which not every server sends.
            policy.ExtraStore.AddRange(roots);
            options.CertificateChainPolicy = policy;
        }

        return options;
    }

    /// <summary>A copy for one host, whose name its certificate must bear.</summary>
    public static SslClientAuthenticationOptions For(this SslClientAuthenticationOptions options, string host) => new()
    {
        TargetHost = host,
        RemoteCertificateValidationCallback = options.RemoteCertificateValidationCallback,
        CertificateChainPolicy = options.CertificateChainPolicy,
    };

    /// <summary>A notice about a setting that works differently here, or null.</summary>
    public static ClientEvent? Notice(ClientSettings settings) => settings.Tls.Trust != TlsTrust.WebPki || !settings.Tls.Verify
        ? null
        : new ClientEvent(ClientEventKind.Notice, "")
        {
            Message =
                "This client brings no roots of its own: with \"tls_ca\" as it is, it trusts the authorities that the "
                + "system trusts, as with \"tls_ca=os_roots\".",
        };

    /// <summary>Explains a failed TLS handshake to the user.</summary>
    public static string Describe(AuthenticationException e, Endpoint endpoint)
    {
        string advice = e.Message switch
        {
            string m when m.Contains(nameof(SslPolicyErrors.RemoteCertificateNameMismatch), StringComparison.Ordinal) =>
                $" Its certificate is made out to another host: put the name that it bears in \"addr\" in place of {endpoint.Host}.",
            string m when m.Contains(nameof(X509ChainStatusFlags.UntrustedRoot), StringComparison.Ordinal)
                || m.Contains(nameof(X509ChainStatusFlags.PartialChain), StringComparison.Ordinal) =>
                " No authority that is trusted has signed its certificate: name the right one by \"tls_roots\".",
            string m when m.Contains(nameof(X509ChainStatusFlags.NotTimeValid), StringComparison.Ordinal) =>
                " A certificate has expired or is not valid yet: renew it, or correct the clock.",
            _ => " If it has no TLS, the schema is ws.",
        };
        return $"TLS with {endpoint} failed: {e.Message}{advice}";
    }
}
