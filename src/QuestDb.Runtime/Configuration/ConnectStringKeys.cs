namespace QuestDb.Configuration;

/// <summary>
/// Every key of QuestDB's connect string reference. A key that is only a hint for other kinds of client is understood and has
/// no effect; one whose feature this version lacks is refused, because ignoring it would break what the user asked for.
/// </summary>
internal static class ConnectStringKeys
{
    private const string Off = "off";
    private const string Disk = "rows are queued in memory only";
    private const string Policies = "the policies of rejected frames are fixed";
    private const string Failover = "a query runs on one endpoint";
    private const string Durable = "durable acks are not tracked";
    private const string Pool = "connections are opened when they are needed and kept";

    public static IReadOnlyDictionary<string, ConnectStringKey> All { get; } = Keys().ToDictionary(static key => key.Name);

    private static IEnumerable<ConnectStringKey> Keys() =>
    [
        new("addr", null),
        new("username", (s, v) => s with { Username = ConfigValue.UserName("username", v) }),
        new("user", (s, v) => s with { Username = ConfigValue.UserName("user", v) }),
        new("password", (s, v) => s with { Password = v }),
        new("pass", (s, v) => s with { Password = v }),
        new("token", (s, v) => s with { Token = ConfigValue.Header("token", v) }),
        new("client_id", (s, v) => s with { ClientId = ConfigValue.Header("client_id", v) }),
        new("auth_timeout_ms", (s, v) => s with { AuthTimeout = ConfigValue.Millis("auth_timeout_ms", v, 1) }),
        new("connect_timeout", (s, v) => s with { ConnectTimeout = ConfigValue.Millis("connect_timeout", v, 1) }),
        new("tls_verify", (s, v) => s with { TlsVerify = ConfigValue.Choice("tls_verify", v, ("on", true), ("unsafe_off", false)) }),
        new("tls_roots", (s, v) => s with { TlsRoots = v }),
        new("tls_roots_password", (s, v) => s with { TlsRootsPassword = v }),
        new("sf_max_segment_bytes", (s, v) => s with { SegmentBytes = (int)ConfigValue.Size("sf_max_segment_bytes", v, 64 * 1024, 1L << 30) }),
        new("sf_max_bytes", (s, v) => s with { SegmentBytes = (int)ConfigValue.Size("sf_max_bytes", v, 64 * 1024, 1L << 30) }),
        new("sf_max_total_bytes", (s, v) => s with { MaxQueueBytes = ConfigValue.Size("sf_max_total_bytes", v, 64 * 1024, 1L << 40) }),
        new("sf_append_deadline_millis", (s, v) => s with { AppendDeadline = ConfigValue.Millis("sf_append_deadline_millis", v, 0) }),
        new("reconnect_initial_backoff_millis", (s, v) => s with { ReconnectInitialBackoff = ConfigValue.Millis("reconnect_initial_backoff_millis", v, 1) }),
        new("reconnect_max_backoff_millis", (s, v) => s with { ReconnectMaxBackoff = ConfigValue.Millis("reconnect_max_backoff_millis", v, 1) }),
        new("reconnect_max_duration_millis", (s, v) => s with { ReconnectMaxDuration = ConfigValue.Millis("reconnect_max_duration_millis", v, 1) }),
        new("initial_connect_retry", (s, v) => s with { InitialConnectRetry = RetryMode(v) }),
        new("max_frame_rejections", (s, v) => s with { MaxFrameRejections = ConfigValue.Integer("max_frame_rejections", v, 1, int.MaxValue) }),
        new("close_flush_timeout_millis", (s, v) => s with { CloseFlushTimeout = ConfigValue.Millis("close_flush_timeout_millis", v, -1) }),
        new("auto_flush", (s, v) => s with { AutoFlush = ConfigValue.Choice("auto_flush", v, ("on", true), ("off", false)) }),
        new("auto_flush_rows", (s, v) => AutoFlushRows(s, v)),
        new("auto_flush_bytes", (s, v) => s with { RowBufferBytes = v == Off ? null : ConfigValue.Size("auto_flush_bytes", v, 1, 1L << 30) }),
        new("auto_flush_interval", (s, v) => AutoFlushInterval(s, v)),
        new("initial_credit", (s, v) => s with { InitialCredit = ConfigValue.Size("initial_credit", v, 0, long.MaxValue) }),
        new("max_batch_rows", (s, v) => s with { MaxBatchRows = ConfigValue.Integer("max_batch_rows", v, 1, 1_048_576) }),
        new("compression", (s, v) => s with { Compression = ConfigValue.Choice<string?>("compression", v, ("raw", null), ("zstd", "zstd"), ("auto", "zstd, raw")) }),
        new("compression_level", (s, v) => s with { CompressionLevel = ConfigValue.Integer("compression_level", v, 1, 22) }),
        new("buffer_pool_size", (s, v) => s with { BufferPoolSize = ConfigValue.Integer("buffer_pool_size", v, 1, 1024) }),
        new("query_close_timeout_ms", (s, v) => s with { QueryCloseTimeout = ConfigValue.Millis("query_close_timeout_ms", v, 1) }),
        new("sender_pool_max", (s, v) => s with { MaxSenders = ConfigValue.Integer("sender_pool_max", v, 1, 10_000) }),
        new("query_pool_max", (s, v) => s with { MaxQueryConnections = ConfigValue.Integer("query_pool_max", v, 1, 10_000) }),
        new("error_inbox_capacity", (s, v) => s with { EventInboxCapacity = ConfigValue.Integer("error_inbox_capacity", v, 16, 1_000_000) }),

        // Sizing hints of clients that buffer rows as text.
        new("init_buf_size", null),
        new("max_buf_size", null),

        .. Refused(Disk, "sf_dir", "sender_id", "sf_durability", "sf_sync_interval_millis", "drain_orphans", "max_background_drainers"),
        .. Refused(Policies, "on_server_error", "on_schema_error", "on_parse_error", "on_internal_error", "on_security_error", "on_write_error", "poison_min_escalation_window_millis", "catch_up_cap_gap_min_escalation_window_millis"),
        .. Refused(Failover, "target", "zone", "failover", "failover_max_attempts", "failover_backoff_initial_ms", "failover_backoff_max_ms", "failover_max_duration_ms"),
        .. Refused(Durable, "request_durable_ack", "durable_ack_keepalive_interval_millis"),
        .. Refused(Pool, "sender_pool_min", "query_pool_min", "acquire_timeout_ms", "idle_timeout_ms", "max_lifetime_ms", "housekeeper_interval_ms", "lazy_connect", "pool_size", "pool_max", "pool_idle_timeout_ms", "pool_reap"),
        .. Refused("names have the protocol's limit of 127 bytes", "max_name_len"),
        .. Refused("a flush is published as a whole", "transaction"),
        .. Refused("events have one inbox, sized by error_inbox_capacity", "connection_listener_inbox_capacity"),
        .. Refused("trust comes from the system or from tls_roots", "tls_ca"),
        .. Refused("QWP over UDP is not spoken", "max_datagram_size"),
    ];

