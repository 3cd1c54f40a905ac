using QuestDb.Configuration.Values;
using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// The first connection of a delivery. Writers wait for it before they queue a row, so that a wrong address is told to who wrote it;
/// in the background nobody waits. When it fails, the send loop ends and the next writer starts another.
/// </summary>
/// <param name="retry">How long it is tried.</param>
/// <param name="patience">The longest time, where it is tried again.</param>
/// <param name="loop">The send loop, which tells what it meets.</param>
internal sealed class FirstConnection(InitialConnectRetry retry, TimeSpan patience, Func<Task> loop)
{
    /// <summary>Guards the stage and the loop. Pulsed whenever the stage changes and when the loop ends.</summary>
    private readonly RankedMonitor _gate = new(LockRank.FirstConnection);
    private Stage _stage = retry == InitialConnectRetry.Async ? Stage.InBackground : Stage.Pending;
    private QuestDbException? _failure;
    private bool _loopRuns;
    private Task _loop = Task.CompletedTask;

    private enum Stage
    {
        /// <summary>There is none yet.</summary>
        Pending,
        /// <summary>Nobody waits for it.</summary>
        InBackground,
        /// <summary>There was one. Connections that are lost are replaced for as long as it takes.</summary>
        Connected,
        /// <summary>It could not be made; the loop that tried is about to end.</summary>
        Failed,
        /// <summary>The client closed before there was one.</summary>
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
            // A loop whose first connection failed is about to end; its error was the last caller's.
            while (_loopRuns && _stage == Stage.Failed) _gate.Wait();
            if (!_loopRuns)
            {
                if (_stage == Stage.Failed) (_stage, _failure) = (Stage.Pending, null);
                _loopRuns = true;
                _loop = Task.Run(loop);
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

    /// <summary>Has nobody wait for it; to be called before the loop starts.</summary>
    public void MoveToBackground()
    {
        using (_gate.Enter()) _stage = Stage.InBackground;
    }

    /// <summary>Whether the round without a connection was the last.</summary>
    /// <param name="elapsed">The time since the loop began.</param>
    public bool IsOver(TimeSpan elapsed) => retry == InitialConnectRetry.Off || elapsed >= patience;

    /// <summary>Called by the loop: there is a connection.</summary>
    public void Connected()
    {
        using (_gate.Enter())
        {
            if (_stage is not Stage.Abandoned) _stage = Stage.Connected;
            _gate.PulseAll();
        }
    }

    /// <summary>Called by the loop: there is none, and it ends. Who waits is told why.</summary>
    public void Fail(QuestDbException failure)
    {
        using (_gate.Enter())
        {
            if (_stage == Stage.Pending) (_stage, _failure) = (Stage.Failed, failure);
            _gate.PulseAll();
        }
    }

    /// <summary>Ends the wait for it for good, if somebody waits or would; false when there is nothing to end.</summary>
    public bool TryAbandon()
    {
        using (_gate.Enter())
        {
            if (_stage is Stage.Connected or Stage.InBackground) return false;
            _stage = Stage.Abandoned;
            return true;
        }
    }

    /// <summary>Called by the loop at its end.</summary>
    public void LoopEnded()
    {
        using (_gate.Enter())
        {
            _loopRuns = false;
            _gate.PulseAll();
        }
    }
}
