using QuestDb.Decoders.Batches;
using QuestDb.Threading;

namespace QuestDb.Egress;

/// <summary>
/// One run of a query on one connection, from its request to its terminator. The pump of the connection posts decoded batches; the
/// consumer takes them through the <see cref="QueryCall"/>, which begins another run when the connection breaks. Its other parts end
/// the run and account for its credit.
/// </summary>
internal sealed partial class QueryRun(QueryCall call)
{
    /// <summary>Guards the batches that are ready, the credit and the end. Pulsed when a batch comes and at a break or the end.</summary>
    private readonly RankedMonitor _gate = new(LockRank.QueryRun);
    private readonly AsyncSignal _changed = new();
    private readonly Queue<ResultBatch> _ready = new();
    private QueryConnection? _connection;
    private bool _hasAnswer;

    /// <summary>Rows that the caller has received; null before it has seen anything of the result.</summary>
    private long? _rowsOut;

    /// <summary>The query that this is a run of.</summary>
    public QueryCall Call { get; } = call;

    public long RequestId { get; private set; }

    /// <summary>The endpoint on which it runs.</summary>
    public string Endpoint => _connection!.Endpoint;

    /// <summary>Whether the caller has seen a part of this run's result.</summary>
    public bool IsHandedOut
    {
        get
        {
            using (_gate.Enter()) return _rowsOut is not null;
        }
    }

    /// <summary>The connection calls this before it sends the request.</summary>
    public void Begun(QueryConnection connection, long requestId)
    {
        using (_gate.Enter())
        {
            _connection = connection;
            RequestId = requestId;
            CreditGrantedTotal = Call.Window;
        }
    }

    /// <summary>Takes the next batch, the end, or the break of the connection, if there is one.</summary>
    /// <param name="cancellationToken">The token that an exception names if it is cancelled.</param>
    /// <param name="batch">The batch, which must be returned with <see cref="Return"/>.</param>
    /// <exception cref="QueryException">The server's error.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled; its connection stays usable.</exception>
    public QueryStep Take(CancellationToken cancellationToken, out ResultBatch? batch)
    {
        using (_gate.Enter())
        {
            batch = null;
            if (Broken is not null && Terminal is null)
            {
                // The result starts again, so that the remaining batches of this run are dropped.
                DropReady();
                return QueryStep.Broken;
            }

            if (_ready.TryDequeue(out batch))
            {
                // This happens under the lock, so that a break either comes before the batch or sees that it was handed out.
                if (Call.Shows(batch)) _rowsOut = (_rowsOut ?? 0) + batch.RowCount;
                return QueryStep.Batch;
            }

            if (Terminal is not { } terminal) return QueryStep.None;
            // The error is created here because it says how many rows were handed out.
            if (_lost is not null && terminal.Kind == TerminalKind.ConnectionLost) _error ??= Call.Lost(_lost, _hasAnswer, _rowsOut);
            if (_error is not null) throw _error;
            if (terminal.Kind == TerminalKind.Cancelled)
            {
                throw new OperationCanceledException("The query was cancelled.",
                    cancellationToken.IsCancellationRequested ? cancellationToken : default);
            }

            return QueryStep.End;
        }
    }

    /// <summary>As <see cref="Take"/>, blocking the thread until there is something to take.</summary>
    public QueryStep Wait(out ResultBatch? batch)
    {
        using (_gate.Enter())
        {
            QueryStep step;
            while ((step = Take(CancellationToken.None, out batch)) == QueryStep.None) _gate.Wait();
            return step;
        }
    }

    /// <summary>Completes when there may be something to take. Only one caller may wait at a time.</summary>
    public ValueTask WaitAsync() => _changed.WaitAsync();

    /// <summary>Returns a batch to the connection's pool and grants credit for it.</summary>
    public void Return(ResultBatch batch)
    {
        int length = batch.WireLength;
        _connection!.Batches.Return(batch);
        Consumed(length);
    }

    /// <summary>The pump calls this before it decodes a batch.</summary>
    public void Answered()
    {
        using (_gate.Enter()) _hasAnswer = true;
    }

    /// <summary>The pump calls this with a decoded batch.</summary>
    public void Post(ResultBatch batch)
    {
        using (_gate.Enter())
        {
            if (WantsBatches)
            {
                _ready.Enqueue(batch);
                _gate.PulseAll();
                _changed.Set();
                return;
            }
        }

        Return(batch);
    }

    /// <summary>The pump calls this for a batch that is not wanted any more.</summary>
    public void Skipped(int length) => Consumed(length);

    private void DropReady()
    {
        while (_ready.TryDequeue(out ResultBatch? batch)) _connection!.Batches.Return(batch);
    }
}
