using QuestDb.Internal;

namespace QuestDb.Egress;

/// <summary>
/// The decoded batches of a connection, <c>buffer_pool_size</c> of them: with the consumer, ready for it, or free. The receiver
/// waits while none is free, and with it, once its socket is full, the server.
/// </summary>
internal sealed class BatchPool(int size)
{
    private readonly object _gate = new();
    private readonly Stack<ResultBatch> _free = new();
    private readonly AsyncSignal _changed = new();
    private int _made;

    /// <summary>A free batch; null once the query no longer wants any. One caller at a time.</summary>
    public async ValueTask<ResultBatch?> RentAsync(QueryRun run)
    {
        while (true)
        {
            if (run.IsDraining) return null;
            lock (_gate)
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
        lock (_gate) _free.Push(batch);
        _changed.Set();
    }

    /// <summary>Lets the receiver look again whether its query still wants batches.</summary>
    public void Wake() => _changed.Set();
}
