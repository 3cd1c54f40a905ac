using System.Diagnostics.CodeAnalysis;
using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Ingest.Pool;
using QuestDb.Ingest.Senders;
using QuestDb.Threading;

namespace QuestDb;

/// <summary>
/// Sends rows over a connection of its own, with a queue of its own: borrowed from a client for one owner, returned by
/// <see cref="Dispose"/>. Rows are written to the sender's own buffer with <see cref="Table"/>, or to buffers from <see cref="NewBuffer"/>.
/// </summary>
/// <remarks>
/// <para>The own buffer is flushed by itself as <c>auto_flush</c> and its limits say: at a number of rows or bytes when a row ends, and
/// by a timer some time after its first row, also when no call follows. The timer never takes part of a row. What an automatic flush
/// meets is thrown by the call that caused it, or after the timer by the next call of the owner, and the rows stay in the buffer, also
/// the one that the call ended: it must not be written again. Buffers from <see cref="NewBuffer"/> are only flushed by hand.</para>
/// <para>One thread at a time. After it was returned every member but <see cref="Dispose"/> is <see cref="ErrorCode.Disposed"/>.</para>
/// </remarks>
public sealed class RowSender : IDisposable, IRowHolder
{
    private readonly RowBuffer _own;
    private readonly AutoFlush _autoFlush;
    private readonly Func<RowBuffer, WriteReceipt> _flushAndClear;
    private readonly Func<RowBuffer, WriteReceipt> _flush;
    private PooledSender? _lease;

    internal RowSender(PooledSender lease, ClientSettings settings)
    {
        _lease = lease;
        _autoFlush = new AutoFlush(settings.Writing.AutoFlush
            ? new AutoFlushSettings(settings.Writing.BufferRows ?? int.MaxValue, settings.Writing.BufferBytes ?? long.MaxValue,
                settings.Writing.BufferInterval)
            : new AutoFlushSettings(int.MaxValue, long.MaxValue, null));
        _own = new RowBuffer(lease.Sender.OnLossyValue, lease.Sender.Designated) { Guard = _autoFlush };
        _flushAndClear = FlushAndClear;
        _flush = FlushRows;
        _autoFlush.Attach(_own, _flushAndClear);
        lease.Holder = this;
    }

    /// <summary>The last frame that this owner queued, or -1.</summary>
    public long PublishedFsn => Lease.PublishedFsn;

    /// <summary>The last frame of this owner that the server accepted, or -1; all before it are accepted too.</summary>
    public long AckedFsn => Lease.AckedFsn;

    /// <summary>Rows in the sender's own buffer; one in progress does not count.</summary>
    public int RowCount
    {
        get
        {
            _ = Lease;
            return _own.RowCount;
        }
    }

    /// <summary>
    /// Whether the sender is of no more use: delivery has stopped for good, its symbol dictionary is full, or
    /// <see cref="MarkMustClose"/> was called. Returned, it leaves the pool.
    /// </summary>
    public bool MustClose => Lease.MustClose;

    private PooledSender Lease => _lease ?? throw Returned();

    /// <summary>Begins a row in the sender's own buffer; the buffer's methods set its values and end it.</summary>
    /// <param name="name">The table; it is created by the flush if it is not there.</param>
    /// <exception cref="QuestDbException">As <see cref="RowBuffer.Table"/>; and what a timed flush met.</exception>
    public RowBuffer Table(ReadOnlySpan<char> name)
    {
        _ = Lease;
        return _own.Table(name);
    }

    /// <summary>Makes an empty buffer. It is the caller's: it may be kept, and flushed by any row sender of the client.</summary>
    public RowBuffer NewBuffer()
    {
        Sender sender = Lease.Sender;
        return new RowBuffer(sender.OnLossyValue, sender.Designated);
    }

    /// <summary>Forgets the row in progress in the sender's own buffer; without one it does nothing.</summary>
    public void CancelRow()
    {
        _ = Lease;
        _own.CancelRow();
    }

    /// <summary>Queues the rows of the sender's own buffer for delivery, without a round trip, and clears it.</summary>
    /// <exception cref="QuestDbException">As <see cref="Flush(RowBuffer)"/>.</exception>
    public WriteReceipt Flush()
    {
        _ = Lease;
        return _autoFlush.Run(_flushAndClear);
    }

    /// <summary>Queues the rows of a buffer for delivery, without a round trip, and clears it.</summary>
    /// <remarks>
    /// All rows of all tables are queued, or none: after an error the buffer is as it was. An empty buffer queues nothing.
    /// </remarks>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: a row is in progress; <see cref="ErrorCode.RowTooLarge"/>, <see cref="ErrorCode.QueueFull"/>,
    /// <see cref="ErrorCode.SymbolDictionaryFull"/>, and the reason why delivery has stopped, such as <see cref="ErrorCode.Rejected"/>.
    /// </exception>
    public WriteReceipt Flush(RowBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return ReferenceEquals(buffer, _own) ? Flush() : FlushAndClear(buffer);
    }

