using System.Runtime.CompilerServices;
using QuestDb.Egress;
using QuestDb.Egress.Requests;
using QuestDb.Events;
using QuestDb.Threading;

namespace QuestDb;

/// <summary>
/// A query connection that one owner holds: runs queries one after the other and reads their results column by column.
/// Disposing it gives the connection back to the client's pool.
/// </summary>
/// <remarks>
/// One thread at a time uses it: a call beside another one is <see cref="ErrorCode.InvalidState"/>. When its connection was lost, the next
/// query opens another. For typed rows, <see cref="QuestDbClient.Query{T}(string, ReadOnlySpan{BindValue})"/> needs no reader.
/// </remarks>
public sealed class Reader : IDisposable, IAsyncDisposable
{
    private readonly QuerySession _session;
    private readonly BorrowHandle? _handle;
    private Cursor? _cursor;
    private bool _disposed;

    /// <param name="session">The borrowed connection.</param>
    /// <param name="handle">Tells of a reader that was forgotten; null for one of the client's own.</param>
    internal Reader(QuerySession session, BorrowHandle? handle = null)
    {
        _session = session;
        _handle = handle;
    }

    /// <summary>What the server said of itself when the connection opened.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.Disposed"/>.</exception>
    public ServerInfo ServerInfo => Connection.Info;

    /// <summary>The version of the protocol that client and server agreed on.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.Disposed"/>.</exception>
    public int ServerVersion => Connection.Version;

    /// <summary>Held by each call of the reader and of its cursor: both belong to one owner.</summary>
    internal OwnerMark Owner { get; } = new("reader");

    private QueryConnection Connection
    {
        get
        {
            ThrowIfUnusable();
            return _session.Connection!;
        }
    }

    /// <summary>
    /// Prepares a query whose holes are its binds <c>$1</c>, <c>$2</c>, …; each may be given anew for a later run. Nothing is sent yet.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a hole stands where no value can; <see cref="ErrorCode.Disposed"/>.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public PreparedQuery Prepare(ref SqlInterpolatedStringHandler sql)
    {
        ThrowIfUnusable();
        QueryText query = sql.Query();
        return new PreparedQuery(this, query.Sql, query.Binds);
    }

    /// <summary>Prepares a query: binds are added to it and it is run, once or many times. Nothing is sent yet.</summary>
    /// <param name="sql">The text, with <c>$1</c>, <c>$2</c>, … for the binds. Never put values into it.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.Disposed"/>.</exception>
    public PreparedQuery Prepare(string sql)
    {
        ThrowIfUnusable();
        ArgumentNullException.ThrowIfNull(sql);
        return new PreparedQuery(this, sql, []);
    }

    /// <summary>Prepares a query with a text that was put together at run time.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.Disposed"/>.</exception>
    public PreparedQuery Prepare(Sql sql) => Prepare(sql.Text);

    /// <summary>
    /// Sends a query or statement whose holes are binds, and returns without waiting for its answer; errors of the server come with the
    /// first batch.
    /// </summary>
    /// <exception cref="QuestDbException">As for <see cref="Execute(string, ReadOnlySpan{BindValue})"/>.</exception>
    [OverloadResolutionPriority(1)]
    public Cursor Execute(ref SqlInterpolatedStringHandler sql) => Run(sql.Query());

