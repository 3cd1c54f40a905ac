using QuestDb.Configuration;
using QuestDb.Internal;

namespace QuestDb.Ingest.Pool;

/// <summary>
/// The senders that callers borrow, each with a connection, queue and dictionary of its own. They open when they are first
/// borrowed and stay open; one that must close is replaced. Safe from any thread.
/// </summary>
internal sealed class SenderPool(IngestContext context, IEventSink events, LossyValues lossyValues)
{
    private readonly object _gate = new();
    private readonly List<PooledSender> _idle = [];
    private readonly HashSet<PooledSender> _all = [];
    private readonly List<Task<QuestDbException?>> _retiring = [];
    private readonly CancellationTokenSource _giveUp = new();
    private bool _closed;

    private ClientSettings Settings => context.Settings;

    /// <summary>Lends a sender; a new one connects first.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/> at the cap; <see cref="ErrorCode.Disposed"/>; the codes of a failed connection.</exception>
    public PooledSender Borrow()
    {
        PooledSender sender;
        lock (_gate)
        {
            ThrowIfClosed();
            sender = TakeIdle() ?? Add();
        }

        try
        {
            sender.Sender.Delivery.EnsureStarted();
        }
        catch
        {
            Retire(sender);
            throw;
        }

        sender.Begin();
        return sender;
    }

    /// <summary>Takes a sender back; one that must close leaves the pool once its frames are delivered.</summary>
    public void Return(PooledSender sender)
    {
        lock (_gate)
        {
            if (_closed) return;
            if (!sender.MustClose && !sender.Sender.IsDictionaryWorn)
            {
                _idle.Add(sender);
                return;
            }
        }

        Retire(sender);
    }

    /// <summary>Closes every sender, lent ones too, and returns what they leave behind.</summary>
    public async Task<IReadOnlyList<QuestDbException>> CloseAsync()
    {
        Task<QuestDbException?>[] closing;
        lock (_gate)
        {
            _closed = true;
            closing = [.. _retiring, .. _all.Select(sender => SenderShutdown.RunAsync(sender.Sender, _giveUp.Token))];
            _retiring.Clear();
            _all.Clear();
            _idle.Clear();
        }

        if (Settings.CloseFlushTimeout > TimeSpan.Zero) _giveUp.CancelAfter(Settings.CloseFlushTimeout);
        else await _giveUp.CancelAsync().ConfigureAwait(false);
        QuestDbException?[] left = await Task.WhenAll(closing).ConfigureAwait(false);
        _giveUp.Dispose();
        return [.. left.OfType<QuestDbException>()];
    }

    /// <summary>The idle sender that was returned last, of those without frames under way if there are any.</summary>
    private PooledSender? TakeIdle()
    {
        for (int i = _idle.Count - 1; i >= 0; i--)
        {
            if (!_idle[i].MustClose) continue;
            RetireUnderLock(_idle[i]);
            _idle.RemoveAt(i);
        }

        int last = _idle.FindLastIndex(static sender => sender.IsDrained);
        if (last < 0 && _all.Count >= Settings.SenderPoolMax) last = _idle.Count - 1;
        if (last < 0) return null;
        PooledSender found = _idle[last];
        _idle.RemoveAt(last);
        return found;
    }

    private PooledSender Add()
    {
        if (_all.Count >= Settings.SenderPoolMax)
        {
            throw new QuestDbException(ErrorCode.InvalidState,
                $"All {Settings.SenderPoolMax} senders are borrowed (sender_pool_max). Dispose a ColumnSender or RowSender to return it, or raise the limit.");
        }

        var sender = new PooledSender(this, errors => new Sender(context, errors, lossyValues), new SenderErrors(events, Settings.EventInboxCapacity));
        _all.Add(sender);
        return sender;
    }

    private void Retire(PooledSender sender)
    {
        lock (_gate)
        {
            if (!_closed) RetireUnderLock(sender);
        }
    }

    /// <summary>Closes a sender in the background; closing the pool awaits it and reports what it left.</summary>
    private void RetireUnderLock(PooledSender sender)
    {
        if (!_all.Remove(sender)) return;
        _retiring.RemoveAll(static task => task is { IsCompletedSuccessfully: true, Result: null });
        _retiring.Add(SenderShutdown.RunAsync(sender.Sender, _giveUp.Token));
    }

    private void ThrowIfClosed()
    {
        if (_closed) throw new QuestDbException(ErrorCode.Disposed, "The client was disposed; it lends no more senders.");
    }
}