    private static IEnumerable<ConnectStringKey> Refused(string reason, params string[] names) => names.Select(name => new ConnectStringKey(name, null, reason));

    /// <summary>Also the limit of the single rows that Write gathers, which must leave some time: there off means the default.</summary>
    private static ClientSettings AutoFlushRows(ClientSettings settings, string value)
    {
        if (value == Off) return settings with { RowBufferRows = null };
        int rows = ConfigValue.Integer("auto_flush_rows", value, 1, 1_000_000);
        return settings with { AutoFlushRows = rows, RowBufferRows = rows };
    }

    private static ClientSettings AutoFlushInterval(ClientSettings settings, string value)
    {
        if (value == Off) return settings with { RowBufferInterval = null };
        TimeSpan interval = ConfigValue.Millis("auto_flush_interval", value, 1);
        return settings with { AutoFlushInterval = interval, RowBufferInterval = interval };
    }

    private static InitialConnectRetry RetryMode(string value) => ConfigValue.Choice("initial_connect_retry", value,
        ("off", InitialConnectRetry.Off), ("false", InitialConnectRetry.Off),
        ("on", InitialConnectRetry.On), ("sync", InitialConnectRetry.On), ("true", InitialConnectRetry.On),
        ("async", InitialConnectRetry.Async));
}
