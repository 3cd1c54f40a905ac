using QuestDb.Decoders.Batches;
using QuestDb.Threading;

namespace QuestDb.Egress;

/// <summary>
/// The decoded batches of a connection, <c>buffer_pool_size</c> of them: each is with the consumer, ready for it, or free. The receiver
/// waits while none is free. The socket's buffers then fill up, and the server waits too.
/// </summary>
internal sealed class BatchPool(int size)
{
    /// <summary>
    /// Memory that the free batches of an idle connection may keep: about as much as the default credit lets the server send.
    /// </summary>
    private const long IdleBytes = 8 * 1024 * 1024;

    /// <summary>Guards the free batches and the count of all.</summary>
    private readonly RankedLock _gate = new(LockRank.BatchPool);
    private readonly Stack<ResultBatch> _free = new();
    private readonly AsyncSignal _changed = new();
    private int _made;

    /// <summary>Returns a free batch, or null once the query wants no more. Only one caller may wait at a time.</summary>
    public async ValueTask<ResultBatch?> RentAsync(QueryRun run)
    {
        while (true)
        {
            if (!run.WantsBatches) return null;
            using (_gate.Enter())
            {
                if (_free.TryPop(out ResultBatch? batch)) return batch;
                if (_made < size)
                {
                    _made++;
                    return new ResultBatch();
                }
            }

            await _changed.WaitAsync().ConfigureAwait(false);
        }
    }

    public void Return(ResultBatch batch)
    {
        batch.EndViews();
        using (_gate.Enter()) _free.Push(batch);
        _changed.Set();
    }

    /// <summary>
    /// Drops free batches that a borrower may still look into, and those that exceed the memory of an idle connection.
    /// </summary>
    public void Trim()
    {
        using (_gate.Enter())
        {
            long held = 0;
            ResultBatch[] free = [.. _free];
            _free.Clear();
            foreach (ResultBatch batch in free)
            {
                long size = batch.HeldBytes;
                if (batch.IsShown || held + size > IdleBytes)
                {
                    _made--;
                    continue;
                }

                held += size;
                _free.Push(batch);
            }
        }
    }

    /// <summary>Makes a waiting receiver check again whether its query still wants batches.</summary>
    public void Wake() => _changed.Set();
}
