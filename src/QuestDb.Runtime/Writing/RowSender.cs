using System.Diagnostics.CodeAnalysis;
using QuestDb.Events;
using QuestDb.Ingest.Pool;
using QuestDb.Threading;
using QuestDb.Writing;

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
public sealed class RowSender : IDisposable
{
    private readonly OwnerMark _owner = new("row sender");
    private readonly BorrowHandle _handle;
    private OwnRows? _rows;

    internal RowSender(OwnRows rows, BorrowHandle handle)
    {
        _rows = rows;
        _handle = handle;
    }

    /// <summary>The last frame that this owner queued, or -1.</summary>
    public long PublishedFsn => Lease.PublishedFsn;

    /// <summary>The last frame of this owner that the server accepted, or -1; all before it are accepted too.</summary>
    public long AckedFsn => Lease.AckedFsn;

    /// <summary>Rows in the sender's own buffer; one in progress does not count.</summary>
    public int RowCount => Own.Buffer.RowCount;

    /// <summary>
    /// Whether the sender is of no more use: delivery has stopped for good, its symbol dictionary is full, or
    /// <see cref="MarkMustClose"/> was called. Returned, it leaves the pool.
    /// </summary>
    public bool MustClose => Lease.MustClose;

    private OwnRows Own =>
        Volatile.Read(ref _rows) ?? throw new QuestDbException(ErrorCode.Disposed, "The row sender was returned; borrow another one.");

    private PooledSender Lease => Own.Lease;

    /// <summary>Begins a row in the sender's own buffer; the buffer's methods set its values and end it.</summary>
    /// <param name="name">The table; it is created by the flush if it is not there.</param>
    /// <exception cref="QuestDbException">As <see cref="RowBuffer.Table"/>; and what a timed flush met.</exception>
    public RowBuffer Table(ReadOnlySpan<char> name) => Own.Buffer.Table(name);

    /// <summary>Makes an empty buffer. It is the caller's: it may be kept, and flushed by any row sender of the client.</summary>
    public RowBuffer NewBuffer() => new(Lease.Sender.OnLossyValue, Lease.Sender.Designated);

    /// <summary>Forgets the row in progress in the sender's own buffer; without one it does nothing.</summary>
    public void CancelRow() => Own.Buffer.CancelRow();

    /// <summary>Queues the rows of the sender's own buffer for delivery, without a round trip, and clears it.</summary>
    /// <exception cref="QuestDbException">As <see cref="Flush(RowBuffer)"/>.</exception>
    public WriteReceipt Flush()
    {
        using OwnerMark.Held held = _owner.Use();
        return Own.Flush();
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
        return ReferenceEquals(buffer, Own.Buffer) ? Flush() : FlushRows(buffer, clear: true);
    }

    /// <summary>
    /// Queues the rows of the sender's own buffer and keeps them: the next flush queues them again; an automatic one,
    /// or that of <see cref="Dispose"/>, only once rows were added to them.
    /// </summary>
    /// <exception cref="QuestDbException">As <see cref="Flush(RowBuffer)"/>.</exception>
    public WriteReceipt FlushAndKeep()
    {
        using OwnerMark.Held held = _owner.Use();
        return Own.FlushAndKeep();
    }

    /// <summary>Queues the rows of a buffer and keeps them: the next flush queues them again.</summary>
    /// <exception cref="QuestDbException">As <see cref="Flush(RowBuffer)"/>.</exception>
    public WriteReceipt FlushAndKeep(RowBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return ReferenceEquals(buffer, Own.Buffer) ? FlushAndKeep() : FlushRows(buffer, clear: false);
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
        OwnRows own = Own;
        return own.TryTakeError(out error) || own.Lease.Errors.TryTake(out error);
    }

    /// <summary>Has the connection closed, once its frames are delivered, when the sender is returned, instead of lent again.</summary>
    public void MarkMustClose() => Lease.MarkMustClose();

    /// <summary>
    /// Flushes what is new in the own buffer and returns the sender to its client; does not wait for acks. A row in
    /// progress is forgotten. Again it does nothing.
    /// </summary>
    /// <remarks>
    /// It never throws, so that it hides no exception of the code before it: flush first where an error must reach the caller. Rows that
    /// could not be queued are lost, and told to the event listener (<see cref="ClientEventKind.Undelivered"/>) or, without one, to
    /// standard error.
    /// </remarks>
    public void Dispose()
    {
        if (Volatile.Read(ref _rows) is null) return;
        using OwnerMark.Held held = _owner.Use();
        if (Interlocked.Exchange(ref _rows, null) is not { } rows) return;
        _handle.Returned();
        try
        {
            rows.FlushLast();
        }
        catch (QuestDbException lost)
        {
            LastWord.Tell(rows.Lease.Errors, new ClientEvent(ClientEventKind.Undelivered, "", error: lost)
            {
                Rows = rows.Buffer.RowCount,
            });
        }
        finally
        {
            rows.Lease.Return();
        }
    }

    private static long FsnOf(WriteReceipt receipt) => receipt.LastFsn < receipt.FirstFsn ? -1 : receipt.LastFsn;

    private WriteReceipt FlushRows(RowBuffer buffer, bool clear)
    {
        using OwnerMark.Held held = _owner.Use();
        PooledSender lease = Lease;
        if (buffer.Guard is not null)
        {
            throw new QuestDbException(ErrorCode.InvalidState, "The buffer is another sender's own; flush it there.");
        }

        buffer.BeginFlush();
        try
        {
            WriteReceipt receipt = lease.Sender.WriteAll(buffer.Sources);
            if (clear) buffer.ClearRows();
            return receipt;
        }
        finally
        {
            buffer.EndFlush();
        }
    }
}
