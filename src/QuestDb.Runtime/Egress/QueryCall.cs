using QuestDb.Configuration;
using QuestDb.Decoders.Batches;
using QuestDb.Egress.Requests;
using QuestDb.Schemas;

namespace QuestDb.Egress;

/// <summary>
/// One query as its caller sees it: a run, and after a connection that broke the next, where that is allowed. One consumer takes
/// batches in turns and gives each back when it asks for the next; whatever there is to do about a lost connection happens in such
/// a turn, so that a result that starts again does so between two batches. Typed queries, statements and cursors are all read
/// through it. The other parts of it end it, and fail over.
/// </summary>
internal sealed partial class QueryCall : IDisposable, IAsyncDisposable
{
    private readonly QuerySession _session;
    private readonly bool _ownsSession;
    private readonly QueryPurpose _purpose;
    private readonly CurrentRun _current;
    private readonly FailoverCallbacks _callbacks;
    private ResultBatch? _batch;
    private ColumnHeader[]? _schema;
    private Exception? _failure;

    /// <summary>Makes a query that is not sent yet.</summary>
    /// <param name="session">Where it runs.</param>
    /// <param name="ownsSession">Whether disposing the call gives the session back.</param>
    /// <param name="sql">The text.</param>
    /// <param name="binds">The binds, in the order of their positions.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="purpose">Who reads it.</param>
    public QueryCall(QuerySession session, bool ownsSession, string sql, BindValue[] binds, QueryOptions options, QueryPurpose purpose)
    {
        _session = session;
        _ownsSession = ownsSession;
        _purpose = purpose;
        Sql = sql;
        Binds = binds;
        Options = options;
        _current = new CurrentRun(new QueryRun(this));
        _callbacks = new FailoverCallbacks(sql);
    }

    public string Sql { get; }

    public BindValue[] Binds { get; }

    public QueryOptions Options { get; }

    public ClientSettings Settings => _session.Pool.Settings;

    /// <summary>The credit that a run begins with, which is kept up; 0 for none.</summary>
    public long Window => Settings.Query.InitialCredit;

    public long RequestId => Run.RequestId;

    public QueryTerminal? Terminal => Run.Terminal;

    public long CreditGrantedTotal => Run.CreditGrantedTotal;

    /// <summary>Counts the runs: another number means that the result started again, on another connection.</summary>
    public int Runs => _current.Count;

    /// <summary>The batch taken last, until the next is asked for.</summary>
    public ResultBatch Batch => _batch!;

    private QueryRun Run => _current.Run;

    /// <summary>Borrows a connection and sends a query.</summary>
    public static async ValueTask<QueryCall> OpenAsync(
        QueryPool pool, string sql, BindValue[] binds, QueryOptions options, QueryPurpose purpose, CancellationToken cancellationToken)
    {
        QuerySession session = await pool.BorrowAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await new QueryCall(session, ownsSession: true, sql, binds, options, purpose).StartAsync(cancellationToken)
                .ConfigureAwait(false);
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
                return this;
            }
            catch (QuestDbException e) when (e.Code == ErrorCode.ConnectionLost && _session.IsReused)
            {
                // It ended while it was idle; ConnectAsync replaces it.
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
    /// As <see cref="NextAsync"/>, blocking the thread until the pump has posted something; a failover stays on this thread.
    /// </summary>
    public bool Next()
    {
        BeginTurn();
        while (true)
        {
            if (Run.Wait(out ResultBatch? batch) != QueryStep.Broken) return Took(batch);
            // Nothing in it is awaited that has not completed.
            FailOverAsync(blocking: true).GetAwaiter().GetResult();
        }
    }

    /// <summary>Allows the server more bytes than the window.</summary>
    public void AddCredit(long bytes)
    {
        _callbacks.ThrowIfRunning();
        Run.AddCredit(bytes);
    }

    /// <summary>
    /// Whether the caller sees something of the result once its consumer has taken a batch. Called by a run, under its lock.
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

    /// <summary>Columns that the caller has seen must be the same after a failover: it may have looked them up.</summary>
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