    /// <summary>
    /// Sends a query or statement and returns without waiting for its answer; errors of the server come with the first batch.
    /// </summary>
    /// <param name="sql">The text, with <c>$1</c>, <c>$2</c>, … for the binds. Never put values into it.</param>
    /// <param name="binds">The values of the placeholders.</param>
    /// <exception cref="QuestDbException">
    /// Nothing was sent: <see cref="ErrorCode.InvalidState"/>, the last cursor is open; <see cref="ErrorCode.InvalidValue"/>, a bind, named
    /// by its position, or a placeholder without a value, or a value without a placeholder; <see cref="ErrorCode.Disposed"/>; or the
    /// codes of a failed connection, when the old one was lost.
    /// </exception>
    public Cursor Execute(string sql, params ReadOnlySpan<BindValue> binds)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return Run(QueryText.Of(sql, binds.ToArray()));
    }

    /// <summary>
    /// As <see cref="Execute(ref SqlInterpolatedStringHandler)"/>; does not block a thread when a lost connection has to be replaced.
    /// </summary>
    /// <param name="sql">An interpolated string, whose holes become binds.</param>
    /// <param name="cancellationToken">Stops opening a connection; to stop the query, cancel its cursor.</param>
    /// <exception cref="QuestDbException">As for <see cref="Execute(string, ReadOnlySpan{BindValue})"/>.</exception>
    [OverloadResolutionPriority(1)]
    public ValueTask<Cursor> ExecuteAsync(ref SqlInterpolatedStringHandler sql, CancellationToken cancellationToken = default) =>
        RunAsync(sql.Query(), cancellationToken);

    /// <summary>
    /// As <see cref="Execute(string, ReadOnlySpan{BindValue})"/>; does not block a thread when a lost connection has to be replaced.
    /// </summary>
    /// <param name="sql">The text, with <c>$1</c>, <c>$2</c>, … for the binds. Never put values into it.</param>
    /// <param name="cancellationToken">Stops opening a connection; to stop the query, cancel its cursor.</param>
    /// <param name="binds">The values of the placeholders.</param>
    /// <exception cref="QuestDbException">As for <see cref="Execute(string, ReadOnlySpan{BindValue})"/>.</exception>
    public ValueTask<Cursor> ExecuteAsync(string sql, CancellationToken cancellationToken = default, params ReadOnlySpan<BindValue> binds)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return RunAsync(QueryText.Of(sql, binds.ToArray()), cancellationToken);
    }

    /// <summary>
    /// Ends the query that still runs, as <see cref="Cursor.Dispose"/> does, and gives the connection back. Again, it does nothing.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: another call uses the reader or its cursor; the errors of <see cref="Cursor.Dispose"/>,
    /// unless the cursor was disposed before.
    /// </exception>
    public void Dispose()
    {
        if (!BeginDispose()) return;
        try
        {
            _cursor?.Dispose();
        }
        finally
        {
            Return();
        }
    }

    /// <summary>As <see cref="Dispose"/>, without blocking a thread.</summary>
    /// <exception cref="QuestDbException">As for <see cref="Dispose"/>.</exception>
    public async ValueTask DisposeAsync()
    {
        if (!BeginDispose()) return;
        try
        {
            if (_cursor is not null) await _cursor.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Return();
        }
    }

    internal Cursor Run(QueryText query)
    {
        ThrowIfUnusable();
        using OwnerMark.Held held = Owner.Use();
        QueryCall call = NewCall(query);
        return _cursor = new Cursor(BlockingWait.For(call.StartAsync(CancellationToken.None)), this);
    }

    internal async ValueTask<Cursor> RunAsync(QueryText query, CancellationToken cancellationToken)
    {
        ThrowIfUnusable();
        using OwnerMark.Held held = Owner.Use();
        QueryCall call = NewCall(query);
        cancellationToken.ThrowIfCancellationRequested();
        return _cursor = new Cursor(await call.StartAsync(cancellationToken).ConfigureAwait(false), this);
    }

    private void Return()
    {
        _handle?.Returned();
        _session.Dispose();
    }

    private QueryCall NewCall(QueryText query)
    {
        if (_cursor is { IsOver: false })
        {
            throw new QuestDbException(ErrorCode.InvalidState,
                $"The cursor of the reader's last query is open; dispose it first, and await its DisposeAsync. [{_cursor.Sql}]");
        }

        return new QueryCall(_session, ownsSession: false, query, QueryPurpose.Cursor);
    }

    /// <summary>Takes the right to give the connection back; false when it is taken.</summary>
    private bool BeginDispose()
    {
        if (_disposed) return false;
        _cursor?.ThrowIfInCallback();
        using OwnerMark.Held held = Owner.Use();
        _disposed = true;
        return true;
    }

    private void ThrowIfUnusable()
    {
        if (_disposed) throw new QuestDbException(ErrorCode.Disposed, "The reader was disposed.");
        _cursor?.ThrowIfInCallback();
    }
}
