using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>
/// Every key of the connect string: those of QuestDB's reference, so that one string serves every language, and those of the Rust client.
/// Each is declared beside the setting that it sets, in a record of this folder.
/// </summary>
internal static class ConnectStringKeys
{
    /// <summary>Every spelling, in the order of the page.</summary>
    public static IReadOnlyDictionary<string, ConnectStringKey> All { get; } = new[]
    {
        ConnectionSettings.Keys(),
        AuthSettings.Keys(),
        TlsSettings.Keys(),
        WritingSettings.Keys(),
        QueueSettings.Keys(),
        StoreSettings.Keys(),
        ReconnectSettings.Keys(),
        RejectionSettings.Keys(),
        DeliverySettings.Keys(),
        QuerySettings.Keys(),
        FailoverSettings.Keys(),
        PoolSettings.Keys(),
        Hints(),
    }.SelectMany(static keys => keys).SelectMany(static key => key.Spellings).ToDictionary(static key => key.Name);

    /// <summary>The spellings of the keys whose values are secrets.</summary>
    public static IReadOnlyList<string> Secrets { get; } = [.. All.Values.Where(static key => key.Secret).Select(static key => key.Name)];

    /// <summary>The keys that are for other kinds of client.</summary>
    private static IEnumerable<ConnectStringKey> Hints() =>
    [
        Hint("init_buf_size", "sizing hint of clients that buffer rows as text"),
        Hint("max_buf_size", "sizing hint of clients that buffer rows as text"),
        Hint("max_name_len", "names have the protocol's limit of 127 bytes"),
        Hint("max_datagram_size", "QWP over UDP is not spoken"),
        Hint("connection_listener_inbox_capacity", "events have one inbox, sized by `error_inbox_capacity`"),
        Fixed("protocol_version", "`auto`, `1`, `2` or `3`: the version of InfluxDB's line protocol, which other clients speak over other "
            + "schemas; that of QWP is agreed with the server", "auto", "1", "2", "3"),
        Fixed("qwp_ws_progress", "`background` only: rows are always delivered in the background", "background"),
    ];

    /// <summary>A key of the Rust client that takes certain values, none of which means anything here.</summary>
    private static ConnectStringKey Fixed(string name, string reason, params string[] values)
    {
        ClientSettings Check(ClientSettings settings, ConfigValue value)
        {
            value.Choice<string>([.. values.Select(static known => (known, known))]);
            return settings;
        }

        return new ConnectStringKey(name, KeySection.Hints, "", "", reason, Check) { Source = KeySource.Rust };
    }

    private static ConnectStringKey Hint(string name, string reason) => new(name, KeySection.Hints, "", "", reason, Apply: null);
}
