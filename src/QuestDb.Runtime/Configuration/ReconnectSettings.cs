using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>How senders connect, and connect again.</summary>
internal sealed record ReconnectSettings
{
    /// <summary>What a failed first connection means.</summary>
    public InitialConnectRetry First { get; init; }

    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMilliseconds(5_000);

    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMilliseconds(300_000);

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<ReconnectSettings>(KeySection.Delivery, static s => s.Reconnect, static (s, r) => s with { Reconnect = r });
        return
        [
            keys.Choice("initial_connect_retry", static r => r.First, static (r, v) => r with { First = v },
                "when the first connection fails: the write fails; the write waits while attempts go on; the write is queued and attempts "
                + "go on. `on` is the default when a `reconnect_` key is given",
                ("off", InitialConnectRetry.Off), ("false", InitialConnectRetry.Off),
                ("on", InitialConnectRetry.On), ("sync", InitialConnectRetry.On), ("true", InitialConnectRetry.On),
                ("async", InitialConnectRetry.Async)),
            keys.Millis("reconnect_initial_backoff_millis", 1, static r => r.InitialBackoff, static (r, v) => r with { InitialBackoff = v },
                "first pause between rounds of attempts; it doubles, with jitter"),
            keys.Millis("reconnect_max_backoff_millis", 1, static r => r.MaxBackoff, static (r, v) => r with { MaxBackoff = v },
                "where the pause stops doubling"),
            keys.Millis("reconnect_max_duration_millis", 1, static r => r.MaxDuration, static (r, v) => r with { MaxDuration = v },
                "how long the first connection is tried with `initial_connect_retry=on`; a connection that was lost is tried without end"),
        ];
    }
}
