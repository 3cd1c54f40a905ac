using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace QuestDb.Transport;

/// <summary>
/// Reads the file of <c>tls_roots</c>. Its content tells the form, whatever it is called: PEM with one certificate or a bundle, or
/// PKCS#12 with any. No error shows the password.
/// </summary>
internal static class TlsRoots
{
    private const uint JavaKeyStoreMagic = 0xFEEDFEED;
    private const byte DerSequence = 0x30;

    /// <summary>More than any list of public authorities has.</summary>
    private const int MaxCertificates = 10_000;

    /// <summary>What .NET reports on every system where a PKCS#12 file does not open with the password given.</summary>
    private const int InvalidPassword = unchecked((int)0x80070056);

    public static X509Certificate2Collection Load(string path, string? password)
    {
        byte[] content = Read(path);
        if (content.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32BigEndian(content) == JavaKeyStoreMagic)
        {
            throw Wrong(path,
                "is a Java keystore (JKS), which only Java reads. Convert it with \"keytool -importkeystore "
                + "-deststoretype PKCS12\", or export its certificates as PEM.");
        }

        X509Certificate2Collection roots = content.AsSpan().IndexOf("-----BEGIN "u8) >= 0 ? FromPem(path, content, password)
            : content.Length > 0 && content[0] == DerSequence ? FromPkcs12(path, content, password)
            : throw Wrong(path, content.Length == 0 ? "is empty." : "is neither PEM nor PKCS#12.");
        return roots.Count > 0 ? roots : throw Wrong(path, "has no certificate in it.");
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Wrong(path, "does not exist.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, $"can't be read: {e.Message}", e);
        }
    }

    private static X509Certificate2Collection FromPem(string path, byte[] content, string? password)
    {
        if (password is not null) throw Wrong(path, "is PEM, which has no password: remove \"tls_roots_password\".");
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPem(Encoding.UTF8.GetString(content));
        }
        catch (CryptographicException e)
        {
            throw Wrong(path, $"has a certificate that can't be read: {e.Message}", e);
        }

        return roots;
    }

    private static X509Certificate2Collection FromPkcs12(string path, byte[] content, string? password)
    {
        try
        {
            var limits = new Pkcs12LoaderLimits { IgnorePrivateKeys = true, MaxCertificates = MaxCertificates };
            return X509CertificateLoader.LoadPkcs12Collection(content, password, X509KeyStorageFlags.DefaultKeySet, limits);
        }
        catch (CryptographicException e) when (e.HResult == InvalidPassword)
        {
            throw Wrong(path,
                password is null ? "has a password: give it by \"tls_roots_password\"." : "does not open with \"tls_roots_password\".", e);
        }
        catch (CryptographicException e)
        {
            throw Wrong(path, $"can't be read as PKCS#12: {e.Message}", e);
        }
    }

    private static QuestDbException Wrong(string path, string what, Exception? cause = null) =>
        new(ErrorCode.InvalidConfiguration, $"Invalid connect string: \"tls_roots\" names the file {path}, which {what}", cause);
}
