using QuestDb.Configuration.Values;
using QuestDb.Ingest.Rows;
using QuestDb.Threading;

namespace QuestDb.Ingest.Senders;

/// <summary>
/// Flushes a sender's own buffer after a number of rows or bytes, or a time after its first row. The timer runs beside the
/// owner's calls: while a row is in progress it leaves the flush to the end of the row. An error of the timer's flush is thrown
/// by the owner's next call.
/// </summary>
internal sealed class AutoFlush : IRowGuard, IDisposable
{
    /// <summary>Guards the buffer between the owner, the timer and a client that closes.</summary>
    private readonly RankedLock _gate = new(LockRank.RowSenderBuffer);
    private readonly AutoFlushSettings _settings;
    private readonly FlushTimer _timer;
    private RowBuffer _buffer = null!;
    private Func<RowBuffer, WriteReceipt> _flush = null!;
    private QuestDbException? _error;
    private int _kept;
    private bool _rowInProgress;
    private bool _due;
    private Stage _stage = Stage.Open;

    /// <param name="settings">When to flush.</param>
    /// <param name="clock">Runs the timer.</param>
    public AutoFlush(AutoFlushSettings settings, TimeProvider clock)
    {
        _settings = settings;
        _timer = new FlushTimer(settings.Interval, clock, OnTimer);
    }

    private enum Stage
    {
        /// <summary>Rows are taken.</summary>
        Open,
        /// <summary>The client has closed and has queued the rows or reports them as lost; no row may begin any more.</summary>
        ClientClosed,
        /// <summary>The owner has returned the sender; no row may begin any more.</summary>
        Returned,
    }

    /// <summary>
    /// Whether rows wait for their first flush. Rows that were flushed and kept are flushed again only when the owner
    /// flushes or adds rows.
    /// </summary>
    public bool HasNewRows => _buffer.RowCount > _kept;

    /// <summary>Sets the buffer and the function that flushes it.</summary>
    public void Attach(RowBuffer buffer, Func<RowBuffer, WriteReceipt> flush)
    {
        _buffer = buffer;
        _flush = flush;
    }

    public void BeginRow()
    {
        using (_gate.Enter())
        {
            if (_stage == Stage.Returned)
            {
                throw new QuestDbException(ErrorCode.Disposed, "The row sender was returned; borrow another one.");
            }

            if (_stage == Stage.ClientClosed) throw ClientClosed();
            ThrowError();
            // A row that another thread has begun, since one of this thread was looked for before.
            if (_rowInProgress) throw RowBuffer.RowInProgress(_buffer.TableInProgress);
            _rowInProgress = true;
        }
    }

    public void EndRow()
    {
        using (_gate.Enter())
        {
            _rowInProgress = false;
            // The owner may have cleared the buffer.
            _kept = Math.Min(_kept, _buffer.RowCount);
            if (!HasNewRows) return;
            if (_stage == Stage.ClientClosed) throw Failed(ClientClosed());
            if (!_due && _buffer.RowCount < _settings.Rows && _buffer.Bytes < _settings.Bytes)
            {
                _timer.Arm();
                return;
            }

            try
            {
                FlushUnderLock();
            }
            catch (QuestDbException e)
            {
                throw Failed(e);
            }
        }
    }

    /// <summary>Runs a call of the owner that flushes or clears the rows, while the timer can't flush.</summary>
    public WriteReceipt Run(Func<RowBuffer, WriteReceipt> action)
    {
        using (_gate.Enter())
        {
            ThrowError();
            if (_rowInProgress) throw RowBuffer.RowInProgress(_buffer.TableInProgress);
            WriteReceipt receipt = action(_buffer);
            _due = false;
            _kept = _buffer.RowCount;
            return receipt;
        }
    }

    /// <summary>Takes the error of the timer's flush, if there is one.</summary>
    public bool TryTakeError([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out QuestDbException? error)
    {
        using (_gate.Enter())
        {
            error = _error;
            _error = null;
            return error is not null;
        }
    }

    /// <summary>
    /// Closes with the client: no row may begin any more, and the buffered rows go to <paramref name="finish"/>, unless
    /// one is in progress.
    /// </summary>
    /// <param name="patience">How long to wait for a flush that runs.</param>
    /// <param name="finish">Queues the rows, or null.</param>
    /// <returns>Rows that stay in the buffer.</returns>
    public int Close(TimeSpan patience, Action<RowBuffer?> finish)
    {
        bool entered = _gate.TryEnter(patience);
        try
        {
            // The lock may not be held here when a flush does not end. The owner may then return the sender at the same time, and that
            // stage must stay.
            Interlocked.CompareExchange(ref _stage, Stage.ClientClosed, Stage.Open);
            int rows = _buffer.RowCount - _kept;
            bool free = entered && !_rowInProgress && rows > 0;
            finish(free ? _buffer : null);
            if (free) _kept = 0;
            return free ? 0 : rows;
        }
        finally
        {
            if (entered) _gate.Exit();
        }
    }

    /// <summary>
    /// Flushes the new rows for the last time and drops a row in progress. A client that closes meanwhile finds the rows either in the
    /// buffer or in the queue, never in both.
    /// </summary>
    public void FlushLast()
    {
        using (_gate.Enter())
        {
            _rowInProgress = false;
            _buffer.Discard();
            if (HasNewRows) FlushUnderLock();
        }
    }

    /// <summary>Stops the timer; no row may begin any more.</summary>
    public void Dispose()
    {
        using (_gate.Enter()) Interlocked.Exchange(ref _stage, Stage.Returned);
        _timer.Dispose();
    }

    private void OnTimer()
    {
        // The clock has other timers to run, so that it does not wait for an owner who waits for room.
        if (!_gate.TryEnter(TimeSpan.Zero))
        {
            _timer.Postpone();
            return;
        }

        try
        {
            _timer.Fired();
            if (_stage != Stage.Open || !HasNewRows) return;
            _due = true;
            if (!_rowInProgress) FlushUnderLock();
        }
        catch (QuestDbException e)
        {
            _error = e;
            _timer.Arm();
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void FlushUnderLock()
    {
        _flush(_buffer);
        _due = false;
        _kept = 0;
        _error = null;
    }

    private static QuestDbException ClientClosed() => new(ErrorCode.Disposed, "The client was disposed; it takes no more rows.");

    private void ThrowError()
    {
        if (_error is not { } error) return;
        _error = null;
        throw Failed(error);
    }

    private QuestDbException Failed(QuestDbException error) =>
        new(error.Code, $"The automatic flush failed: {error.Message} All {_buffer.RowCount} rows are still in the buffer.", error)
        {
            Table = error.Table,
            Column = error.Column,
            Row = error.Row,
        };
}
