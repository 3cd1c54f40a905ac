using QuestDb.Events;
using QuestDb.Ingest.Pool;
using QuestDb.Threading;

namespace QuestDb;

public sealed partial class QuestDbClient
{
    /// <summary>What a listener gets to see the last events when the time of closing is over.</summary>
    private static readonly TimeSpan s_listenerGrace = TimeSpan.FromSeconds(1);

    /// <summary>Guards the beginning of the end: the client closes once. A leaf.</summary>
    private readonly RankedLock _closeLock = new(LockRank.ClientClosing);
    private readonly CancellationTokenSource _hurry = new();
    private Task<DeliveryReport>? _closing;
    private int _isTold;

    /// <summary>
    /// How delivery stands at this moment: what waits for an ack, what is set aside, and why delivery has stopped, of the shared sender
    /// and every borrowed one. For a health check. Of a closed client it is what <see cref="CloseAsync"/> returned.
    /// </summary>
    /// <remarks>Rows that are in no frame yet, as single rows for a few milliseconds, are not counted.</remarks>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>: the store can't be read.</exception>
    public DeliveryReport CheckDelivery()
    {
        if (Volatile.Read(ref _closing) is { IsCompletedSuccessfully: true } closed) return closed.Result;
        var left = new List<Undelivered> { Undelivered.Of(_sender.Outbox) };
        _columnSenders.AddUndelivered(left);
        _rowSenders.AddUndelivered(left);
        return DeliveryReport.Open(left, QuarantinedCount);
    }

    /// <summary>
    /// Takes no more rows, delivers those there are for up to a time in all, closes every connection, and returns what is left. A
    /// connection that still serves a query closes when that query ends. The event listener may call it too.
    /// </summary>
    /// <remarks>
    /// It does not throw for rows that are left: <see cref="DeliveryReport.ThrowIfError"/> does, where that is wanted. The client closes
    /// once; a further call waits for the same end and returns the same report. A write of another thread is queued before, or throws
    /// <see cref="ErrorCode.Disposed"/>; so does one that waits for room. The rows in the own buffer of a borrowed row sender are queued
    /// too, unless a row is in progress there: then they are reported. With <c>sf_dir</c> what is left stays in its slot, and the next
    /// client delivers it. A listener that does not return is waited for up to the same time, and a second at least.
    /// </remarks>
    /// <param name="timeout">
    /// How long to wait for acks; null for <c>close_flush_timeout_millis</c>, zero not at all, infinite without a limit.
    /// </param>
    /// <param name="cancellationToken">Ends that wait, so that the client closes at once; it is no error.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative and not infinite.</exception>
    public async Task<DeliveryReport> CloseAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (timeout is { } given && given < TimeSpan.Zero && given != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), given, "A time to wait is not negative, or infinite.");
        }

        // The caller gets the report, so that nobody else needs to be told.
        Interlocked.Exchange(ref _isTold, 1);
        TimeSpan limit = timeout ?? _settings.Delivery.CloseFlushTimeout;
        if (timeout == Timeout.InfiniteTimeSpan) limit = TimeSpan.MaxValue;
        using (cancellationToken.UnsafeRegister(static hurry => ((CancellationTokenSource)hurry!).Cancel(), _hurry))
        {
            return await CloseOnce(limit).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Closes the client as <see cref="CloseAsync"/> does, within <c>close_flush_timeout_millis</c>. It never throws for rows that are
    /// left, so that it hides no exception of the code before it: they are told to the event listener
    /// (<see cref="ClientEventKind.Undelivered"/>) or, without one, to standard error. Any number of calls are one.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        DeliveryReport report = await CloseOnce(_settings.Delivery.CloseFlushTimeout).ConfigureAwait(false);
        if (report.IsClean || Interlocked.Exchange(ref _isTold, 1) != 0) return;
        if (!_events.IsListening || _events.HasFailed) LastWord.Print(report.ToString());
    }

    /// <summary>As <see cref="DisposeAsync"/>, blocking the thread.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private Task<DeliveryReport> CloseOnce(TimeSpan timeout)
    {
        _events.Closing();
        using (_closeLock.Enter()) return _closing ??= CloseAllAsync(timeout);
    }

    private async Task<DeliveryReport> CloseAllAsync(TimeSpan timeout)
    {
        // Closing waits for the network, so it must not run in the caller's context or under its lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var time = new CloseTime(timeout, _hurry.Token);
        await _housekeeper.DisposeAsync().ConfigureAwait(false);
        Task forgotten = _borrows.CloseAsync();
        Task<IReadOnlyList<Undelivered>>[] pools = [_columnSenders.CloseAsync(time), _rowSenders.CloseAsync(time)];
        var left = new List<Undelivered>();
        if (await SenderShutdown.CloseAsync(_sender, null, time).ConfigureAwait(false) is { } own) left.Add(own);
        foreach (Task<IReadOnlyList<Undelivered>> pool in pools) left.AddRange(await pool.ConfigureAwait(false));
        if (_drainers is not null) await _drainers.DisposeAsync().ConfigureAwait(false);
        await _queries.DisposeAsync().ConfigureAwait(false);
        await forgotten.ConfigureAwait(false);
        _transport.Dispose();
        DeliveryReport report = Report(left);
        if (!report.IsClean)
        {
            _events.Post(new ClientEvent(ClientEventKind.Undelivered, "", error: report.Error as QuestDbException)
            {
                Message = report.ToString(),
                Rows = report.Rows,
            });
        }

        Exception? listener = await _events.CompleteAsync(time.Left > s_listenerGrace ? time.Left : s_listenerGrace).ConfigureAwait(false);
        return listener is null ? report : report.With(listener);
    }

    private DeliveryReport Report(List<Undelivered> left)
    {
        int setAside = 0;
        QuestDbException? unread = null;
        try
        {
            setAside = QuarantinedCount;
        }
        catch (QuestDbException e)
        {
            unread = e;
        }

        return DeliveryReport.Closed(left, setAside, _settings.Store.Directory, unread);
    }
}
