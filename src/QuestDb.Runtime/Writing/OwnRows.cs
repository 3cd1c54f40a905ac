using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Events;
using QuestDb.Ingest.Pool;
using QuestDb.Ingest.Senders;
using QuestDb.Threading;

namespace QuestDb.Writing;

/// <summary>
/// The own buffer of a row sender with its automatic flush. It is apart from the <see cref="RowSender"/> that the borrower has: the pool
/// and the timer keep this one, so that a forgotten sender can be collected and its rows are queued all the same.
/// </summary>
internal sealed class OwnRows : IRowHolder, IBorrow
{
    private readonly AutoFlush _autoFlush;
    private readonly Func<RowBuffer, WriteReceipt> _flushAndClear;
    private readonly Func<RowBuffer, WriteReceipt> _flush;

    public OwnRows(PooledSender lease, ClientSettings settings)
    {
        Lease = lease;
        _autoFlush = new AutoFlush(settings.Writing.AutoFlush
            ? new AutoFlushSettings(settings.Writing.BufferRows ?? int.MaxValue, settings.Writing.BufferBytes ?? long.MaxValue,
                settings.Writing.BufferInterval)
            : new AutoFlushSettings(int.MaxValue, long.MaxValue, null), lease.Sender.Clock);
        Buffer = new RowBuffer(lease.Sender.OnLossyValue, lease.Sender.Designated) { Guard = _autoFlush };
        _flushAndClear = FlushAndClear;
        _flush = rows => lease.Sender.WriteAll(rows.Sources);
        _autoFlush.Attach(Buffer, _flushAndClear);
        lease.Holder = this;
    }

    public PooledSender Lease { get; }

    public RowBuffer Buffer { get; }

    string IBorrow.What => "A row sender";

    /// <summary>Queues the rows and clears the buffer.</summary>
    public WriteReceipt Flush() => _autoFlush.Run(_flushAndClear);

    /// <summary>Queues the rows and keeps them.</summary>
    public WriteReceipt FlushAndKeep() => _autoFlush.Run(_flush);

    /// <summary>Takes the error of the timer's flush, if there is one.</summary>
    public bool TryTakeError([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out QuestDbException? error) =>
        _autoFlush.TryTakeError(out error);

    /// <summary>Queues what is new, for the last time, and drops a row in progress.</summary>
    /// <exception cref="QuestDbException">The rows could not be queued and are lost.</exception>
    public void FlushLast()
    {
        _autoFlush.Dispose();
        try
        {
            _autoFlush.FlushLast();
        }
        catch (QuestDbException e)
        {
            throw new QuestDbException(e.Code,
                $"{Buffer.RowCount} rows of the returned row sender could not be queued and are lost: {e.Message}", e)
            {
                Table = e.Table,
                Column = e.Column,
                Row = e.Row,
            };
        }
    }

    int IRowHolder.Finish(Sender sender, CloseTime time) => _autoFlush.Close(time.Left, rows => sender.Finish(time, rows));

    /// <summary>A full queue makes the flush wait, so that it gets a thread of its own.</summary>
    Task IBorrow.TakeBackAsync() => OwnThread.Run("QuestDb take back", TakeBack);

    private void TakeBack()
    {
        try
        {
            FlushLast();
        }
        finally
        {
            Lease.Return();
        }
    }

    private WriteReceipt FlushAndClear(RowBuffer buffer)
    {
        WriteReceipt receipt = Lease.Sender.WriteAll(buffer.Sources);
        buffer.ClearRows();
        return receipt;
    }
}
