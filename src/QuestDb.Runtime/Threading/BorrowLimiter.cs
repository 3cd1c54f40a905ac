namespace QuestDb.Threading;

/// <summary>A number of places, given to whoever asked first. Safe from any thread.</summary>
/// <param name="places">How many there are.</param>
/// <param name="patience">How long a caller waits for one; zero does not wait.</param>
/// <param name="none">The error of a caller that gets none.</param>
internal sealed class BorrowLimiter(int places, TimeSpan patience, Func<QuestDbException> none)
{
    /// <summary>Guards the count of places and the queue of those who wait. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.BorrowLimiter);
    private readonly TimeSpan _patience = patience.TotalMilliseconds <= int.MaxValue ? patience : Timeout.InfiniteTimeSpan;

    /// <summary>Those who wait, longest first; the result says whether they got a place.</summary>
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private int _taken;
    private bool _closed;

    /// <summary>Takes a place, blocking the thread.</summary>
    /// <exception cref="QuestDbException">There is none in time; or <see cref="ErrorCode.Disposed"/>.</exception>
    public void Acquire()
    {
        if (AcquireOrQueue() is not { } waiter) return;
        // The task is completed on the thread that gives the place, so that no thread of the pool is needed to wake this one.
        waiter.Task.Wait(_patience);
        if (!Resolve(waiter)) throw none();
    }

    /// <summary>Takes a place.</summary>
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
            // Whether the place came at the last moment is resolved below.
        }
        catch (OperationCanceledException)
        {
            if (Resolve(waiter)) Release();
            throw;
        }

        if (!Resolve(waiter)) throw none();
    }

    /// <summary>Gives a place back, to the one that waits longest if there is one.</summary>
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

    /// <summary>Gives no more places; those who wait get an error.</summary>
    public void Close()
    {
        using (_gate.Enter())
        {
            _closed = true;
            foreach (TaskCompletionSource<bool> waiter in _waiting) waiter.SetResult(false);
            _waiting.Clear();
        }
    }

    /// <summary>Takes a place that is free, or queues up for one.</summary>
    private TaskCompletionSource<bool>? AcquireOrQueue()
    {
        using (_gate.Enter())
        {
            ThrowIfClosed();
            // A place that is given back while some wait goes to them, so a free one means that nobody waits.
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

    /// <summary>Whether a caller whose wait has ended has a place. One that has none is in the queue no more.</summary>
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
