using QuestDb.Threading;

namespace QuestDb.Egress;

/// <summary>The run of a query that counts, and whether another may take its place: not once the query is cancelled.</summary>
/// <remarks>The consumer replaces it in its turn; anybody may cancel it.</remarks>
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
        /// <summary>Its connection broke, and the consumer looks for another.</summary>
        FailingOver,
        /// <summary>No other run follows.</summary>
        Cancelled,
    }

    /// <summary>The run.</summary>
    public QueryRun Run { get; private set; } = first;

    /// <summary>Counts the runs: another number means that the result started again, on another connection.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Begins to look for another run; false when the query was cancelled.</summary>
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
    /// Puts another run in place; false when the query was cancelled meanwhile, and nobody is left to wait for the end of that run.
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

    /// <summary>Cancels the query, and returns the run that is there: no other follows it.</summary>
    public QueryRun Cancel()
    {
        QueryRun run;
        CancellationTokenSource? failover;
        using (_gate.Enter())
        {
            _stage = Stage.Cancelled;
            (run, failover) = (Run, _failover);
        }

        // The run first: a failover that stops finds its end.
        run.RequestCancel();
        failover?.Cancel();
        return run;
    }
}
