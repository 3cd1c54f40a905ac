using System.Text;

namespace QuestDb.Testing.Faults;

/// <summary>
/// One way for a <see cref="QuestDbTestServer"/> to misbehave. Made by the methods here, narrowed by <see cref="After"/>,
/// <see cref="Times"/>, <see cref="Forever"/>, <see cref="OnIngest"/> and <see cref="OnQuery"/>, and armed by <see cref="FaultPlan.Add"/>.
/// Immutable; one value may be added any number of times.
/// </summary>
public sealed record Fault
{
    private Fault(FaultPoint point, FaultAction action)
    {
        Point = point;
        Action = action;
    }

    internal FaultPoint Point { get; private init; }

    internal FaultAction Action { get; }

    internal int Skip { get; private init; }

    internal int Count { get; private init; } = 1;

    internal int Code { get; private init; }

    internal string Text { get; private init; } = "";

    internal TimeSpan Delay { get; private init; }

    internal int AfterBatches { get; private init; }

    /// <summary>UTF-8 that a message must have to be struck; empty for any message.</summary>
    internal ReadOnlyMemory<byte> Marker { get; private init; }

    /// <summary>A TCP connection is accepted and dropped before anything is read. To have none accepted, stop the server.</summary>
    public static Fault RefuseConnection() => new(FaultPoint.Connect, FaultAction.Drop);

    /// <summary>An upgrade of either kind is answered with an HTTP status.</summary>
    /// <param name="status">HTTP status, such as 401, 403, 404, 421 or 503.</param>
    /// <param name="role">Value of X-QuestDB-Role in the answer, as a 421 carries it.</param>
    public static Fault UpgradeStatus(int status, string? role = null)
        => new(FaultPoint.IngestUpgrade | FaultPoint.QueryUpgrade, FaultAction.HttpStatus) { Code = status, Text = role ?? "" };

    /// <summary>An upgrade of either kind is never answered.</summary>
    public static Fault UpgradeHang() => new(FaultPoint.IngestUpgrade | FaultPoint.QueryUpgrade, FaultAction.Hang);

    /// <summary>The connection is dropped when half of an ingest message was read.</summary>
    public static Fault DropMidMessage() => new(FaultPoint.IngestTransfer, FaultAction.Drop);

    /// <summary>The connection is dropped when an ingest message was read and before it is committed.</summary>
    public static Fault DropBeforeCommit() => new(FaultPoint.IngestMessage, FaultAction.Drop);

    /// <summary>An ingest message is committed, then the connection is dropped without an ack: the client must send it again.</summary>
    public static Fault DropBeforeAck() => new(FaultPoint.IngestMessage, FaultAction.DropBeforeAck);

    /// <summary>An ingest message is committed and acknowledged, then the connection is dropped.</summary>
    public static Fault DropAfterAck() => new(FaultPoint.IngestMessage, FaultAction.DropAfterAck);

    /// <summary>The ack of an ingest message is sent late; later messages wait behind it.</summary>
    public static Fault DelayAck(TimeSpan delay) => new(FaultPoint.IngestMessage, FaultAction.DelayAck) { Delay = delay };

    /// <summary>
    /// An ingest message is committed and no ack is sent for it. Acks are cumulative: that of a later message covers it,
    /// so with <see cref="Forever"/> none ever comes.
    /// </summary>
    public static Fault WithholdAck() => new(FaultPoint.IngestMessage, FaultAction.WithholdAck);

    /// <summary>
    /// An ingest message is acknowledged and its rows are not stored: the ack does not name their tables. A server does this to the first
    /// message for a table that was dropped since the connection wrote to it, and so does this one without a fault.
    /// </summary>
    public static Fault LoseRows() => new(FaultPoint.IngestMessage, FaultAction.Lose);

    /// <summary>A DURABLE_ACK that is due is not sent; the next one names its tables too.</summary>
    public static Fault WithholdDurableAck() => new(FaultPoint.DurableAck, FaultAction.WithholdAck);

    /// <summary>An ingest message is refused; as after every error, the connection then stays silent.</summary>
    /// <param name="status">QWP status code, for example 0x03 SCHEMA_MISMATCH or 0x09 WRITE_ERROR.</param>
    /// <param name="message">Text of the answer.</param>
    public static Fault Reject(byte status, string message) =>
        new(FaultPoint.IngestMessage, FaultAction.Error) { Code = status, Text = message };

