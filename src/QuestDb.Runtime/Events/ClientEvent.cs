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
    /// <summary>
    /// After a reconnect, frames that had been sent before are sent again; after a start with <c>sf_dir</c>, those that
    /// an earlier client left, sent or not.
    /// </summary>
    Replayed,
    /// <summary>The server rejected a frame; the message of the error says what follows.</summary>
    Rejected,
    /// <summary>Delivery has stopped for good; later writes fail with the same error.</summary>
    Stopped,
    /// <summary>The connection that was opened just before is to another endpoint than the last one.</summary>
    FailedOver,
    /// <summary>
    /// A rejected frame was put into quarantine and delivery goes on behind it; <see cref="ClientEvent.Error"/> says why.
    /// </summary>
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
    /// <summary>
    /// The store on disk failed, or a slot had broken bytes at its end that were cut; the error says what it means for the rows.
    /// </summary>
    StoreFailed,
    /// <summary>
    /// A slot can't be replayed and was renamed; writing goes on in a new one. The error says why, and where the rows are kept.
    /// </summary>
    SlotSetAside,
    /// <summary>A slot that an earlier client left can't be delivered and was marked <c>.failed</c>; the error says why.</summary>
    DrainFailed,
}

/// <summary>One event of delivery, given to <see cref="QuestDbOptions.EventListener"/> in the order of happening.</summary>
/// <param name="kind">What happened.</param>
/// <param name="endpoint">The server as <c>host:port</c>; empty for a notice and for what concerns a slot.</param>
/// <param name="firstFsn">First frame concerned, or -1.</param>
/// <param name="lastFsn">Last frame concerned, inclusive, or -1.</param>
/// <param name="error">The error, or null.</param>
public sealed class ClientEvent(
    ClientEventKind kind, string endpoint, long firstFsn = -1, long lastFsn = -1, QuestDbException? error = null)
{
    /// <summary>What happened.</summary>
    public ClientEventKind Kind { get; } = kind;

    /// <summary>The server as <c>host:port</c>; empty for a notice and for what concerns a slot.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>First frame concerned, or -1.</summary>
    public long FirstFsn { get; } = firstFsn;

    /// <summary>Last frame concerned, inclusive, or -1.</summary>
    public long LastFsn { get; } = lastFsn;

    /// <summary>The error, or null.</summary>
    public QuestDbException? Error { get; } = error;

    /// <summary>Which sender of the client it is about, each having frames and numbers of its own; null when none is.</summary>
    public string? Sender { get; init; }

    /// <summary>For <see cref="ClientEventKind.FailedOver"/>: the endpoint before, as <c>host:port</c>.</summary>
    public string? PreviousEndpoint { get; init; }

    /// <summary>What a <see cref="ClientEventKind.Notice"/> says, else null.</summary>
    public string? Message { get; init; }

    /// <summary>The slot directory concerned, or null.</summary>
    public string? Slot { get; init; }

    /// <summary>The event in one line, for a log.</summary>
    public override string ToString()
    {
        string text = Endpoint.Length > 0 ? $"{Kind} {Endpoint}" : Kind.ToString();
        if (PreviousEndpoint is not null) text += $", before {PreviousEndpoint}";
        if (FirstFsn >= 0) text += $", FSN {FirstFsn} to {LastFsn}";
        if (Sender is not null) text += $", sender {Sender}";
        if (Slot is not null) text += $", slot {Slot}";
        return (Message ?? Error?.Message) is { } said ? $"{text}: {said}" : text;
    }

    /// <summary>The same event, told of a sender.</summary>
    internal ClientEvent Of(string sender) => new(Kind, Endpoint, FirstFsn, LastFsn, Error)
    {
        Sender = sender,
        PreviousEndpoint = PreviousEndpoint,
        Message = Message,
        Slot = Slot,
    };
}
