using QuestDb.Encoders;
using QuestDb.Ingest.Senders;
using QuestDb.Store.Segments;

namespace QuestDb;

/// <summary>
/// Names the frames that carry the rows of one write, and waits for them. It is a plain value that can be ignored: the rows are queued
/// and delivered in any case. A write that returns a receipt has queued its rows.
/// </summary>
/// <remarks>
/// The stages of rows: queued (on disk with <c>sf_dir</c>, else in memory), accepted by the server, durable in the cluster's
/// object store (only with <c>request_durable_ack=on</c>), visible to queries. Rows become durable and visible after they are
/// accepted, in no fixed order.
/// </remarks>
public readonly struct WriteReceipt
{
    private readonly Sender? _sender;
    private readonly PendingRows? _pending;
    private readonly FrameTables? _tables;
    private readonly long _firstFsn;
    private readonly long _lastFsn;
    private readonly int _place;

    /// <param name="sender">The sender.</param>
    /// <param name="firstFsn">First frame.</param>
    /// <param name="lastFsn">Last frame.</param>
    /// <param name="tables">The tables of the rows.</param>
    internal WriteReceipt(Sender sender, long firstFsn, long lastFsn, FrameTables tables)
    {
        _sender = sender;
        _firstFsn = firstFsn;
        _lastFsn = lastFsn;
        _tables = tables;
    }

    /// <summary>A receipt for a row that shares a frame with later rows and has no number yet.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="pending">The rows that it waits with.</param>
    /// <param name="place">Its place among them.</param>
    /// <param name="tables">Its table.</param>
    internal WriteReceipt(Sender sender, PendingRows pending, int place, FrameTables tables)
        : this(sender, -1, -1, tables) => (_pending, _place) = (pending, place);

    /// <summary>
    /// First frame sequence number of the write; -1 for a single row that still waits for others. Once it is queued, this is the first
    /// frame of the rows that were queued together.
    /// </summary>
    public long FirstFsn => _pending is null ? _firstFsn : _pending.HasEnded ? _pending.FirstFsn : -1;

    /// <summary>
    /// Last frame sequence number of the write, inclusive; -1 for a single row that still waits for others; below
    /// <see cref="FirstFsn"/> for a write of no rows, and for a single row that was given up.
    /// </summary>
    public long LastFsn
    {
        get
        {
            if (_pending is null) return _lastFsn;
            if (!_pending.HasEnded) return -1;
            return _pending.ErrorOf(_place) is null ? _pending.LastFsn : _pending.FirstFsn - 1;
        }
    }

    /// <summary>
    /// Waits until the server has accepted the rows: they are in its write-ahead log. A single row that still
    /// waits for others is sent now.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    /// <exception cref="QuestDbException">
    /// Delivery has stopped: <see cref="ErrorCode.AuthenticationFailed"/> and others. Or a single row that had passed its check could not
    /// be queued later, and was given up: the error names table, column and row (<see cref="ClientEventKind.RowsDropped"/>).
    /// </exception>
    /// <exception cref="RejectedException">
    /// The server rejected rows of the write, or acknowledged them twice and did not store them: delivery has stopped at them, or they
    /// are in quarantine.
    /// </exception>
    public ValueTask AcceptedAsync(CancellationToken cancellationToken = default) => ReachedAsync(AckLevel.Accepted, cancellationToken);

    /// <summary>
    /// Waits until the rows are in the cluster's object store, so that they outlive the server that accepted them. A single row that
    /// still waits for others is sent now.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    /// <exception cref="QuestDbException">
    /// As for <see cref="AcceptedAsync"/>; <see cref="ErrorCode.InvalidState"/> without <c>request_durable_ack=on</c>, since servers
    /// report nothing then; <see cref="ErrorCode.NotVisible"/>: the table was dropped before the rows were durable.
    /// </exception>
    public ValueTask DurableAsync(CancellationToken cancellationToken = default)
    {
        _sender?.Outbox.ThrowIfLevelUnsupported(AckLevel.Durable);
        return ReachedAsync(AckLevel.Durable, cancellationToken);
    }

    /// <summary>
    /// Waits until queries see the rows: until the server has applied the write-ahead log to the table as far as the rows' transaction.
    /// It polls the endpoint that queries go to, over a query connection of its own, at intervals that grow up to 100 ms.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    /// <exception cref="QuestDbException">
    /// As for <see cref="AcceptedAsync"/>; <see cref="ErrorCode.NotVisible"/>: the table is suspended, or was dropped, made
    /// again or renamed; the codes of a failed query.
    /// </exception>
    public async ValueTask VisibleAsync(CancellationToken cancellationToken = default)
    {
        if (_sender is null) return;
        await AcceptedAsync(cancellationToken).ConfigureAwait(false);
        // Of a write of no rows nothing can be gone, whatever became of the table.
        if (LastFsn < FirstFsn) return;
        await _sender.WaitVisibleAsync(_tables!, FirstFsn, LastFsn, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask ReachedAsync(AckLevel level, CancellationToken cancellationToken)
    {
        if (_sender is null) return ValueTask.CompletedTask;
        // A single row that still waits for others is published now.
        if (_pending is { HasEnded: false }) _sender.Flush();
        if (_pending?.ErrorOf(_place) is { } error) return ValueTask.FromException(error);
        return _sender.Outbox.WaitRowsAsync(level, FirstFsn, LastFsn, _tables, cancellationToken);
    }
}
