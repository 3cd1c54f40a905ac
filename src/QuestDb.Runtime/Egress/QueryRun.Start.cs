namespace QuestDb.Egress;

/// <content>Starting, and starting again.</content>
internal sealed partial class QueryRun
{
    private readonly CancellationTokenSource _connecting = new();
    private bool _hasAnswer;
    private bool _restarted;
    private Task _restart = Task.CompletedTask;

    /// <summary>Borrows a connection and sends a query.</summary>
    public static async ValueTask<QueryRun> OpenAsync(QueryPool pool, string sql, BindValue[] binds, QueryOptions options, bool expectsRows, CancellationToken cancellationToken)
    {
        QuerySession session = await pool.BorrowAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var run = new QueryRun(session, ownsSession: true, sql, binds, options, expectsRows);
            await run.StartAsync(cancellationToken).ConfigureAwait(false);
            return run;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Sends the request; completes at once unless the session needs a new connection.</summary>
    /// <exception cref="QuestDbException">Nothing was sent: <see cref="ErrorCode.InvalidValue"/>, or the codes of a failed connection.</exception>
    public async ValueTask<QueryRun> StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            QueryConnection connection = await _session.ConnectAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                connection.Begin(this);
                return this;
            }
            catch (QuestDbException e) when (e.Code == ErrorCode.ConnectionLost && _session.IsReused)
            {
                // It ended while it was idle; ConnectAsync replaces it.
            }
        }
    }

    /// <summary>Called by the connection before it sends the request.</summary>
    public void Begun(QueryConnection connection, long requestId)
    {
        lock (_gate)
        {
            _connection = connection;
            RequestId = requestId;
            CreditGrantedTotal = Window;
            _consumed = 0;
        }
    }

    /// <summary>
    /// Whether a query whose connection broke is sent again: before any of its answer came, and only if it may run twice. On a
    /// connection that had been idle a query that only reads is; the server had closed it, unseen.
    /// </summary>
    private bool MayRestart(QuestDbException e) =>
        e.Code == ErrorCode.ConnectionLost && !_hasAnswer && !_draining && !_restarted && (Options.Replay || (_session.IsReused && SqlText.OnlyReads(Sql)));

    private async Task RestartAsync()
    {
        try
        {
            await StartAsync(_connecting.Token).ConfigureAwait(false);
            lock (_gate)
            {
                if (!_draining || Terminal is not null) return;
                // Its time may have run out on the connection before.
                _closeLimit!.Change(_session.Pool.Settings.QueryCloseTimeout, Timeout.InfiniteTimeSpan);
            }

            // A cancellation that came while there was no connection to tell it to.
            _connection!.Cancel(RequestId);
        }
        catch (OperationCanceledException)
        {
            Finish(default(QueryTerminal) with { Kind = TerminalKind.Cancelled }, null);
        }
        catch (QuestDbException e)
        {
            // It was sent once and may have run, whatever keeps it from being sent again.
            Finish(default(QueryTerminal) with { Kind = TerminalKind.ConnectionLost }, Lost(e, isDisconnected: true));
        }
    }
}
