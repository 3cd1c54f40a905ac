namespace QuestDb.Egress;

/// <content>The end of a run: by the server, by cancellation, or by a lost connection.</content>
internal sealed partial class QueryRun
{
    private Exception? _error;
    private QuestDbException? _lost;
    private TaskCompletionSource? _ended;
    private Timer? _closeLimit;
    private bool _draining;

    /// <summary>How the run ended, or null while it runs.</summary>
    public QueryTerminal? Terminal
    {
        get
        {
            using (_gate.Enter()) return field;
        }

        private set;
    }

    /// <summary>The error of the connection when the query may run again elsewhere, which the consumer's next call does.</summary>
    public QuestDbException? Broken { get; private set; }

    /// <summary>Whether batches that still arrive are handed out; otherwise they are skipped.</summary>
    public bool WantsBatches
    {
        get
        {
            using (_gate.Enter()) return !_draining && Terminal is null && Broken is null;
        }
    }

    /// <summary>
    /// Asks the server to stop. The terminator follows, or the connection is ended after <c>query_close_timeout_ms</c>. Batches that
    /// were not taken are dropped. Safe from any thread, any number of times.
    /// </summary>
    public void RequestCancel()
    {
        QueryConnection connection;
        using (_gate.Enter())
        {
            if (_draining || (Terminal is not null && _ready.Count == 0)) return;
            _draining = true;
            connection = _connection!;
            DropReady();
            if (Terminal is { } terminal)
            {
                // The server has sent everything, but some rows were not handed out.
                (Terminal, _error) = (terminal with { Kind = TerminalKind.Cancelled }, null);
                return;
            }

            if (Broken is not null)
            {
                Finish(default, null);
                return;
            }

            if (Call.Window > 0) CreditGrantedTotal = Sum(CreditGrantedTotal, 1);
            _closeLimit = new Timer(static run => ((QueryRun)run!).GiveUp(), this, Call.Settings.Query.CloseTimeout,
                Timeout.InfiniteTimeSpan);
        }

        connection.Cancel(RequestId);
    }

    /// <summary>Blocks until the run has ended.</summary>
    public void WaitEnd()
    {
        using (_gate.Enter())
        {
            while (Terminal is null) _gate.Wait();
        }
    }

    /// <summary>Waits until the run has ended.</summary>
    public Task WaitEndAsync()
    {
        using (_gate.Enter())
        {
            if (Terminal is not null) return Task.CompletedTask;
            return (_ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>The pump calls this when the server's terminator has arrived.</summary>
    public void End(QueryTerminal terminal, QueryException? error) => Finish(terminal, error);

    /// <summary>Fails the run because its connection ended before the query did.</summary>
    public void Fail(QuestDbException e)
    {
        using (_gate.Enter())
        {
            if (Terminal is not null) return;
            if (_draining || !Call.MayFailOver(e, _rowsOut is not null))
            {
                _lost = e;
                Finish(default(QueryTerminal) with { Kind = TerminalKind.ConnectionLost }, null);
                return;
            }

            Broken = e;
            _gate.PulseAll();
        }

        _changed.Set();
    }

    /// <summary>Ends a run whose connection is lost for good.</summary>
    public void End(Exception error) => Finish(default(QueryTerminal) with { Kind = TerminalKind.ConnectionLost }, error);

    /// <summary>The error of a run whose connection broke and that is not repeated.</summary>
    public QuestDbException InDoubt(QuestDbException e) => Call.InDoubt(e, _hasAnswer);

    private void Finish(QueryTerminal terminal, Exception? error)
    {
        using (_gate.Enter())
        {
            if (Terminal is not null) return;
            // EXEC_DONE means that the statement has run, even if it was cancelled meanwhile.
            if (_draining && terminal.Kind != TerminalKind.ExecDone)
            {
                (terminal, error) = (terminal with { Kind = TerminalKind.Cancelled }, null);
            }

            (Terminal, _error) = (terminal, error);
            _closeLimit?.Dispose();
            _ended?.TrySetResult();
            _gate.PulseAll();
        }

        _changed.Set();
    }

    /// <summary>Ends the connection, because the server did not end a cancelled query in time.</summary>
    private void GiveUp()
    {
        TimeSpan limit = Call.Settings.Query.CloseTimeout;
        _connection!.GiveUp(this, new QuestDbException(ErrorCode.ConnectionLost,
            $"The server did not end a cancelled query within {limit.TotalMilliseconds:N0} ms (query_close_timeout_ms)."));
    }
}