    /// <summary>An ingest message is not committed; the server closes the WebSocket instead.</summary>
    public static Fault CloseIngest(int closeCode, string reason = "")
        => new(FaultPoint.IngestMessage, FaultAction.Close) { Code = closeCode, Text = reason };

    /// <summary>An ingest message is committed; half of the ack's frame is sent and the connection dropped.</summary>
    public static Fault HalfAck() => new(FaultPoint.IngestMessage, FaultAction.HalfFrame);

    /// <summary>An ingest message is committed and answered with bytes that are no ack.</summary>
    public static Fault GarbageAck() => new(FaultPoint.IngestMessage, FaultAction.Garbage);

    /// <summary>From an ingest message on, the server reads and ignores what comes on that connection.</summary>
    public static Fault HangIngest() => new(FaultPoint.IngestMessage, FaultAction.Hang);

    /// <summary>A query ends in QUERY_ERROR.</summary>
    /// <param name="status">QWP status code, for example 0x06 INTERNAL_ERROR.</param>
    /// <param name="message">Text of the error.</param>
    /// <param name="afterBatches">Batches sent before it; a shorter result ends normally.</param>
    public static Fault QueryError(byte status, string message, int afterBatches = 0)
        => OfQuery(FaultAction.Error, afterBatches) with { Code = status, Text = message };

    /// <summary>The connection of a query is dropped after <paramref name="afterBatches"/> batches.</summary>
    public static Fault DropQuery(int afterBatches = 0) => OfQuery(FaultAction.Drop, afterBatches);

    /// <summary>The server closes the WebSocket of a query after <paramref name="afterBatches"/> batches.</summary>
    public static Fault CloseQuery(int closeCode, string reason = "", int afterBatches = 0)
        => OfQuery(FaultAction.Close, afterBatches) with { Code = closeCode, Text = reason };

    /// <summary>After <paramref name="afterBatches"/> batches half of the next frame is sent and the connection dropped.</summary>
    public static Fault HalfBatch(int afterBatches = 0) => OfQuery(FaultAction.HalfFrame, afterBatches);

    /// <summary>After <paramref name="afterBatches"/> batches bytes are sent that are no QWP frame.</summary>
    public static Fault GarbageBatch(int afterBatches = 0) => OfQuery(FaultAction.Garbage, afterBatches);

    /// <summary>After <paramref name="afterBatches"/> batches nothing more comes on the connection.</summary>
    public static Fault HangQuery(int afterBatches = 0) => OfQuery(FaultAction.Hang, afterBatches);

    /// <summary>
    /// Lets the next <paramref name="events"/> events (connections, upgrades, messages, durable acks or queries) pass unharmed.
    /// </summary>
    public Fault After(int events)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        return this with { Skip = events };
    }

    /// <summary>Strikes <paramref name="count"/> events instead of one.</summary>
    public Fault Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return this with { Count = count };
    }

    /// <summary>Strikes every event until <see cref="FaultPlan.Clear"/>.</summary>
    public Fault Forever() => this with { Count = int.MaxValue };

    /// <summary>
    /// Restricts a fault of ingest messages to those whose bytes have a text, such as a table name or the text of a
    /// VARCHAR column in one row; others pass uncounted. A symbol's text is only in the message that defines it.
    /// </summary>
    public Fault Containing(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return Point == FaultPoint.IngestMessage
            ? this with { Marker = Encoding.UTF8.GetBytes(text) }
            : throw new InvalidOperationException(
                $"Only faults of ingest messages can be restricted to a text; {Action} strikes at {Point}.");
    }

    /// <summary>Restricts a fault of upgrades to ingest connections.</summary>
    public Fault OnIngest() => Restrict(FaultPoint.IngestUpgrade);

    /// <summary>Restricts a fault of upgrades to query connections.</summary>
    public Fault OnQuery() => Restrict(FaultPoint.QueryUpgrade);

    private static Fault OfQuery(FaultAction action, int afterBatches)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBatches);
        return new Fault(FaultPoint.Query, action) { AfterBatches = afterBatches };
    }

    private Fault Restrict(FaultPoint point) => (Point & point) != 0
        ? this with { Point = point }
        : throw new InvalidOperationException($"Only faults of upgrades can be restricted; {Action} strikes at {Point}.");
}
