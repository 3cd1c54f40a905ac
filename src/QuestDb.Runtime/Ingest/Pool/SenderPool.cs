using QuestDb.Configuration;
using QuestDb.Ingest.Senders;
using QuestDb.Threading;

namespace QuestDb.Ingest.Pool;

/// <summary>
/// The senders of one kind that callers borrow, each with a connection, queue and dictionary of its own. Safe from any thread.
/// </summary>
/// <remarks>
/// A sender is lent again only when all its frames are acknowledged, so that no borrower gets errors about another borrower's rows.
/// Until then it goes on delivering beside the lent ones; both together are at most twice the cap.
/// </remarks>
/// <param name="kind">The kind of what is lent, in the plural, for error messages.</param>
/// <param name="factory">Makes the senders.</param>
/// <param name="time">The clock that measures idle time and age.</param>
internal sealed partial class SenderPool(string kind, SenderFactory factory, TimeProvider time)
{
    /// <summary>Guards the lists of senders. Nobody waits under it, neither for a connection nor for a slot.</summary>
    private readonly RankedLock _gate = new(LockRank.SenderPool);
    private readonly BorrowLimiter _places = new(factory.Settings.Pool.SenderMax, factory.Settings.Pool.AcquireTimeout,
        () => AtCap(kind, factory.Settings));
    private readonly CancellationTokenSource _giveUp = new();

    /// <summary>Senders that are lent, idle, or connecting.</summary>
    private readonly HashSet<PooledSender> _all = [];

    /// <summary>Senders that are not lent, the last returned at the end.</summary>
    private readonly List<PooledSender> _idle = [];

    /// <summary>Senders that have left the pool: those that still deliver, and reports of what others could not deliver.</summary>
    private readonly List<(Sender Sender, Task<Undelivered?> End)> _retiring = [];

    /// <summary>Connections that are being opened without a borrower.</summary>
    private readonly List<Task> _opening = [];

    /// <summary>Senders that are being made outside the lock, because opening a slot on disk takes time.</summary>
    private int _making;
    private bool _used;
    private bool _closed;

    private ClientSettings Settings => factory.Settings;

    /// <summary>Lends a sender, blocking the thread; a new one connects first.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.PoolExhausted"/>; <see cref="ErrorCode.Disposed"/>; the codes of a failed connection.
    /// </exception>
    public PooledSender Borrow()
    {
        _places.Acquire();
        PooledSender? sender = null;
        try
        {
            long deadline = Environment.TickCount64 + (long)Settings.Queue.AppendDeadline.TotalMilliseconds;
            while ((sender = TryTake()) is null) Drained(deadline).GetAwaiter().GetResult();
            sender.Start();
            sender.Begin();
            return sender;
        }
        catch
        {
            if (sender is not null) Retire(sender);
            _places.Release();
            throw;
        }
    }

