
namespace QuestDb;

/// <summary>What happened to the delivery of rows.</summary>
public enum ClientEventKind
{
    /// <summary>A connection for ingest was opened.</summary>
    Connected,
    /// <summary>An attempt to open a connection failed; further attempts follow unless the error is final.</summary>
    ConnectFailed,
    /// <summary>The connection was lost; the client reconnects and sends the unacknowledged frames again.</summary>
    Disconnected,
    /// <summary>
    /// After a reconnect, frames that had been sent before are sent again; after a start with <c>sf_dir</c>, frames that an earlier
    /// client left, sent or not.
    /// </summary>
    Replayed,
    /// <summary>The server rejected a frame; the message of the error says what follows.</summary>
    Rejected,
    /// <summary>Delivery has stopped for good; later writes fail with the same error.</summary>
    Stopped,
    /// <summary>The connection that was opened just before goes to another endpoint than the one before it.</summary>
    FailedOver,
    /// <summary>
    /// A rejected frame was put into quarantine and delivery goes on with the next frame;
    /// <see cref="ClientEvent.Error"/> is the rejection.
    /// </summary>
    Quarantined,
    /// <summary>Progress: frames were acknowledged and have left the queue. One event may stand for many acks.</summary>
    Acked,
    /// <summary>
    /// The queue is empty: everything published so far is acknowledged. It follows <see cref="Acked"/>, and one event may stand for
    /// several such moments. With <see cref="ClientEvent.Slot"/>: a slot that an earlier client left has been delivered.
    /// </summary>
    Drained,
    /// <summary>
    /// A setting means something else here than in another client; see <see cref="ClientEvent.Message"/>. It is posted once.
    /// </summary>
    Notice,
    /// <summary>
    /// The store on disk failed, or broken bytes at the end of a slot were cut off; the error says what this means for the rows.
    /// </summary>
    StoreFailed,
    /// <summary>
    /// A slot can't be replayed and was renamed; writing goes on in a new slot. The error says why, and where the rows are.
    /// </summary>
    SlotSetAside,
    /// <summary>A slot that an earlier client left can't be delivered and was marked <c>.failed</c>; the error says why.</summary>
    DrainFailed,
    /// <summary>
    /// Rows were given up: the last event of a client that closed with rows which no server has, or with frames set aside, whose
    /// message is that of <see cref="DeliveryReport"/>; or that of a row sender which was returned with rows that could not be queued.
    /// </summary>
    Undelivered,
    /// <summary>
    /// A reader, a sender or the enumerator of a query was collected without having been disposed, and its place was given back. The
    /// message says where it was borrowed, with <see cref="QuestDbOptions.TrackBorrows"/>; the error is set when buffered rows were lost.
    /// </summary>
    BorrowForgotten,
    /// <summary>
    /// Single rows of one table had passed their check and could not be encoded when it was time to queue them: a property or a converter
    /// of theirs threw, or gave another value than before. They are given up; the rows beside them are queued. The receipts of the rows
    /// have the same error, and the message says how many rows there are.
    /// </summary>
    RowsDropped,
}

/// <summary>One event of delivery, given to <see cref="QuestDbOptions.EventListener"/> in the order in which they happened.</summary>
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

    /// <summary>The sender that the event is about, or null. Each sender of a client has frames and frame numbers of its own.</summary>
    public string? Sender { get; init; }

    /// <summary>For <see cref="ClientEventKind.FailedOver"/>: the previous endpoint as <c>host:port</c>.</summary>
    public string? PreviousEndpoint { get; init; }

    /// <summary>
    /// The text of a <see cref="ClientEventKind.Notice"/>, <see cref="ClientEventKind.Undelivered"/>,
    /// <see cref="ClientEventKind.BorrowForgotten"/> or <see cref="ClientEventKind.RowsDropped"/>, else null.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>
    /// For <see cref="ClientEventKind.RowsDropped"/> and <see cref="ClientEventKind.Undelivered"/>: how many rows; else -1.
    /// </summary>
    public long Rows { get; init; } = -1;

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

    /// <summary>A copy of the event that names a sender.</summary>
    internal ClientEvent Of(string sender) => new(Kind, Endpoint, FirstFsn, LastFsn, Error)
    {
        Sender = sender,
        PreviousEndpoint = PreviousEndpoint,
        Message = Message,
        Rows = Rows,
        Slot = Slot,
    };
}
