using static QuestDb.Configuration.KeyKinds;

namespace QuestDb.Configuration;

/// <content>Where to connect, as whom, and whom to trust.</content>
internal static partial class ConnectStringKeys
{
    private static IEnumerable<ConnectStringKey> Server() =>
    [
        new("addr", KeySection.Server, "required", "`host`, `host:port`, `[ipv6]:port`; several with commas, or the key again", "where to connect; the port is 9000 by default. One address may not be given twice", null),
        Free("username", KeySection.Server, "none", "text without a colon", (s, v) => s with { Username = ConfigValue.UserName("username", v) }, "HTTP Basic authentication; goes with the password, excludes `token`"),
        Free("user", KeySection.Server, "none", "text without a colon", (s, v) => s with { Username = ConfigValue.UserName("user", v) }, "the same as `username`"),
        Free("password", KeySection.Server, "none", "text", (s, v) => s with { Password = v }, "the password"),
        Free("pass", KeySection.Server, "none", "text", (s, v) => s with { Password = v }, "the same as `password`"),
        Free("token", KeySection.Server, "none", "ASCII text", (s, v) => s with { Token = ConfigValue.Header("token", v) }, "HTTP Bearer authentication"),
        Free("client_id", KeySection.Server, $"`{new ClientSettings().ClientId}`", "ASCII text", (s, v) => s with { ClientId = ConfigValue.Header("client_id", v) }, "how the client names itself to the server"),
        Free("connect_timeout", KeySection.Server, "the system's", "1 ms and up", (s, v) => s with { ConnectTimeout = ConfigValue.Millis("connect_timeout", v, 1) }, "bound of the TCP connect, for each address"),
        Millis("auth_timeout_ms", KeySection.Server, 1, static s => s.AuthTimeout, static (s, v) => s with { AuthTimeout = v }, "bound of the upgrade, authentication included; `connect_timeout` is added to it"),
        Choice("tls_verify", KeySection.Server, static s => s.TlsVerify, static (s, v) => s with { TlsVerify = v }, "whether the server's certificate and host name are checked; needs `wss`", ("on", true), ("unsafe_off", false)),
        Choice("tls_ca", KeySection.Server, static s => s.TlsTrust, static (s, v) => s with { TlsTrust = v }, "where trusted roots come from; the two `webpki` values mean the system's store here, and a notice says so; needs `wss`",
            ("os_roots", TlsTrust.System), ("webpki_roots", TlsTrust.WebPki), ("webpki_and_os_roots", TlsTrust.WebPki), ("pem_file", TlsTrust.File)) with { Source = KeySource.Rust },
        Free("tls_roots", KeySection.Server, "the system's", "path", (s, v) => s with { TlsRoots = v }, "file of the trusted roots: PEM, also of several certificates, or PKCS#12; excludes `tls_verify=unsafe_off`; needs `wss`"),
        Free("tls_roots_password", KeySection.Server, "none", "text", (s, v) => s with { TlsRootsPassword = v }, "password of a PKCS#12 file in `tls_roots`"),
    ];
}
