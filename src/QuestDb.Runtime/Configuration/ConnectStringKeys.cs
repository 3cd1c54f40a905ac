namespace QuestDb.Configuration;

/// <summary>Every key of the connect string: those of QuestDB's reference, so that one string serves every language, and the pool's second spelling.</summary>
internal static partial class ConnectStringKeys
{
    private const string Off = "off";

    public static IReadOnlyDictionary<string, ConnectStringKey> All { get; } =
        new[] { Server(), Writing(), Store(), Delivery(), Queries(), Pools(), Hints() }.SelectMany(static keys => keys).ToDictionary(static key => key.Name);

    private static IEnumerable<ConnectStringKey> Hints() =>
    [
        KeyKinds.Hint("init_buf_size", "sizing hint of clients that buffer rows as text"),
        KeyKinds.Hint("max_buf_size", "sizing hint of clients that buffer rows as text"),
        KeyKinds.Hint("max_name_len", "names have the protocol's limit of 127 bytes"),
        KeyKinds.Hint("max_datagram_size", "QWP over UDP is not spoken"),
        KeyKinds.Hint("connection_listener_inbox_capacity", "events have one inbox, sized by `error_inbox_capacity`"),
    ];
}
