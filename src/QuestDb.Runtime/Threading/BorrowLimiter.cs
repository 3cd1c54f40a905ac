namespace QuestDb.Threading;

/// <summary>A number of places that callers acquire in the order of their requests. Safe from any thread.</summary>
/// <param name="places">The number of places.</param>
/// <param name="patience">How long a caller waits for a place; zero does not wait.</param>
/// <param name="none">Makes the error of a caller that gets none.</param>
internal sealed class BorrowLimiter(int places, TimeSpan patience, Func<QuestDbException> none)
{
    /// <summary>Guards the count of places and the queue of those who wait. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.BorrowLimiter);
    private readonly TimeSpan _patience = patience.TotalMilliseconds <= int.MaxValue ? patience : Timeout.InfiniteTimeSpan;

    /// <summary>Waiting callers, longest first; the result says whether the caller got a place.</summary>
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private int _taken;
    private bool _closed;

    /// <summary>Acquires a place, blocking the thread.</summary>
    /// <exception cref="QuestDbException">No place became free in time; or <see cref="ErrorCode.Disposed"/>.</exception>
    public void Acquire()
    {
        if (AcquireOrQueue() is not { } waiter) return;
        // The task completes on the thread that releases a place, so that waking this thread needs no thread of the pool.
        waiter.Task.Wait(_patience);
        if (!Resolve(waiter)) throw none();
    }

    /// <summary>Acquires a place.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QuestDbException">As for <see cref="Acquire"/>.</exception>
    public async ValueTask AcquireAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (AcquireOrQueue() is not { } waiter) return;
        try
        {
            await waiter.Task.WaitAsync(_patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A place may have come at the last moment; this is resolved below.
        }
        catch (OperationCanceledException)
        {
            if (Resolve(waiter)) Release();
            throw;
        }

        if (!Resolve(waiter)) throw none();
    }

    /// <summary>Releases a place; the caller that has waited longest gets it.</summary>
    public void Release()
    {
        using (_gate.Enter())
        {
            if (_waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                first.Value.SetResult(true);
                return;
            }

            _taken--;
        }
    }

    /// <summary>Lends no more places; waiting callers get an error.</summary>
    public void Close()
    {
        using (_gate.Enter())
        {
            _closed = true;
            foreach (TaskCompletionSource<bool> waiter in _waiting) waiter.SetResult(false);
            _waiting.Clear();
        }
    }

    /// <summary>Takes a free place, or queues for one.</summary>
    private TaskCompletionSource<bool>? AcquireOrQueue()
    {
        using (_gate.Enter())
        {
            ThrowIfClosed();
            // A released place goes to a waiting caller, so that a free place means that nobody waits.
            if (_taken < places)
            {
                _taken++;
                return null;
            }

            if (_patience == TimeSpan.Zero) throw none();
            var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(waiter);
            return waiter;
        }
    }

    /// <summary>Whether a caller whose wait has ended got a place. A caller without one is removed from the queue.</summary>
    private bool Resolve(TaskCompletionSource<bool> waiter)
    {
        using (_gate.Enter())
        {
            if (!waiter.Task.IsCompleted)
            {
                _waiting.Remove(waiter);
                return false;
            }
        }

        // Only Close completes a wait without a place.
        if (!waiter.Task.Result) throw Closed();
        return true;
    }

    private void ThrowIfClosed()
    {
        if (_closed) throw Closed();
    }

    private static QuestDbException Closed() => new(ErrorCode.Disposed, "The client was disposed; it lends nothing more.");
}
