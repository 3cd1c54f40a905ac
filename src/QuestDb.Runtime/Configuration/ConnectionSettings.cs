using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>How a connection is opened, whatever it is for.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>The version of QWP that this client speaks.</summary>
    public const int HighestVersion = 1;

    public string ClientId { get; init; } = $"dotnet-questdb/{ClientVersion.Text}";

    /// <summary>Bound of the TCP connect; null leaves it to the operating system.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>The highest version of QWP that a server may choose.</summary>
    public int MaxVersion { get; init; } = HighestVersion;

    public TimeSpan AuthTimeout { get; init; } = TimeSpan.FromMilliseconds(15_000);

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<ConnectionSettings>(
            KeySection.Server, static s => s.Connection, static (s, c) => s with { Connection = c });
        return
        [
            new("addr", KeySection.Server, "required", "`host`, `host:port`, `[ipv6]:port`; several with commas, or the key again",
                "where to connect; the port is 9000 by default. One address may not be given twice",
                static (s, v) => s with { Endpoints = ConnectStringAddresses.Add(s.Endpoints, v) }) { Repeats = true },
            keys.Of("client_id", "`dotnet-questdb/` and the version", "ASCII text", static v => v.Header(),
                static (c, v) => c with { ClientId = v }, "how the client names itself to the server"),
            keys.Of("connect_timeout", "the system's", "1 ms and up", static v => v.Millis(1),
                static (c, v) => c with { ConnectTimeout = v }, "bound of the TCP connect, for each address"),
            keys.Millis("auth_timeout_ms", 1, static c => c.AuthTimeout, static (c, v) => c with { AuthTimeout = v },
                "bound of the upgrade, authentication included; `connect_timeout` is added to it") with
            {
                Aliases = [new("auth_timeout", "the same as `auth_timeout_ms`", KeySource.Rust)],
            },
            keys.Of("max_version", "1", "1", static v => v.Integer(1, HighestVersion), static (c, v) => c with { MaxVersion = v },
                "the highest version of QWP that a server may choose; there is only one so far") with { Source = KeySource.Rust },
        ];
    }
}
