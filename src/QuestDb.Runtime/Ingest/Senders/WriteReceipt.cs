using QuestDb.Encoders;
using QuestDb.Ingest.Senders;

namespace QuestDb;

/// <summary>
/// Says which frames carry the rows of one write, and waits for them. A plain value that costs nothing to ignore:
/// the rows are queued and delivered in any case. That there is a receipt means that the rows are queued.
/// </summary>
/// <remarks>
/// How far rows come: queued (on disk with <c>sf_dir</c>, else in memory), accepted by the server, durable in the cluster's object
/// store (only with <c>request_durable_ack=on</c>), visible to queries. Durable and visible follow accepted, in no fixed order.
/// </remarks>
public readonly struct WriteReceipt
{
    private readonly Sender? _sender;
    private readonly PendingRows? _pending;
    private readonly string? _table;

    /// <param name="sender">The sender.</param>
    /// <param name="firstFsn">First frame.</param>
    /// <param name="lastFsn">Last frame.</param>
    /// <param name="table">The table, or null when there are several.</param>
    internal WriteReceipt(Sender sender, long firstFsn, long lastFsn, string? table)
    {
        _sender = sender;
        FirstFsn = firstFsn;
        LastFsn = lastFsn;
        _table = table;
    }

    /// <summary>A receipt for a row that shares a frame with later rows and has no number yet.</summary>
    internal WriteReceipt(Sender sender, PendingRows pending, string table)
        : this(sender, -1, -1, table) => _pending = pending;

    /// <summary>First frame sequence number of the write; -1 for a single row that still waits for others.</summary>
    public long FirstFsn { get; }

    /// <summary>
    /// Last frame sequence number of the write, inclusive; -1 for a single row that still waits for others; below
    /// <see cref="FirstFsn"/> for a write of no rows.
    /// </summary>
    public long LastFsn { get; }

    /// <summary>
    /// Waits until the server has accepted the rows: they are in its write-ahead log. A single row that still
    /// waits for others is sent now.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    /// <exception cref="QuestDbException">Delivery has stopped: <see cref="ErrorCode.AuthenticationFailed"/> and others.</exception>
    /// <exception cref="RejectedException">
    /// The server rejected rows of the write: delivery has stopped at them, or they are in quarantine.
    /// </exception>
    public ValueTask AcceptedAsync(CancellationToken cancellationToken = default) => ReachedAsync(AckLevel.Accepted, cancellationToken);

    /// <summary>
    /// Waits until the rows are in the cluster's object store, so that they outlive the server that took them. A single
    /// row that still waits for others is sent now.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    /// <exception cref="QuestDbException">
    /// As for <see cref="AcceptedAsync"/>; <see cref="ErrorCode.InvalidState"/> without
    /// <c>request_durable_ack=on</c>: no server would tell.
    /// </exception>
    public ValueTask DurableAsync(CancellationToken cancellationToken = default)
    {
        _sender?.Outbox.ThrowIfLevelUnsupported(AckLevel.Durable);
        return ReachedAsync(AckLevel.Durable, cancellationToken);
    }

    /// <summary>
    /// Waits until queries see the rows: until the server has applied the write-ahead log to the table as far as the rows' transaction.
    /// It asks the endpoint that queries go to, over a query connection of its own, in growing intervals up to 100 ms.
    /// </summary>
    /// <remarks>
    /// After a flush of several tables it waits for every table that the same sender has written, as far as each has come.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    /// <exception cref="QuestDbException">
    /// As for <see cref="AcceptedAsync"/>; <see cref="ErrorCode.NotVisible"/>: the table is suspended, dropped or
    /// renamed; the codes of a failed query.
    /// </exception>
    public async ValueTask VisibleAsync(CancellationToken cancellationToken = default)
    {
        if (_sender is null) return;
        await AcceptedAsync(cancellationToken).ConfigureAwait(false);
        await _sender.WaitVisibleAsync(_table, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask ReachedAsync(AckLevel level, CancellationToken cancellationToken)
    {
        if (_sender is null) return ValueTask.CompletedTask;
        if (_pending is null) return _sender.Outbox.WaitRowsAsync(level, FirstFsn, LastFsn, cancellationToken);
        // Rows that still wait for others are published now.
        if (_pending.LastFsn < 0) _sender.Flush();
        return _sender.Outbox.WaitRowsAsync(level, _pending.FirstFsn, _pending.LastFsn, cancellationToken);
    }
}
