using QuestDb.Ingest.Pool;
using QuestDb.Writing;

namespace QuestDb;

public sealed partial class QuestDbClient
{
    /// <summary>Lends a sender for chunks, with a connection and a queue of its own. Dispose it to return it.</summary>
    /// <remarks>
    /// An idle sender is lent again once all its frames are acknowledged, so that no borrower meets what becomes of another one's
    /// rows; else a new one connects: the first of the client as <c>initial_connect_retry</c> says, later ones in the background. Up to
    /// <c>sender_pool_max</c> column senders are lent at a time; row senders and readers have caps of their own. At the cap the call
    /// fails at once, or waits for <c>acquire_timeout_ms</c>, first come, first served. While twice as many senders still deliver the
    /// rows of earlier borrowers it waits for up to <c>sf_append_deadline_millis</c>. Rows of different senders
    /// have no order among each other.
    /// </remarks>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.PoolExhausted"/>; <see cref="ErrorCode.Disposed"/>; the codes of a failed connection.
    /// </exception>
    public ColumnSender BorrowColumnSender() => Lend(_columnSenders.Borrow(), _borrows.Site());

    /// <summary>As <see cref="BorrowColumnSender"/>, without blocking a thread.</summary>
    /// <param name="cancellationToken">Ends the wait; a connection that is being opened stays in the pool.</param>
    /// <exception cref="QuestDbException">As for <see cref="BorrowColumnSender"/>.</exception>
    public async ValueTask<ColumnSender> BorrowColumnSenderAsync(CancellationToken cancellationToken = default)
    {
        string? site = _borrows.Site();
        return Lend(await _columnSenders.BorrowAsync(cancellationToken).ConfigureAwait(false), site);
    }

    /// <summary>
    /// Lends a sender for rows, with a connection, a queue and a buffer of its own. Dispose it to flush the buffer and return it.
    /// </summary>
    /// <remarks>As for <see cref="BorrowColumnSender"/>.</remarks>
    /// <exception cref="QuestDbException">As for <see cref="BorrowColumnSender"/>.</exception>
    public RowSender BorrowRowSender() => LendRows(_rowSenders.Borrow(), _borrows.Site());

    /// <summary>As <see cref="BorrowRowSender"/>, without blocking a thread.</summary>
    /// <param name="cancellationToken">Ends the wait; a connection that is being opened stays in the pool.</param>
    /// <exception cref="QuestDbException">As for <see cref="BorrowColumnSender"/>.</exception>
    public async ValueTask<RowSender> BorrowRowSenderAsync(CancellationToken cancellationToken = default)
    {
        string? site = _borrows.Site();
        return LendRows(await _rowSenders.BorrowAsync(cancellationToken).ConfigureAwait(false), site);
    }

    /// <summary>
    /// Closes connections that nobody uses: idle for longer than <c>idle_timeout_ms</c>, down to the minimum of their pool, or older than
    /// <c>max_lifetime_ms</c>. Never one with frames under way. With <c>pool_reap=auto</c> this happens every
    /// <c>housekeeper_interval_ms</c> by itself, with <c>manual</c> only here.
    /// </summary>
    /// <returns>How many of each kind; they end in the background.</returns>
    public ReapedConnections ReapIdle() => new(_columnSenders.Reap(), _rowSenders.Reap(), _queries.Reap());

    private ColumnSender Lend(PooledSender sender, string? site) => new(sender, _borrows.Begin(sender, site));

    private RowSender LendRows(PooledSender sender, string? site)
    {
        var rows = new OwnRows(sender, _settings);
        return new RowSender(rows, _borrows.Begin(rows, site));
    }

    private void Housekeep()
    {
        _borrows.TakeBack();
        if (!_settings.Pool.ManualReap) ReapIdle();
        _columnSenders.Fill();
        _rowSenders.Fill();
        _queries.Fill();
        _drainers?.Look();
    }
}
