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

    /// <summary>Guards the free batches and the count of all. Pulsed when there may be one.</summary>
    private readonly RankedMonitor _gate = new(LockRank.BatchPool);
    private readonly Stack<ResultBatch> _free = new();
    private long _changes;
    private int _made;

    /// <summary>Returns a free batch, or null once the query wants no more. It blocks the thread while none is free.</summary>
    public ResultBatch? Rent(QueryRun run)
    {
        while (true)
        {
            // Read before the run is asked, which ranks before this lock: what changes after it ends the wait below.
            long seen = Volatile.Read(ref _changes);
            if (!run.WantsBatches) return null;
            using (_gate.Enter())
            {
                if (_free.TryPop(out ResultBatch? batch)) return batch;
                if (_made < size)
                {
                    _made++;
                    return new ResultBatch();
                }

                while (_changes == seen) _gate.Wait();
            }
        }
    }

    public void Return(ResultBatch batch)
    {
        batch.EndViews();
        using (_gate.Enter())
        {
            _free.Push(batch);
            Change();
        }
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
    public void Wake()
    {
        using (_gate.Enter()) Change();
    }

    private void Change()
    {
        _changes++;
        _gate.PulseAll();
    }
}
