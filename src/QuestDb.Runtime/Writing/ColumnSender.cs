using System.Diagnostics.CodeAnalysis;
using QuestDb.Events;
using QuestDb.Ingest.Pool;
using QuestDb.Threading;

namespace QuestDb;

/// <summary>
/// Sends chunks over a connection of its own, with a queue of its own: borrowed from a client for one owner, returned by
/// <see cref="Dispose"/>. Delivery is that of the client: queued first, sent in the background, at least once.
/// </summary>
/// <remarks>
/// One thread at a time. After it was returned every member but <see cref="Dispose"/> is
/// <see cref="ErrorCode.Disposed"/>.
/// </remarks>
public sealed class ColumnSender : IDisposable
{
    private readonly OwnerMark _owner = new("column sender");
    private readonly BorrowHandle _handle;
    private PooledSender? _lease;

    internal ColumnSender(PooledSender lease, BorrowHandle handle)
    {
        _lease = lease;
        _handle = handle;
    }

    /// <summary>The last frame that this owner queued, or -1.</summary>
    public long PublishedFsn => Lease.PublishedFsn;

    /// <summary>The last frame of this owner that the server accepted, or -1; all before it are accepted too.</summary>
    public long AckedFsn => Lease.AckedFsn;

    /// <summary>
    /// Whether the sender is of no more use: delivery has stopped for good, its symbol dictionary is full, or
    /// <see cref="MarkMustClose"/> was called. Returned, it leaves the pool.
    /// </summary>
    public bool MustClose => Lease.MustClose;

    private PooledSender Lease =>
        _lease ?? throw new QuestDbException(ErrorCode.Disposed, "The column sender was returned; borrow another one.");

    /// <summary>Queues the rows of a chunk for delivery, without a round trip, and clears the chunk.</summary>
    /// <remarks>
    /// The rows are encoded before the call returns: then the memory given to the chunk is free. A failed flush leaves the chunk
    /// as it was and nothing of it queued, except that of a chunk which is larger than a quarter of the queue the first rows may be
    /// queued when the queue stays full or delivery stops: the chunk then holds the others, so that the next flush queues no row
    /// twice. An empty chunk queues nothing.
    /// </remarks>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/> naming row and column, or a column that the server would take for the designated timestamp
    /// (<see cref="QuestDbOptions.DesignatedColumns"/>); <see cref="ErrorCode.RowTooLarge"/>, <see cref="ErrorCode.QueueFull"/>,
    /// <see cref="ErrorCode.SymbolDictionaryFull"/>, and the reason why delivery has stopped, such as <see cref="ErrorCode.Rejected"/>.
    /// </exception>
    public WriteReceipt Flush(Chunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        using OwnerMark.Held held = _owner.Use();
        using OwnerMark.Held used = chunk.Source.Owner.Use();
        PooledSender lease = Lease;
        int queued = 0;
        try
        {
            WriteReceipt receipt = lease.Sender.Write(chunk.Source, ref queued);
            chunk.Source.Clear();
            return receipt;
        }
        catch
        {
            chunk.Source.Keep(queued);
            throw;
        }
    }

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
    /// Takes the oldest error that delivery met since the last call: a rejection, also one that is tried
    /// again, or the end of delivery.
    /// </summary>
    /// <remarks>
    /// A bounded number of them is kept (<c>error_inbox_capacity</c>), the oldest are dropped; the client's
    /// event listener sees them all.
    /// </remarks>
    public bool TryGetError([NotNullWhen(true)] out QuestDbException? error) => Lease.Errors.TryTake(out error);

    /// <summary>Has the connection closed, once its frames are delivered, when the sender is returned, instead of lent again.</summary>
    public void MarkMustClose() => Lease.MarkMustClose();

    /// <summary>Returns the sender to its client; does not wait for acks. Again it does nothing.</summary>
    public void Dispose()
    {
        if (Volatile.Read(ref _lease) is null) return;
        using OwnerMark.Held held = _owner.Use();
        if (Interlocked.Exchange(ref _lease, null) is not { } lease) return;
        _handle.Returned();
        lease.Return();
    }
}
