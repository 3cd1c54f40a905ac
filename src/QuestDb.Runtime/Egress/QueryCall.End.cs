using QuestDb.Egress.Requests;
using QuestDb.Shared.Sql;

namespace QuestDb.Egress;

/// <content>The end of a query: by cancellation, by disposal, or by an error of its connection.</content>
internal sealed partial class QueryCall
{
    /// <summary>
    /// Asks the server to stop; a failover ends at once. Batches that were not taken are dropped. Safe from any thread, any
    /// number of times.
    /// </summary>
    public void RequestCancel() => _current.Cancel();

    /// <summary>Cancels and blocks until the query has ended.</summary>
    public void Cancel()
    {
        _callbacks.ThrowIfCaller();
        _current.Cancel().WaitEnd();
    }

    /// <summary>Cancels and waits until the query has ended.</summary>
    public Task CancelAsync()
    {
        _callbacks.ThrowIfCaller();
        return _current.Cancel().WaitEndAsync();
    }

    /// <summary>
    /// Waits for the end of a statement whose outcome nobody has asked for and that nobody has cancelled, so that it is run and its
    /// error is not lost. For a query it waits for the first batch at most.
    /// </summary>
    public async ValueTask FinishStatementAsync()
    {
        if (IsUnsettledStatement) await NextAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>As <see cref="FinishStatementAsync"/>, blocking the thread.</summary>
    public void FinishStatement()
    {
        if (IsUnsettledStatement) Next();
    }

    /// <summary>
    /// Ends the query: a result that is not read to its end is cancelled and drained. Again, it waits for the same end.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _callbacks.ThrowIfRunning();
        ReleaseCurrent();
        await CancelAsync().ConfigureAwait(false);
        Close();
    }

    /// <summary>As <see cref="DisposeAsync"/>, blocking the thread.</summary>
    public void Dispose()
    {
        _callbacks.ThrowIfRunning();
        ReleaseCurrent();
        Cancel();
        Close();
    }

    /// <summary>The error of a lost connection that ends the query at once. Called by a run, under its lock.</summary>
    /// <param name="e">The error of the connection.</param>
    /// <param name="hasAnswer">Whether a part of the result had arrived.</param>
    /// <param name="rowsOut">Rows that the caller has received; null when it has seen nothing of the result.</param>
    public QuestDbException Lost(QuestDbException e, bool hasAnswer, long? rowsOut)
    {
        if (rowsOut is null) return InDoubt(e, hasAnswer);
        string why = !Settings.Failover.Enabled ? "The query is not run again (failover=off)."
            : !MayRunTwice ? "The query is not run again, as its text is not known to only read; QueryOptions.Replay allows it."
            : "The query is not run again, as they would be handed out twice; QueryOptions.OnFailoverReset allows it.";
        return new QuestDbException(e.Code, $"{e.Message} {rowsOut:N0} rows of the result had been handed out. {why} [{Sql}]", e);
    }

    /// <summary>
    /// The error of a query that is not sent again. For a statement that was sent and may have run, the outcome is unknown.
    /// </summary>
    public QuestDbException InDoubt(QuestDbException e, bool hasAnswer)
    {
        if (hasAnswer || SqlVerb.OnlyReads(Sql)) return e;
        bool isUnknown = e.Code != ErrorCode.ProtocolError && _purpose is QueryPurpose.Statement or QueryPurpose.Cursor;
        return new QuestDbException(isUnknown ? ErrorCode.OutcomeUnknown : e.Code,
            $"{e.Message} The statement was sent and may or may not have run; it is not sent again. [{Sql}]", e)
        {
            InDoubt = true,
        };
    }

    private bool IsUnsettledStatement => !_asked && !_current.IsCancelled && SqlVerb.Statement(Sql) is not null;

    private void Close()
    {
        _session.IsReused = true;
        if (_ownsSession) _session.Dispose();
    }
}
