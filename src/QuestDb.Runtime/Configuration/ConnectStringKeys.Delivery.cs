using static QuestDb.Configuration.KeyKinds;

namespace QuestDb.Configuration;

/// <content>Connections for ingest, rejections, acks and closing.</content>
internal static partial class ConnectStringKeys
{
    private static IEnumerable<ConnectStringKey> Delivery() =>
    [
        Choice("initial_connect_retry", KeySection.Delivery, static s => s.InitialConnectRetry, static (s, v) => s with { InitialConnectRetry = v },
            "when the first connection fails: the write fails; the write waits while attempts go on; the write is queued and attempts go on. `on` is the default when a `reconnect_` key is given",
            ("off", InitialConnectRetry.Off), ("false", InitialConnectRetry.Off), ("on", InitialConnectRetry.On), ("sync", InitialConnectRetry.On), ("true", InitialConnectRetry.On), ("async", InitialConnectRetry.Async)),
        Millis("reconnect_initial_backoff_millis", KeySection.Delivery, 1, static s => s.ReconnectInitialBackoff, static (s, v) => s with { ReconnectInitialBackoff = v }, "first pause between rounds of attempts; it doubles, with jitter"),
        Millis("reconnect_max_backoff_millis", KeySection.Delivery, 1, static s => s.ReconnectMaxBackoff, static (s, v) => s with { ReconnectMaxBackoff = v }, "where the pause stops doubling"),
        Millis("reconnect_max_duration_millis", KeySection.Delivery, 1, static s => s.ReconnectMaxDuration, static (s, v) => s with { ReconnectMaxDuration = v }, "how long the first connection is tried with `initial_connect_retry=on`; a connection that was lost is tried without end"),
        Action("on_server_error", static (s, v) => s with { OnServerError = v }, "what follows when the server rejects a frame, where no key below says otherwise"),
        Action("on_schema_error", static (s, v) => s with { OnSchemaError = v }, "the same for SCHEMA_MISMATCH; `auto` is `terminal`"),
        Action("on_parse_error", static (s, v) => s with { OnParseError = v }, "the same for PARSE_ERROR; `auto` is `terminal`"),
        Action("on_internal_error", static (s, v) => s with { OnInternalError = v }, "the same for INTERNAL_ERROR; `auto` is `retriable`"),
        Action("on_security_error", static (s, v) => s with { OnSecurityError = v }, "the same for SECURITY_ERROR; `auto` is `terminal`"),
        Action("on_write_error", static (s, v) => s with { OnWriteError = v }, "the same for WRITE_ERROR; `auto` is `retriable`"),
        Integer("max_frame_rejections", KeySection.Delivery, 1, int.MaxValue, static s => s.MaxFrameRejections, static (s, v) => s with { MaxFrameRejections = v }, "how often one frame may be rejected with a passing error, without any ack between, before that is final"),
        Millis("poison_min_escalation_window_millis", KeySection.Delivery, 0, static s => s.PoisonWindow, static (s, v) => s with { PoisonWindow = v }, "the least time over which those rejections must be spread"),
        Millis("catch_up_cap_gap_min_escalation_window_millis", KeySection.Delivery, 0, static s => s.CatchUpCapGapWindow, static (s, v) => s with { CatchUpCapGapWindow = v }, "how long servers are tried whose frame limit is too small for an entry of the symbol dictionary"),
        Switch("request_durable_ack", KeySection.Delivery, static s => s.RequestDurableAck, static (s, v) => s with { RequestDurableAck = v }, "whether rows stay queued until the server has them in the object store (QuestDB Enterprise)"),
        Free("durable_ack_keepalive_interval_millis", KeySection.Delivery, "200", "any; 0 and below send none", static (s, v) => s with { DurableAckKeepAlive = TimeSpan.FromMilliseconds(Math.Max(0, ConfigValue.Integer("durable_ack_keepalive_interval_millis", v, int.MinValue, int.MaxValue))) }, "milliseconds between pings while durable acks are awaited"),
        Millis("close_flush_timeout_millis", KeySection.Delivery, -1, static s => s.CloseFlushTimeout, static (s, v) => s with { CloseFlushTimeout = v }, "how long disposing waits for acks; 0 and -1 do not wait"),
        Integer("error_inbox_capacity", KeySection.Delivery, 16, 1_000_000, static s => s.EventInboxCapacity, static (s, v) => s with { EventInboxCapacity = v }, "events that wait for a slow listener"),
    ];

    private static ConnectStringKey Action(string name, Func<ClientSettings, RejectionAction?, ClientSettings> write, string effect) => Choice(name, KeySection.Delivery, static _ => null, write, effect,
        ("auto", (RejectionAction?)null), ("terminal", RejectionAction.Terminal), ("retriable", RejectionAction.Retriable), ("retriable_other", RejectionAction.RetriableOther), ("quarantine", RejectionAction.Quarantine));
}
