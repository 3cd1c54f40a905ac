using QuestDb.Egress;
using QuestDb.Threading;

namespace QuestDb;

/// <summary>
/// The results of one run of a query: batches, then the end. Disposing it early stops the query on the server and leaves the
/// connection to the next one.
/// </summary>
/// <remarks>
/// One thread at a time uses it, except for <see cref="Cancel"/> and <see cref="CancelAsync"/>, which any thread may call.
/// Batches are received and decoded in the background, up to <c>buffer_pool_size</c> of them; what the server may send before
/// they are read is bounded by <c>initial_credit</c>. When the connection breaks, a query that only reads starts again by itself as
/// long as no batch was handed out, and after that with <see cref="QueryOptions.OnFailoverReset"/>, whose callbacks run in the turn of
/// <see cref="NextBatch"/> and must not use the cursor (<see cref="ErrorCode.InvalidState"/>).
/// </remarks>
public sealed class Cursor : IDisposable, IAsyncDisposable
{
    private readonly QueryCall _call;
    private readonly Reader _reader;
    private Task _ending = Task.CompletedTask;
    private bool _disposed;

    /// <param name="call">The query.</param>
    /// <param name="reader">
    /// The reader. The cursor keeps it, so that a reader that is used through its cursor alone is not forgotten.
    /// </param>
    internal Cursor(QueryCall call, Reader reader)
    {
        _call = call;
        _reader = reader;
    }

    /// <summary>The number by which client and server call this run on its connection.</summary>
    public long RequestId => _call.RequestId;

    /// <summary>The SQL text.</summary>
    public string Sql => _call.Sql;

    /// <summary>How the query ended; null while it runs. It may have ended before all batches are read.</summary>
    public QueryTerminal? Terminal => _call.Terminal;

    /// <summary>
    /// Bytes that the server was allowed to send so far, on the connection of this run: the first credit, its top-ups,
    /// and <see cref="AddCredit"/>. 0 without flow control.
    /// </summary>
    public long CreditGrantedTotal => _call.CreditGrantedTotal;

    /// <summary>Whether it is disposed, and its connection is free for the next query.</summary>
    internal bool IsOver => _disposed && _ending.IsCompleted;

    internal void ThrowIfInCallback() => _call.ThrowIfInCallback();

    /// <summary>
    /// Goes to the next batch, blocking the thread until it has come; null at the end. The batch before it,
    /// and all views of it, end.
    /// </summary>
    /// <returns>The batch; an empty result has one without rows, which tells its columns.</returns>
    /// <exception cref="QueryException">The server's error; the connection stays usable.</exception>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ConnectionLost"/>; <see cref="ErrorCode.OutcomeUnknown"/> for a statement that may have
    /// run; <see cref="ErrorCode.ProtocolError"/>; <see cref="ErrorCode.Disposed"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The query was cancelled.</exception>
    public Batch? NextBatch()
    {
        using OwnerMark.Held held = Use();
        return _call.Next() ? new Batch(_call.Batch) : null;
    }

    /// <summary>As <see cref="NextBatch"/>, without blocking a thread.</summary>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="QueryException">The server's error; the connection stays usable.</exception>
    /// <exception cref="QuestDbException">As for <see cref="NextBatch"/>.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled; its connection stays usable.</exception>
    public async ValueTask<Batch?> NextBatchAsync(CancellationToken cancellationToken = default)
    {
        using OwnerMark.Held held = Use();
        return await _call.NextAsync(cancellationToken).ConfigureAwait(false) ? new Batch(_call.Batch) : null;
    }

    /// <summary>
    /// Stops the query and blocks until the server has ended it, at most <c>query_close_timeout_ms</c>; then the connection is given
    /// up. Later calls for batches throw <see cref="OperationCanceledException"/>. Does nothing once everything was read.
    /// </summary>
    public void Cancel() => _call.Cancel();

    /// <summary>As <see cref="Cancel"/>, without blocking a thread.</summary>
    public Task CancelAsync() => _call.CancelAsync();

    /// <summary>
    /// Allows the server to send more bytes ahead, on top of the credit that is kept up by itself. Does nothing
    /// once the query has ended.
    /// </summary>
    /// <param name="bytes">How many, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: the query runs without flow control (<c>initial_credit=0</c>);
    /// <see cref="ErrorCode.Disposed"/>.
    /// </exception>
    public void AddCredit(long bytes)
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        if (_call.Window == 0)
        {
            throw new QuestDbException(ErrorCode.InvalidState,
                "The query runs without flow control (initial_credit=0): the server waits for no credit.");
        }

        _call.AddCredit(bytes);
    }

    /// <summary>
    /// Ends the query: what was not read is cancelled and passed over, blocking the thread for <c>query_close_timeout_ms</c> at most.
    /// A statement whose outcome nobody has asked for is not cancelled: its end is awaited, and its error is thrown. Again, it does
    /// nothing.
    /// </summary>
    /// <exception cref="QueryException">The server's error, for such a statement.</exception>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: another call uses the reader or the cursor; <see cref="ErrorCode.ConnectionLost"/> and
    /// <see cref="ErrorCode.OutcomeUnknown"/>, for such a statement.
    /// </exception>
    public void Dispose()
    {
        if (!BeginDispose())
        {
            BlockingWait.Settle(_ending);
            return;
        }

        try
        {
            _call.FinishStatement();
        }
        finally
        {
            _call.Dispose();
        }
    }

    /// <summary>As <see cref="Dispose"/>, without blocking a thread. Again, it waits for the same end.</summary>
    /// <exception cref="QuestDbException">As for <see cref="Dispose"/>.</exception>
    public ValueTask DisposeAsync()
    {
        if (!BeginDispose()) return new ValueTask(SettleAsync());
        return new ValueTask(_ending = EndAsync());
    }

    private async Task EndAsync()
    {
        try
        {
            await _call.FinishStatementAsync().ConfigureAwait(false);
        }
        finally
        {
            await _call.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits for an end that another call has begun, which reports its error.</summary>
    private async Task SettleAsync() => await _ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Takes the right to end the query; false when it is taken.</summary>
    private bool BeginDispose()
    {
        if (_disposed) return false;
        ThrowIfInCallback();
        using OwnerMark.Held held = _reader.Owner.Use();
        _disposed = true;
        return true;
    }

    private OwnerMark.Held Use()
    {
        ThrowIfDisposed();
        ThrowIfInCallback();
        return _reader.Owner.Use();
    }

    private void ThrowIfDisposed()
    {
        if (_disposed) throw new QuestDbException(ErrorCode.Disposed, "The cursor was disposed.");
    }
}
