namespace QuestDb.Egress;

/// <content>The end: by the server, by cancellation, by a lost connection.</content>
internal sealed partial class QueryRun
{
    private Exception? _error;
    private TaskCompletionSource? _ended;
    private Timer? _closeLimit;
    private bool _draining;
    private int _disposed;

    /// <summary>How the query ended, or null while it runs.</summary>
    public QueryTerminal? Terminal
    {
        get
        {
            lock (_gate) return field;
        }

        private set;
    }

    /// <summary>Whether batches that still come are handed out; else they are passed over.</summary>
    public bool WantsBatches
    {
        get
        {
            lock (_gate) return !_draining && Terminal is null;
        }
    }

    /// <summary>
    /// Asks the server to stop; the terminator follows, or the connection is given up after <c>query_close_timeout_ms</c>. What is
    /// ready and was not taken is dropped. Safe from any thread, any number of times.
    /// </summary>
    public void RequestCancel()
    {
        QueryConnection? connection;
        lock (_gate)
        {
            if (_draining || (Terminal is not null && _ready.Count == 0)) return;
            _draining = true;
            connection = _connection;
            while (_ready.TryDequeue(out ResultBatch? batch)) connection!.Batches.Return(batch);
            if (Terminal is { } terminal)
            {
                // The server was done; the rows were not all handed out.
                (Terminal, _error) = (terminal with { Kind = TerminalKind.Cancelled }, null);
                return;
            }

            if (Window > 0) CreditGrantedTotal = Sum(CreditGrantedTotal, 1);
            _closeLimit = new Timer(static run => ((QueryRun)run!).GiveUp(), this, _session.Pool.Settings.QueryCloseTimeout, Timeout.InfiniteTimeSpan);
        }

        // Nothing was sent yet on a connection that is being opened.
        _connecting.Cancel();
        connection?.Cancel(RequestId);
    }

    /// <summary>Cancels and blocks until the query has ended.</summary>
    public void Cancel()
    {
        RequestCancel();
        lock (_gate)
        {
            while (Terminal is null) Monitor.Wait(_gate);
        }
    }

    /// <summary>Cancels and waits until the query has ended.</summary>
    public Task CancelAsync()
    {
        RequestCancel();
        lock (_gate)
        {
            if (Terminal is not null) return Task.CompletedTask;
            return (_ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Called by the pump: the server's terminator came.</summary>
    public void End(QueryTerminal terminal, QueryException? error) => Finish(terminal, error);

    /// <summary>Called when the connection ended before the query did.</summary>
    public void Fail(QuestDbException e)
    {
        bool restart;
        lock (_gate)
        {
            if (Terminal is not null) return;
            restart = MayRestart(e);
            _restarted |= restart;
        }

        if (restart) _restart = RestartAsync();
        else Finish(default(QueryTerminal) with { Kind = TerminalKind.ConnectionLost }, Lost(e, e.Code == ErrorCode.ConnectionLost));
    }

    /// <summary>Ends the query: a result that is not read to its end is cancelled and drained.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        ReleaseCurrent();
        await CancelAsync().ConfigureAwait(false);
        await _restart.ConfigureAwait(false);
        Close();
    }

    /// <summary>As <see cref="DisposeAsync"/>, blocking the thread.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        ReleaseCurrent();
        Cancel();
        // The query has ended, so of a restart there are only its last lines left.
        _restart.GetAwaiter().GetResult();
        Close();
    }

    private void Close()
    {
        _session.IsReused = true;
        if (_ownsSession) _session.Dispose();
    }

    private void Finish(QueryTerminal terminal, Exception? error)
    {
        lock (_gate)
        {
            if (Terminal is not null) return;
            // A statement that has run has run, cancelled or not.
            if (_draining && terminal.Kind != TerminalKind.ExecDone) (terminal, error) = (terminal with { Kind = TerminalKind.Cancelled }, null);
            (Terminal, _error) = (terminal, error);
            _closeLimit?.Dispose();
            _ended?.TrySetResult();
            Monitor.PulseAll(_gate);
        }

        _changed.Set();
    }

    /// <summary>The server did not end a cancelled query in time.</summary>
    private void GiveUp()
    {
        TimeSpan limit = _session.Pool.Settings.QueryCloseTimeout;
        _connection?.GiveUp(this, new QuestDbException(ErrorCode.ConnectionLost, $"The server did not end a cancelled query within {limit.TotalMilliseconds:N0} ms (query_close_timeout_ms)."));
    }

    /// <summary>The error of a lost connection: for a statement that was sent and may have run, that its outcome is unknown.</summary>
    private QuestDbException Lost(QuestDbException e, bool isDisconnected)
    {
        if (_hasAnswer || SqlText.OnlyReads(Sql)) return e;
        ErrorCode code = isDisconnected && !_expectsRows ? ErrorCode.OutcomeUnknown : e.Code;
        return new QuestDbException(code, $"{e.Message} The statement was sent and may or may not have run; it is not sent again. [{Sql}]", e) { InDoubt = true };
    }
}
