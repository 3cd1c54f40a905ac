using QuestDb.Internal;

namespace QuestDb.Egress;

/// <summary>
/// One run of a query, from its request to its terminator. The pump of its connection posts decoded batches; one consumer
/// takes them, waiting on the run's own queue, and gives each back when it asks for the next. Typed queries, statements and
/// cursors are all read through it. The other parts of it start it, end it, and account for its credit.
/// </summary>
internal sealed partial class QueryRun
{
    private readonly object _gate = new();
    private readonly AsyncSignal _changed = new();
    private readonly Queue<ResultBatch> _ready = new();
    private readonly QuerySession _session;
    private readonly bool _ownsSession;
    private readonly bool _expectsRows;
    private QueryConnection? _connection;
    private ResultBatch? _current;

    /// <summary>Makes a run that is not started yet.</summary>
    /// <param name="session">Where it runs.</param>
    /// <param name="ownsSession">Whether disposing the run gives the session back.</param>
    /// <param name="sql">The text.</param>
    /// <param name="binds">The binds, in the order of their positions.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="expectsRows">Whether the caller states that it is a query and no statement.</param>
    public QueryRun(QuerySession session, bool ownsSession, string sql, BindValue[] binds, QueryOptions options, bool expectsRows)
    {
        _session = session;
        _ownsSession = ownsSession;
        _expectsRows = expectsRows;
        Sql = sql;
        Binds = binds;
        Options = options;
        Window = session.Pool.Settings.InitialCredit;
    }

    public string Sql { get; }

    public BindValue[] Binds { get; }

    public QueryOptions Options { get; }

    public long RequestId { get; private set; }

    /// <summary>The batch taken last, until the next is asked for.</summary>
    public ResultBatch Batch => _current!;

    /// <summary>Takes the next batch into <see cref="Batch"/>; false at the end.</summary>
    /// <exception cref="QueryException">The server's error.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled; its connection stays usable.</exception>
    public ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        ReleaseCurrent();
        if (cancellationToken.IsCancellationRequested) RequestCancel();
        return TryTake(cancellationToken, out bool hasBatch) ? new ValueTask<bool>(hasBatch) : WaitAsync(cancellationToken);
    }

    /// <summary>As <see cref="NextAsync"/>, blocking the thread until the pump has posted something.</summary>
    public bool Next()
    {
        ReleaseCurrent();
        lock (_gate)
        {
            bool hasBatch;
            while (!TryTake(CancellationToken.None, out hasBatch)) Monitor.Wait(_gate);
            return hasBatch;
        }
    }

    /// <summary>Called by the pump before it decodes a batch: the query is not sent again, else its rows could come twice.</summary>
    public void Answered()
    {
        lock (_gate) _hasAnswer = true;
    }

    /// <summary>Called by the pump: a batch is decoded.</summary>
    public void Post(ResultBatch batch)
    {
        bool wanted;
        int length = batch.WireLength;
        lock (_gate)
        {
            wanted = WantsBatches;
            if (wanted)
            {
                _ready.Enqueue(batch);
                Monitor.PulseAll(_gate);
            }
        }

        if (wanted)
        {
            _changed.Set();
            return;
        }

        _connection!.Batches.Return(batch);
        Consumed(length);
    }

    /// <summary>Called by the pump: a batch came that nobody wants.</summary>
    public void Skipped(int length) => Consumed(length);

    private async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static run => ((QueryRun)run!).RequestCancel(), this);
        while (true)
        {
            await _changed.WaitAsync().ConfigureAwait(false);
            if (TryTake(cancellationToken, out bool hasBatch)) return hasBatch;
        }
    }

    /// <summary>Takes what is ready: a batch or the end. False when there is nothing yet.</summary>
    private bool TryTake(CancellationToken cancellationToken, out bool hasBatch)
    {
        lock (_gate)
        {
            hasBatch = _ready.TryDequeue(out ResultBatch? batch);
            if (hasBatch)
            {
                _current = batch;
                return true;
            }

            if (Terminal is not { } terminal) return false;
            if (_error is not null) throw _error;
            if (terminal.Kind == TerminalKind.Cancelled) throw new OperationCanceledException("The query was cancelled.", cancellationToken.IsCancellationRequested ? cancellationToken : default);
            return true;
        }
    }

    private void ReleaseCurrent()
    {
        if (_current is not { } batch) return;
        _current = null;
        int length = batch.WireLength;
        _connection!.Batches.Return(batch);
        Consumed(length);
    }
}
