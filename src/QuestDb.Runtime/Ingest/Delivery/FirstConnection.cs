using QuestDb.Configuration.Values;
using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// The first connection of a delivery. Writers wait for it before they queue a row, so that the caller that configured a wrong address
/// gets the error; in the background nobody waits. When it fails, the send loop ends and the next writer starts another.
/// </summary>
/// <param name="retry">Whether and how it is retried.</param>
/// <param name="patience">The longest time over which it is retried.</param>
/// <param name="loop">Starts the send loop, which reports success and failure to this object.</param>
internal sealed class FirstConnection(InitialConnectRetry retry, TimeSpan patience, Func<Task> loop)
{
    /// <summary>Guards the fields below. It is pulsed when the stage changes and when the loop ends.</summary>
    private readonly RankedMonitor _gate = new(LockRank.FirstConnection);
    private Stage _stage = retry == InitialConnectRetry.Async ? Stage.InBackground : Stage.Pending;
    private QuestDbException? _failure;
    private bool _loopRuns;
    private Task _loop = Task.CompletedTask;

    private enum Stage
    {
        /// <summary>It has not been made yet, and writers wait for it.</summary>
        Pending,
        /// <summary>It may not have been made yet, but nobody waits for it.</summary>
        InBackground,
        /// <summary>It was made. The loop replaces lost connections without a time limit.</summary>
        Connected,
        /// <summary>It failed; the loop that tried is about to end.</summary>
        Failed,
        /// <summary>The client closed before it was made.</summary>
        Abandoned,
    }

    /// <summary>The send loop that was started last.</summary>
    public Task Loop
    {
        get { using (_gate.Enter()) return _loop; }
    }

    /// <summary>Whether writers wait for it, or would.</summary>
    public bool IsAwaited
    {
        get { using (_gate.Enter()) return _stage is not (Stage.Connected or Stage.InBackground); }
    }

    /// <summary>Starts the loop if it does not run, and waits until there is a connection.</summary>
    /// <exception cref="QuestDbException">Why there is no connection; the next call tries again.</exception>
    public void EnsureStarted()
    {
        using (_gate.Enter())
        {
            // A loop whose first connection failed is about to end, and its error went to the callers that waited then.
            while (_loopRuns && _stage == Stage.Failed) _gate.Wait();
            if (!_loopRuns)
            {
                if (_stage == Stage.Failed) (_stage, _failure) = (Stage.Pending, null);
                _loopRuns = true;
                try
                {
                    _loop = loop();
                }
                catch
                {
                    // No thread could be made, so that the next call tries again.
                    _loopRuns = false;
                    throw;
                }
            }

            while (_loopRuns && _stage == Stage.Pending) _gate.Wait();
            if (_stage == Stage.Abandoned)
            {
                throw new QuestDbException(ErrorCode.Disposed,
                    "The client was disposed before its first connection was open; no row of this write was queued.");
            }

            if (_stage == Stage.Failed) throw new QuestDbException(_failure!.Code, _failure.Message, _failure);
        }
    }

    /// <summary>Lets writers queue rows without waiting for it; must be called before the loop starts.</summary>
    public void MoveToBackground()
    {
        using (_gate.Enter()) _stage = Stage.InBackground;
    }

    /// <summary>Whether no further round follows one that found no connection.</summary>
    /// <param name="elapsed">The time since the loop began.</param>
    public bool IsOver(TimeSpan elapsed) => retry == InitialConnectRetry.Off || elapsed >= patience;

    /// <summary>The loop calls this when it has a connection.</summary>
    public void Connected()
    {
        using (_gate.Enter())
        {
            if (_stage is not Stage.Abandoned) _stage = Stage.Connected;
            _gate.PulseAll();
        }
    }

    /// <summary>The loop calls this when it gives up without a connection. Waiting writers get the error.</summary>
    public void Fail(QuestDbException failure)
    {
        using (_gate.Enter())
        {
            if (_stage == Stage.Pending) (_stage, _failure) = (Stage.Failed, failure);
            _gate.PulseAll();
        }
    }

    /// <summary>Ends the wait for good, for present and later writers; false when writers do not wait.</summary>
    public bool TryAbandon()
    {
        using (_gate.Enter())
        {
            if (_stage is Stage.Connected or Stage.InBackground) return false;
            _stage = Stage.Abandoned;
            return true;
        }
    }

    /// <summary>The loop calls this at its end.</summary>
    public void LoopEnded()
    {
        using (_gate.Enter())
        {
            _loopRuns = false;
            _gate.PulseAll();
        }
    }
}
