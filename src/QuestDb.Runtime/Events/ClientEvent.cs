namespace QuestDb;

/// <summary>What happened to the delivery of rows.</summary>
public enum ClientEventKind
{
    /// <summary>A connection for ingest was opened.</summary>
    Connected,
    /// <summary>An attempt to open one failed; others follow unless the error is final.</summary>
    ConnectFailed,
    /// <summary>The connection was lost; the client reconnects and sends again what is unacknowledged.</summary>
    Disconnected,
    /// <summary>After a reconnect, frames that had been sent before are sent again; after a start with <c>sf_dir</c>, those that an earlier client left, sent or not.</summary>
    Replayed,
    /// <summary>The server rejected a frame; the message of the error says what follows.</summary>
    Rejected,
    /// <summary>Delivery has stopped for good; later writes fail with the same error.</summary>
    Stopped,
    /// <summary>The connection that was opened just before is to another endpoint than the last one.</summary>
    FailedOver,
    /// <summary>A rejected frame was put into quarantine and delivery goes on behind it; <see cref="ClientEvent.Error"/> says why.</summary>
    Quarantined,
    /// <summary>Progress: frames were acknowledged and have left the queue. Many acks may be told as one.</summary>
    Acked,
    /// <summary>
    /// The queue is empty: everything published so far is acknowledged. Told after <see cref="Acked"/>, and not each time when it
    /// happens often. With <see cref="ClientEvent.Slot"/>: a slot that an earlier client left has been delivered.
    /// </summary>
    Drained,
    /// <summary>A setting means something else here than in another client; see <see cref="ClientEvent.Message"/>. Told once.</summary>
    Notice,
    /// <summary>The store on disk failed, or a slot had broken bytes at its end that were cut; the error says what it means for the rows.</summary>
    StoreFailed,
    /// <summary>A slot can't be replayed and was renamed; writing goes on in a new one. The error says why, and where the rows are kept.</summary>
    SlotSetAside,
    /// <summary>A slot that an earlier client left can't be delivered and was marked <c>.failed</c>; the error says why.</summary>
    DrainFailed,
}

/// <summary>One event of delivery, given to <see cref="QuestDbOptions.EventListener"/> in the order of happening.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Endpoint">The server as <c>host:port</c>; empty for a notice and for what concerns a slot.</param>
/// <param name="FirstFsn">First frame concerned, or -1.</param>
/// <param name="LastFsn">Last frame concerned, inclusive, or -1.</param>
/// <param name="Error">The error, or null.</param>
public sealed record ClientEvent(ClientEventKind Kind, string Endpoint, long FirstFsn = -1, long LastFsn = -1, QuestDbException? Error = null)
{
    /// <summary>Which sender of the client it is about, each having frames and numbers of its own; null when none is.</summary>
    public string? Sender { get; init; }

    /// <summary>For <see cref="ClientEventKind.FailedOver"/>: the endpoint before, as <c>host:port</c>.</summary>
    public string? PreviousEndpoint { get; init; }

    /// <summary>What a <see cref="ClientEventKind.Notice"/> says, else null.</summary>
    public string? Message { get; init; }

    /// <summary>The slot directory concerned, or null.</summary>
    public string? Slot { get; init; }
}
