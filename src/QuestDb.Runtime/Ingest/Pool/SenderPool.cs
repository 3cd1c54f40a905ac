using QuestDb.Configuration;
using QuestDb.Threading;

namespace QuestDb.Ingest.Pool;

/// <summary>
/// The senders of one kind that callers borrow, each with a connection, queue and dictionary of its own. Safe from any thread.
/// </summary>
/// <remarks>
/// A sender is lent again only when all its frames are acknowledged, so that nobody meets what becomes of another one's rows:
/// until then it goes on delivering beside those that are lent. There are at most as many of both as twice the cap.
/// </remarks>
/// <param name="kind">What is lent, in the plural, for messages.</param>
/// <param name="factory">Makes the senders.</param>
/// <param name="time">The clock of ages.</param>
internal sealed partial class SenderPool(string kind, SenderFactory factory, TimeProvider time)
{
    /// <summary>Guards the lists of senders. Nobody waits under it, neither for a connection nor for a slot.</summary>
    private readonly RankedLock _gate = new(LockRank.SenderPool);
    private readonly BorrowLimiter _places = new(factory.Settings.Pool.SenderMax, factory.Settings.Pool.AcquireTimeout,
        () => AtCap(kind, factory.Settings));
    private readonly CancellationTokenSource _giveUp = new();

    /// <summary>Senders that are lent, idle, or connecting.</summary>
    private readonly HashSet<PooledSender> _all = [];

    /// <summary>Those that nobody has, the last returned at the end.</summary>
    private readonly List<PooledSender> _idle = [];

    /// <summary>Senders that left the pool and deliver what they have, or what they left behind.</summary>
    private readonly List<Task<Undelivered?>> _retiring = [];

    /// <summary>Connections that nobody waits for.</summary>
    private readonly List<Task> _opening = [];

    /// <summary>Senders that are being made: a slot on disk takes its time.</summary>
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

    /// <summary>Closes every sender, lent ones too, and returns what they leave behind.</summary>
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
                .. _retiring,
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

    /// <summary>An idle sender that is drained, the last returned, or a new one if there is room; null while there is none.</summary>
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
                if (_all.Count + _making + _retiring.Count(static task => !task.IsCompleted) >= 2 * Settings.Pool.SenderMax) return null;
                _making++;
            }

            PooledSender made = Make();
            if (made.IsDrained) return made;
            // Its slot holds rows of an earlier client, which are delivered first.
            Park(made);
        }
    }

    /// <summary>Ends when one of the senders that nobody has may have become free.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.PoolExhausted"/>: not in time.</exception>
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
                .. _retiring.Concat(_opening).Where(static task => !task.IsCompleted)];
        }

        // There is none when all that were busy have become free meanwhile.
        if (draining.Length == 0) return;
        Task first = Task.WhenAny(draining);
        await first.WaitAsync(TimeSpan.FromMilliseconds(Math.Min(left, int.MaxValue)), CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Off the thread that closes the client, if it does: code of the borrower may come next, which may wait for the end of that.
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
            // Nobody else knows of it. It has no row of this client, and those of its slot stay there.
            SenderShutdown.RetireAsync(sender.Sender, new CancellationToken(canceled: true)).GetAwaiter().GetResult();
            ThrowIfClosed();
        }

        return sender;
    }

    /// <summary>Makes a sender idle, also one that still delivers.</summary>
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

    /// <summary>Closes a sender in the background; closing the pool awaits it and reports what it left.</summary>
    private void RetireUnderLock(PooledSender sender)
    {
        if (!_all.Remove(sender)) return;
        _retiring.Add(SenderShutdown.RetireAsync(sender.Sender, _giveUp.Token));
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

    private void ForgetRetired() => _retiring.RemoveAll(static task => task is { IsCompletedSuccessfully: true, Result: null });

    private void ThrowIfClosed()
    {
        if (_closed) throw new QuestDbException(ErrorCode.Disposed, "The client was disposed; it lends no more senders.");
    }

    private QuestDbException StillDelivering() => new(ErrorCode.PoolExhausted,
        $"All connections for {kind} ({2 * Settings.Pool.SenderMax}, twice sender_pool_max) are lent or still deliver "
        + "the rows of their last borrowers, and none got ready within sf_append_deadline_millis "
        + $"({Settings.Queue.AppendDeadline.TotalMilliseconds:N0} ms). Does the server take rows?");

    private static QuestDbException AtCap(string kind, ClientSettings settings) => new(ErrorCode.PoolExhausted,
        $"All {settings.Pool.SenderMax} {kind} are borrowed "
        + $"(sender_pool_max){(settings.Pool.AcquireTimeout > TimeSpan.Zero ? $", and none was returned within acquire_timeout_ms ({settings.Pool.AcquireTimeout.TotalMilliseconds:N0} ms)" : "")}. Dispose one to return it, or raise the limit.");
}