    /// <summary>Lends a sender; a new one connects first.</summary>
    /// <param name="cancellationToken">Ends the wait; a connection that is being opened stays in the pool.</param>
    /// <exception cref="QuestDbException">As for <see cref="Borrow"/>.</exception>
    public async ValueTask<PooledSender> BorrowAsync(CancellationToken cancellationToken)
    {
        await _places.AcquireAsync(cancellationToken).ConfigureAwait(false);
        PooledSender? sender = null;
        try
        {
            long deadline = Environment.TickCount64 + (long)Settings.Queue.AppendDeadline.TotalMilliseconds;
            while ((sender = TryTake()) is null) await Drained(deadline).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!sender.IsStarted)
            {
                Task starting = sender.StartAsync();
                try
                {
                    await starting.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    Adopt(sender, starting);
                    sender = null;
                    throw;
                }
            }

            sender.Begin();
            return sender;
        }
        catch
        {
            if (sender is not null) Retire(sender);
            _places.Release();
            throw;
        }
    }

    /// <summary>Takes a sender back; one that must close or is too old leaves the pool once its frames are delivered.</summary>
    public void Return(PooledSender sender)
    {
        using (_gate.Enter())
        {
            if (!_closed)
            {
                sender.Returned = time.GetTimestamp();
                if (sender.MustClose || sender.Sender.ShouldRotate || IsOld(sender)) RetireUnderLock(sender);
                else _idle.Add(sender);
            }
        }

        _places.Release();
    }

    /// <summary>Closes every sender, including lent ones, and returns what they could not deliver.</summary>
    public async Task<IReadOnlyList<Undelivered>> CloseAsync(CloseTime closeTime)
    {
        Task<Undelivered?>[] closing;
        Task[] opening;
        using (_gate.Enter())
        {
            _closed = true;
            HashSet<PooledSender> idle = [.. _idle];
            closing =
            [
                .. _retiring.Select(static one => one.End),
                .. _all.Select(one => idle.Contains(one)
                    ? SenderShutdown.RetireAsync(one.Sender, closeTime.Over)
                    : SenderShutdown.CloseAsync(one.Sender, one.Holder, closeTime)),
            ];
            opening = [.. _opening];
            _all.Clear();
            _idle.Clear();
        }

        _places.Close();
        using CancellationTokenRegistration over =
            closeTime.Over.UnsafeRegister(static giveUp => ((CancellationTokenSource)giveUp!).Cancel(), _giveUp);
        Undelivered?[] left = await Task.WhenAll(closing).ConfigureAwait(false);
        await Task.WhenAll(opening).ConfigureAwait(false);
        return [.. left.OfType<Undelivered>()];
    }

    /// <summary>Returns the last returned of the idle senders that are drained, or a new one if the cap allows it, or null.</summary>
    private PooledSender? TryTake()
    {
        while (true)
        {
            using (_gate.Enter())
            {
                ThrowIfClosed();
                _used = true;
                RetireDead();
                int last = _idle.FindLastIndex(static sender => sender.IsDrained);
                if (last >= 0)
                {
                    PooledSender found = _idle[last];
                    _idle.RemoveAt(last);
                    return found;
                }

                ForgetRetired();
                if (_all.Count + _making + _retiring.Count(static one => !one.End.IsCompleted) >= 2 * Settings.Pool.SenderMax) return null;
                _making++;
            }

            PooledSender made = Make();
            if (made.IsDrained) return made;
            // Its slot holds rows of an earlier client, which must be delivered before it is lent.
            Park(made);
        }
    }

    /// <summary>Completes when one of the busy senders may have become free.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.PoolExhausted"/>: none became free in time.</exception>
    private async Task Drained(long deadline)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_giveUp.Token);
        long left = deadline - Environment.TickCount64;
        if (left <= 0) throw StillDelivering();
        Task[] draining;
        using (_gate.Enter())
        {
            ThrowIfClosed();
            draining = [.. _idle.Select(sender => sender.WaitDrainedAsync(enough.Token)),
                .. _retiring.Select(static one => one.End).Concat(_opening).Where(static task => !task.IsCompleted)];
        }

        // The list is empty when every busy sender has become free meanwhile.
        if (draining.Length == 0) return;
        Task first = Task.WhenAny(draining);
        await first.WaitAsync(TimeSpan.FromMilliseconds(Math.Min(left, int.MaxValue)), CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // This may run on the thread that closes the client. The borrower's code comes next and may wait for the client to close, so
        // that it must run on another thread.
        await enough.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
    }

    /// <summary>Makes a sender that is counted in <see cref="_making"/>.</summary>
    private PooledSender Make()
    {
        PooledSender? sender = null;
        bool closed = false;
        try
        {
            sender = new PooledSender(this, factory, time.GetTimestamp());
        }
        finally
        {
            using (_gate.Enter())
            {
                _making--;
                closed = _closed;
                if (!closed && sender is not null) _all.Add(sender);
            }
        }

        if (closed)
        {
            // The pool closed before it knew this sender. It has no row of this client, and rows in its slot stay there.
            SenderShutdown.RetireAsync(sender.Sender, new CancellationToken(canceled: true)).GetAwaiter().GetResult();
            ThrowIfClosed();
        }

        return sender;
    }

    /// <summary>Makes a sender idle; it may still be delivering.</summary>
    private void Park(PooledSender sender)
    {
        using (_gate.Enter())
        {
            if (_closed) return;
            sender.IsStarted = true;
            sender.Returned = time.GetTimestamp();
            _idle.Add(sender);
        }
    }

    private void Retire(PooledSender sender)
    {
        using (_gate.Enter())
        {
            if (!_closed) RetireUnderLock(sender);
        }
    }

    /// <summary>Closes a sender in the background; closing the pool awaits it and reports what it could not deliver.</summary>
    private void RetireUnderLock(PooledSender sender)
    {
        if (!_all.Remove(sender)) return;
        _retiring.Add((sender.Sender, SenderShutdown.RetireAsync(sender.Sender, _giveUp.Token)));
    }

    private void RetireDead()
    {
        for (int i = _idle.Count - 1; i >= 0; i--)
        {
            if (!_idle[i].MustClose) continue;
            RetireUnderLock(_idle[i]);
            _idle.RemoveAt(i);
        }
    }

    private void ForgetRetired() => _retiring.RemoveAll(static one => one.End is { IsCompletedSuccessfully: true, Result: null });

    private void ThrowIfClosed()
    {
        if (_closed) throw new QuestDbException(ErrorCode.Disposed, "The client was disposed; it lends no more senders.");
    }

    private QuestDbException StillDelivering() => new(ErrorCode.PoolExhausted,
        $"All connections for {kind} ({2 * Settings.Pool.SenderMax}, twice sender_pool_max) are lent or still deliver "
        + $"the rows of their last borrowers, and none got ready within sf_append_deadline_millis "
        + $"({Settings.Queue.AppendDeadline.TotalMilliseconds:N0} ms). Does the server take rows?");

    private static QuestDbException AtCap(string kind, ClientSettings settings)
    {
        TimeSpan limit = settings.Pool.AcquireTimeout;
        string waited = limit > TimeSpan.Zero
            ? $", and none was returned within acquire_timeout_ms ({limit.TotalMilliseconds:N0} ms)"
            : "";
        return new QuestDbException(ErrorCode.PoolExhausted,
            $"All {settings.Pool.SenderMax} {kind} are borrowed (sender_pool_max){waited}. Dispose one to return it, or raise the limit.");
    }
}
