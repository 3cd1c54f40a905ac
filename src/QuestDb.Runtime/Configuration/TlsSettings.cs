using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>Whether connections are encrypted, and whom they trust.</summary>
internal sealed record TlsSettings
{
    /// <summary>Whether the schema is <c>wss</c>.</summary>
    public bool Enabled { get; init; }

    public bool Verify { get; init; } = true;

    /// <summary>Where trusted certificates come from (key <c>tls_ca</c>).</summary>
    public TlsTrust Trust { get; init; }

    public string? Roots { get; init; }

    public SecretText? RootsPassword { get; init; }

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<TlsSettings>(KeySection.Server, static s => s.Tls, static (s, t) => s with { Tls = t });
        return
        [
            keys.Choice("tls_verify", static t => t.Verify, static (t, v) => t with { Verify = v },
                "whether the server's certificate and host name are checked; needs `wss`",
                ("on", true), ("unsafe_off", false)),
            keys.Choice("tls_ca", static t => t.Trust, static (t, v) => t with { Trust = v },
                "where trusted roots come from; the two `webpki` values mean the system's store here, and a notice says so; needs `wss`",
                ("os_roots", TlsTrust.System), ("webpki_roots", TlsTrust.WebPki), ("webpki_and_os_roots", TlsTrust.WebPki),
                ("pem_file", TlsTrust.File)) with { Source = KeySource.Rust },
            keys.Text("tls_roots", "the system's", "path", static (t, v) => t with { Roots = v },
                "file of the trusted roots: PEM, also of several certificates, DER or PKCS#12; excludes `tls_verify=unsafe_off`; "
                + "needs `wss`"),
            keys.Secret("tls_roots_password", "text", static v => v.Text, static (t, v) => t with { RootsPassword = v },
                "password of a PKCS#12 file in `tls_roots`"),
        ];
    }
}
