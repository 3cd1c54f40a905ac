using QuestDb.Ingest;

namespace QuestDb;

/// <summary>
/// Says which frames carry the rows of one write, and waits for them. A plain value that costs nothing to ignore:
/// the rows are queued and delivered in any case.
/// </summary>
public readonly struct WriteReceipt
{
    private readonly Sender? _sender;
    private readonly Gathering? _gathering;

    internal WriteReceipt(Sender sender, long firstFsn, long lastFsn)
    {
        _sender = sender;
        FirstFsn = firstFsn;
        LastFsn = lastFsn;
    }

    /// <summary>A receipt for a row that shares a frame with later rows and has no number yet.</summary>
    internal WriteReceipt(Sender sender, Gathering gathering)
        : this(sender, -1, -1) => _gathering = gathering;

    /// <summary>First frame sequence number of the write; -1 for a single row that still waits for others.</summary>
    public long FirstFsn { get; }

    /// <summary>Last frame sequence number of the write, inclusive; -1 for a single row that still waits for others; below <see cref="FirstFsn"/> for a write of no rows.</summary>
    public long LastFsn { get; }

    /// <summary>Waits until the server has accepted the rows. A single row that still waits for others is sent now.</summary>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    /// <exception cref="QuestDbException">Delivery has stopped: <see cref="ErrorCode.Rejected"/>, <see cref="ErrorCode.AuthenticationFailed"/>.</exception>
    public ValueTask AcceptedAsync(CancellationToken cancellationToken = default)
    {
        if (_sender is null) return ValueTask.CompletedTask;
        long fsn = _gathering?.LastFsn ?? LastFsn;
        // Rows that still wait for others are published now.
        if (_gathering is not null && fsn < 0) fsn = _sender.Flush();
        return _sender.Queue.WaitAckedAsync(fsn, Timeout.InfiniteTimeSpan, cancellationToken);
    }
}
