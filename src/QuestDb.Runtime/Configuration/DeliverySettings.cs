using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>Acks of delivered frames, closing, and the events that tell of both.</summary>
internal sealed record DeliverySettings
{
    /// <summary>Whether a frame stays queued until the server says that it is in the object store.</summary>
    public bool RequestDurableAck { get; init; }

    /// <summary>Time between pings while durable acks are awaited; zero sends none.</summary>
    public TimeSpan DurableAckKeepAlive { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan CloseFlushTimeout { get; init; } = TimeSpan.FromMilliseconds(60_000);

    public int EventInboxCapacity { get; init; } = 256;

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<DeliverySettings>(KeySection.Delivery, static s => s.Delivery, static (s, d) => s with { Delivery = d });
        return
        [
            keys.Switch("request_durable_ack", static d => d.RequestDurableAck, static (d, v) => d with { RequestDurableAck = v },
                "whether rows stay queued until the server has them in the object store (QuestDB Enterprise)"),
            keys.Of("durable_ack_keepalive_interval_millis", "200", "any; 0 and below send none",
                static v => TimeSpan.FromMilliseconds(Math.Max(0, v.Integer(int.MinValue, int.MaxValue))),
                static (d, v) => d with { DurableAckKeepAlive = v }, "milliseconds between pings while durable acks are awaited"),
            keys.Millis("close_flush_timeout_millis", -1,
                static d => d.CloseFlushTimeout, static (d, v) => d with { CloseFlushTimeout = v },
                "how long disposing waits for acks; 0 and -1 do not wait"),
            keys.Integer("error_inbox_capacity", 16, 1_000_000,
                static d => d.EventInboxCapacity, static (d, v) => d with { EventInboxCapacity = v },
                "events that wait for a slow listener"),
        ];
    }
}