    /// <summary>
    /// Queues the rows of the sender's own buffer and keeps them: the next flush queues them again; an automatic one,
    /// or that of <see cref="Dispose"/>, only once rows were added to them.
    /// </summary>
    /// <exception cref="QuestDbException">As <see cref="Flush(RowBuffer)"/>.</exception>
    public WriteReceipt FlushAndKeep()
    {
        _ = Lease;
        return _autoFlush.Run(_flush);
    }

    /// <summary>Queues the rows of a buffer and keeps them: the next flush queues them again.</summary>
    /// <exception cref="QuestDbException">As <see cref="Flush(RowBuffer)"/>.</exception>
    public WriteReceipt FlushAndKeep(RowBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return ReferenceEquals(buffer, _own) ? FlushAndKeep() : FlushRows(buffer);
    }

    /// <summary>Flushes the sender's own buffer and returns the last frame that holds its rows; -1 when there were none.</summary>
    /// <exception cref="QuestDbException">As <see cref="Flush(RowBuffer)"/>.</exception>
    public long FlushAndGetFsn() => FsnOf(Flush());

    /// <summary>Flushes a buffer and returns the last frame that holds its rows; -1 when there were none.</summary>
    /// <exception cref="QuestDbException">As <see cref="Flush(RowBuffer)"/>.</exception>
    public long FlushAndGetFsn(RowBuffer buffer) => FsnOf(Flush(buffer));

    /// <summary>Waits until everything that this owner flushed has reached a level, blocking the thread.</summary>
    /// <param name="level">How far the rows must have come.</param>
    /// <param name="timeout">The longest time without progress, not in all: infinite waits for ever, zero polls.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.WaitTimeout"/>: the rows stay queued; or the reason why delivery has stopped.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An unknown level, or a timeout that is negative and not infinite.</exception>
    public void Wait(AckLevel level, TimeSpan timeout) => Lease.Wait(level, timeout);

    /// <summary>Waits until everything that this owner flushed has reached a level.</summary>
    /// <param name="level">How far the rows must have come.</param>
    /// <param name="timeout">The longest time without progress, not in all: infinite waits for ever, zero polls.</param>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.WaitTimeout"/>: the rows stay queued; or the reason why delivery has stopped.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An unknown level, or a timeout that is negative and not infinite.</exception>
    public ValueTask WaitAsync(AckLevel level, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        Lease.WaitAsync(level, timeout, cancellationToken);

    /// <summary>
    /// Takes the oldest error that was met beside the owner's calls: by the timer, a rejection, also one that is tried
    /// again, or the end of delivery.
    /// </summary>
    /// <remarks>
    /// An error of the timer that is taken here is not thrown by the next call. A bounded number is kept
    /// (<c>error_inbox_capacity</c>), the oldest are dropped; the client's event listener sees all that concern delivery.
    /// </remarks>
    public bool TryGetError([NotNullWhen(true)] out QuestDbException? error)
    {
        PooledSender lease = Lease;
        return _autoFlush.TryTakeError(out error) || lease.Errors.TryTake(out error);
    }

    /// <summary>Has the connection closed, once its frames are delivered, when the sender is returned, instead of lent again.</summary>
    public void MarkMustClose() => Lease.MarkMustClose();

    /// <summary>
    /// Flushes what is new in the own buffer and returns the sender to its client; does not wait for acks. A row in
    /// progress is forgotten. Again it does nothing.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// The rows of the own buffer could not be queued, and are lost; the message says how many. The sender
    /// is returned all the same.
    /// </exception>
    public void Dispose()
    {
        if (Volatile.Read(ref _lease) is null) return;
        _autoFlush.Dispose();
        try
        {
            _autoFlush.FlushLast();
        }
        catch (QuestDbException e)
        {
            throw new QuestDbException(e.Code,
                $"{_own.RowCount} rows of the returned row sender could not be queued and are lost: {e.Message}", e)
            {
                Table = e.Table,
                Column = e.Column,
                Row = e.Row,
            };
        }
        finally
        {
            Interlocked.Exchange(ref _lease, null)?.Return();
        }
    }

    int IRowHolder.Finish(Sender sender, CloseTime time) => _autoFlush.Close(time.Left, rows => sender.Finish(time, rows));

    private static long FsnOf(WriteReceipt receipt) => receipt.LastFsn < receipt.FirstFsn ? -1 : receipt.LastFsn;

    private static QuestDbException Returned() => new(ErrorCode.Disposed, "The row sender was returned; borrow another one.");

    private WriteReceipt FlushAndClear(RowBuffer buffer)
    {
        WriteReceipt receipt = FlushRows(buffer);
        buffer.ClearRows();
        return receipt;
    }

    private WriteReceipt FlushRows(RowBuffer buffer)
    {
        PooledSender lease = Lease;
        if (buffer.TableInProgress is { } table)
        {
            throw new QuestDbException(ErrorCode.InvalidState,
                $"A row of table {table} is in progress; end it with At, AtNow or CancelRow before the flush.")
            {
                Table = table,
            };
        }

        if (buffer.Guard is not null && !ReferenceEquals(buffer, _own))
        {
            throw new QuestDbException(ErrorCode.InvalidState, "The buffer is another sender's own; flush it there.");
        }

        return lease.Sender.WriteAll(buffer.Sources);
    }
}
