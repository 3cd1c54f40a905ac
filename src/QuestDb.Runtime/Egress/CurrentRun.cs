using QuestDb.Threading;

namespace QuestDb.Egress;

/// <summary>The current run of a query. Another run may replace it until the query is cancelled.</summary>
/// <remarks>The consumer replaces it within a call; any thread may cancel it.</remarks>
internal sealed class CurrentRun(QueryRun first)
{
    /// <summary>Guards the run that counts and the stage: a query that is cancelled gets no other. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.CurrentRun);
    private Stage _stage = Stage.Running;
    private CancellationTokenSource? _failover;

    private enum Stage
    {
        /// <summary>The query runs, or has ended.</summary>
        Running,
        /// <summary>Its connection broke, and the consumer is opening another.</summary>
        FailingOver,
        /// <summary>The query is cancelled; no other run follows.</summary>
        Cancelled,
    }

    /// <summary>The run.</summary>
    public QueryRun Run { get; private set; } = first;

    /// <summary>The number of runs so far. It grows when the result starts again on another connection.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Whether the query was cancelled.</summary>
    public bool IsCancelled
    {
        get
        {
            using (_gate.Enter()) return _stage == Stage.Cancelled;
        }
    }

    /// <summary>Begins a failover; false when the query was cancelled.</summary>
    /// <param name="stop">Cancelled with the query.</param>
    public bool TryBeginFailover(out CancellationToken stop)
    {
        using (_gate.Enter())
        {
            stop = default;
            if (_stage == Stage.Cancelled) return false;
            _failover = new CancellationTokenSource();
            stop = _failover.Token;
            _stage = Stage.FailingOver;
            return true;
        }
    }

    /// <summary>
    /// Replaces the run; false when the query was cancelled meanwhile, so that nobody waits for the end of the new run.
    /// </summary>
    public bool TryReplace(QueryRun next)
    {
        using (_gate.Enter())
        {
            if (_stage == Stage.Cancelled) return false;
            _stage = Stage.Running;
            _failover = null;
            Run = next;
            Count++;
            return true;
        }
    }

    /// <summary>Cancels the query and returns its run, which stays the last.</summary>
    public QueryRun Cancel()
    {
        QueryRun run;
        CancellationTokenSource? failover;
        using (_gate.Enter())
        {
            _stage = Stage.Cancelled;
            (run, failover) = (Run, _failover);
        }

        // The run is cancelled first, so that a failover that stops finds it ended.
        run.RequestCancel();
        failover?.Cancel();
        return run;
    }
}
