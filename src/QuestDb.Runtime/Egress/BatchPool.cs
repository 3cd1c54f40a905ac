using QuestDb.Decoders.Batches;
using QuestDb.Threading;

namespace QuestDb.Egress;

/// <summary>
/// The decoded batches of a connection, <c>buffer_pool_size</c> of them: with the consumer, ready for it, or free. The receiver
/// waits while none is free, and with it, once its socket is full, the server.
/// </summary>
internal sealed class BatchPool(int size)
{
    /// <summary>Memory that the free batches of an idle connection keep: about what the default credit lets be under way.</summary>
    private const long IdleBytes = 8 * 1024 * 1024;

    /// <summary>Guards the free batches and the count of all.</summary>
    private readonly RankedLock _gate = new(LockRank.BatchPool);
    private readonly Stack<ResultBatch> _free = new();
    private readonly AsyncSignal _changed = new();
    private int _made;

    /// <summary>A free batch; null once the query no longer wants any. One caller at a time.</summary>
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
        using (_gate.Enter()) _free.Push(batch);
        _changed.Set();
    }

    /// <summary>Lets go of the free batches that hold more than an idle connection is to keep.</summary>
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
                if (held + size > IdleBytes)
                {
                    _made--;
                    continue;
                }

                held += size;
                _free.Push(batch);
            }
        }
    }

    /// <summary>Lets the receiver look again whether its query still wants batches.</summary>
    public void Wake() => _changed.Set();
}
