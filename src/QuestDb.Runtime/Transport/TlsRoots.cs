using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace QuestDb.Transport;

/// <summary>
/// Reads the file of <c>tls_roots</c>. The content, not the file name, decides the format: PEM with one certificate or a bundle, in
/// UTF-8 or with the byte order mark of another encoding; DER with one certificate; or PKCS#12 with any number. No error shows the
/// password.
/// </summary>
internal static class TlsRoots
{
    private const uint JavaKeyStoreMagic = 0xFEEDFEED;
    private const byte DerSequence = 0x30;

    /// <summary>This is more than any list of public authorities has.</summary>
    private const int MaxCertificates = 10_000;

    /// <summary>The code that .NET reports on every system when the password of a PKCS#12 file is wrong.</summary>
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

        string text = TextOf(content);
        X509Certificate2Collection roots = text.Contains("-----BEGIN ", StringComparison.Ordinal) ? FromPem(path, text, password)
            : content.Length == 0 ? throw Wrong(path, "is empty.")
            : content[0] != DerSequence ? throw Wrong(path, "is neither PEM, DER nor PKCS#12.")
            : BeginsWithNumber(content) ? FromPkcs12(path, content, password)
            : FromDer(path, content, password);
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
            throw Wrong(path, Directory.Exists(path) ? "is a folder: name a file in it." : $"can't be read: {e.Message}", e);
        }
    }

    /// <summary>The content as text, as its byte order mark says: editors and shells of Windows write one.</summary>
    private static string TextOf(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// Whether a number is first in a DER sequence, which is longer than 127 bytes: the version of a PKCS#12 file. In a certificate
    /// another sequence is.
    /// </summary>
    private static bool BeginsWithNumber(byte[] content)
    {
        const byte Number = 0x02;
        int first = content.Length < 2 ? 0 : 2 + (content[1] & 0x7F);
        return first < content.Length && content[first] == Number;
    }

    private static X509Certificate2Collection FromDer(string path, byte[] content, string? password)
    {
        if (password is not null) throw Wrong(path, "is DER, which has no password: remove \"tls_roots_password\".");
        try
        {
            return [X509CertificateLoader.LoadCertificate(content)];
        }
        catch (CryptographicException e)
        {
            throw Wrong(path, $"has a certificate that can't be read: {e.Message}", e);
        }
    }

    private static X509Certificate2Collection FromPem(string path, string text, string? password)
    {
        if (password is not null) throw Wrong(path, "is PEM, which has no password: remove \"tls_roots_password\".");
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPem(text);
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
