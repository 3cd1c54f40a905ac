using QuestDb.Configuration;
using QuestDb.Decoders.Batches;
using QuestDb.Egress.Requests;
using QuestDb.Schemas;

namespace QuestDb.Egress;

/// <summary>
/// One query as its caller sees it: a run, and after a broken connection another run, where that is allowed. One consumer takes one
/// batch after the other and returns each with the call that takes the next. A lost connection is handled within such a call, so that a
/// result starts again between two batches. Typed queries, statements and cursors are all read through this class. Its other parts end
/// the query and fail over.
/// </summary>
internal sealed partial class QueryCall : IDisposable, IAsyncDisposable
{
    private readonly QuerySession _session;
    private readonly bool _ownsSession;
    private readonly QueryText _query;
    private readonly QueryPurpose _purpose;
    private readonly CurrentRun _current;
    private readonly FailoverCallbacks _callbacks;
    private ResultBatch? _batch;
    private ColumnHeader[]? _schema;
    private Exception? _failure;
    private bool _asked;

    /// <summary>Creates a query that is not sent yet.</summary>
    /// <param name="session">The session on which it runs.</param>
    /// <param name="ownsSession">Whether disposing the call returns the session to the pool.</param>
    /// <param name="query">The text, its binds and options.</param>
    /// <param name="purpose">How its result is read.</param>
    public QueryCall(QuerySession session, bool ownsSession, QueryText query, QueryPurpose purpose)
    {
        _session = session;
        _ownsSession = ownsSession;
        _purpose = purpose;
        _query = query;
        _current = new CurrentRun(new QueryRun(this));
        _callbacks = new FailoverCallbacks(query.Sql);
    }

    public QuerySession Session => _session;

    public string Sql => _query.Sql;

    public BindValue[] Binds => _query.Binds;

    public QueryOptions Options => _query.Options;

    public ClientSettings Settings => _session.Pool.Settings;

    /// <summary>The credit that a run begins with and that is topped up while batches are consumed; 0 for no flow control.</summary>
    public long Window => Settings.Query.InitialCredit;

    public long RequestId => Run.RequestId;

    public QueryTerminal? Terminal => Run.Terminal;

    public long CreditGrantedTotal => Run.CreditGrantedTotal;

    /// <summary>The number of runs so far. It grows when the result starts again on another connection.</summary>
    public int Runs => _current.Count;

    /// <summary>The batch that was taken last, valid until the next call.</summary>
    public ResultBatch Batch => _batch!;

    private QueryRun Run => _current.Run;

    /// <summary>Borrows a connection and sends a query.</summary>
    public static async ValueTask<QueryCall> OpenAsync(
        QueryPool pool, QueryText query, QueryPurpose purpose, CancellationToken cancellationToken)
    {
        QuerySession session = await pool.BorrowAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await new QueryCall(session, ownsSession: true, query, purpose).StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Sends the request; completes at once unless the session needs a new connection.</summary>
    /// <exception cref="QuestDbException">
    /// Nothing was sent: <see cref="ErrorCode.InvalidValue"/>, or the codes of a failed connection.
    /// </exception>
    public async ValueTask<QueryCall> StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            QueryConnection connection = await _session.ConnectAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                connection.Begin(Run);
                _session.Call = this;
                return this;
            }
            catch (QuestDbException e) when (e.Code == ErrorCode.ConnectionLost && _session.IsReused)
            {
                // The connection ended while it was idle; ConnectAsync replaces it.
            }
        }
    }

    /// <summary>Takes the next batch into <see cref="Batch"/>; false at the end.</summary>
    /// <exception cref="QueryException">The server's error.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled; its connection stays usable.</exception>
    public ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        BeginTurn();
        if (cancellationToken.IsCancellationRequested) RequestCancel();
        QueryStep step = Run.Take(cancellationToken, out ResultBatch? batch);
        return step is QueryStep.Batch or QueryStep.End ? new ValueTask<bool>(Took(batch)) : WaitAsync(step, cancellationToken);
    }

    /// <summary>
    /// As <see cref="NextAsync"/>, blocking the thread until there is a batch or the end; a failover runs on this thread too.
    /// </summary>
    public bool Next()
    {
        BeginTurn();
        while (true)
        {
            if (Run.Wait(out ResultBatch? batch) != QueryStep.Broken) return Took(batch);
            // A blocking failover awaits only completed tasks, so that this does not block on the thread pool.
            FailOverAsync(blocking: true).GetAwaiter().GetResult();
        }
    }

    /// <summary>Grants the server credit beyond the window.</summary>
    public void AddCredit(long bytes)
    {
        _callbacks.ThrowIfRunning();
        Run.AddCredit(bytes);
    }

    /// <summary>
    /// Whether the caller sees a part of the result when the consumer takes a batch. A run calls it while it holds its lock.
    /// </summary>
    public bool Shows(ResultBatch batch) => _purpose != QueryPurpose.Array && (_purpose != QueryPurpose.Rows || batch.RowCount > 0);

    private async ValueTask<bool> WaitAsync(QueryStep step, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration =
            cancellationToken.UnsafeRegister(static call => ((QueryCall)call!).RequestCancel(), this);
        while (true)
        {
            if (step == QueryStep.Broken) await FailOverAsync(blocking: false).ConfigureAwait(false);
            else await Run.WaitAsync().ConfigureAwait(false);
            step = Run.Take(cancellationToken, out ResultBatch? batch);
            if (step is QueryStep.Batch or QueryStep.End) return Took(batch);
        }
    }

    private void BeginTurn()
    {
        _callbacks.ThrowIfRunning();
        _asked = true;
        ReleaseCurrent();
        if (_failure is not null) throw _failure;
    }

    private bool Took(ResultBatch? batch)
    {
        _batch = batch;
        if (batch is null) return false;
        CheckSchema(batch);
        return true;
    }

    /// <summary>
    /// Checks that columns are the same after a failover, because the caller may hold positions that it has looked up.
    /// </summary>
    private void CheckSchema(ResultBatch batch)
    {
        if (!Run.IsHandedOut || ReferenceEquals(batch.Schema, _schema)) return;
        if (_schema is null || _schema.AsSpan().SequenceEqual(batch.Schema))
        {
            _schema = batch.Schema;
            return;
        }

        _failure = new QuestDbException(ErrorCode.ResultMismatch,
            $"The query started again on {Run.Endpoint} and its result has other columns there: {Describe(batch.Schema)} "
            + $"in place of {Describe(_schema)}. [{Sql}]");
        RequestCancel();
        throw _failure;

        static string Describe(ColumnHeader[] columns) =>
            string.Join(", ", columns.Select(static column => $"{column.Name} ({ColumnTypeNames.Of(column.Type)})"));
    }

    private void ReleaseCurrent()
    {
        if (_batch is not { } batch) return;
        _batch = null;
        Run.Return(batch);
    }
}
