using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using QuestDb.Encoders;
using QuestDb.Mapping;
using QuestDb.Threading;

namespace QuestDb.Ingest.Senders;

/// <summary>
/// Collects single rows into common frames: a buffer for each mapping, published after a number of rows, a short time, or with the next
/// span, whichever is first.
/// </summary>
/// <remarks>Callers hold the sender's lock; the timer takes it.</remarks>
internal sealed class PendingRowBuffers : IDisposable
{
    private readonly Sender _sender;
    /// <summary>The sender's; it guards the rows too.</summary>
    private readonly RankedLock _lock;
    private readonly int _maxRows;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private readonly List<Buffer> _filled = [];
    private readonly Dictionary<Type, Buffer> _byMap = [];
    private bool _disposed;

    public PendingRowBuffers(Sender sender, RankedLock senderLock, int maxRows, TimeSpan interval, TimeProvider clock)
    {
        _sender = sender;
        _lock = senderLock;
        _maxRows = maxRows;
        _interval = interval;
        _timer = clock.CreateTimer(
            static state => ((PendingRowBuffers)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The most texts that the pending rows can add to the dictionary.</summary>
    public int Texts { get; private set; }

    /// <summary>The rows.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (Buffer buffer in _filled) count += buffer.Count;
            return count;
        }
    }

    /// <summary>Rows that were given up: they had passed their check, and could not be encoded when it was time.</summary>
    public int Dropped { get; private set; }

    /// <summary>The first error of the rows that were given up last, or null.</summary>
    public QuestDbException? LastDrop { get; private set; }

    /// <summary>Adds a row. The result gets its frame numbers when the row is published.</summary>
    /// <param name="row">The row.</param>
    /// <param name="texts">Texts of it that are new to the dictionary.</param>
    /// <param name="place">Its place among the rows of the result.</param>
    public PendingRows Add<T, TMap>(in T row, int texts, out int place)
        where TMap : IQuestTable<T>
    {
        if (!_byMap.TryGetValue(typeof(TMap), out Buffer? buffer)) _byMap.Add(typeof(TMap), buffer = new Buffer<T, TMap>(_maxRows));
        var typed = (Buffer<T, TMap>)buffer;
        if (typed.Count == _maxRows) Flush();
        if (typed.Count == 0)
        {
            _filled.Add(typed);
            if (_filled.Count == 1) _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        }

        PendingRows pending = typed.Add(in row, out place);
        Texts += texts;
        if (typed.Count == _maxRows) FlushOrKeep();
        return pending;
    }

    /// <summary>
    /// Publishes every pending row but those that can't be encoded any more: they are given up, which their receipts and the listener
    /// are told. On another error the rows that are not published stay.
    /// </summary>
    public void Flush()
    {
        while (_filled.Count > 0)
        {
            _filled[0].Flush(this);
            _filled.RemoveAt(0);
        }

        Texts = 0;
    }

    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    private void OnTimer()
    {
        // The clock has other timers to run, so that it does not wait for a write that waits for room.
        if (!_lock.TryEnter(TimeSpan.Zero))
        {
            _timer.Change(_interval, Timeout.InfiniteTimeSpan);
            return;
        }

        try
        {
            if (!_disposed) FlushOrKeep();
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>
    /// Publishes the pending rows without a caller to throw to: on an error they stay, and the next write, wait or dispose flushes them
    /// again and throws.
    /// </summary>
    private void FlushOrKeep()
    {
        try
        {
            Flush();
        }
        catch (QuestDbException)
        {
            if (!_sender.Outbox.HasStopped) _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tell(DroppedRows dropped)
    {
        if (dropped.First is not { } first) return;
        Dropped += dropped.Count;
        LastDrop = first;
        _sender.Outbox.TellDropped(dropped.Count, first);
    }

    private abstract class Buffer
    {
        public int Count { get; protected set; }

        public abstract void Flush(PendingRowBuffers all);
    }

    private sealed class Buffer<T, TMap>(int maxRows) : Buffer
        where TMap : IQuestTable<T>
    {
        private readonly T[] _rows = new T[maxRows];
        private PendingRows _pending = new();

        public PendingRows Add(in T row, out int place)
        {
            _rows[Count++] = row;
            place = _pending.Add();
            return _pending;
        }

        public override void Flush(PendingRowBuffers all)
        {
            Sender sender = all._sender;
            _pending.Begin(sender.Outbox.PublishedFsn + 1);
            int done = 0;
            DroppedRows dropped = default;
            try
            {
                // Rows are not searched for a bad one: whichever part of them can be encoded is published at once, so that this has an
                // end even with a getter that throws now and then.
                for (int take = Count; done < Count; take = Math.Min(take, Count - done))
                {
                    if (TryPublish(sender, take, ref done, out QuestDbException? error))
                    {
                        take *= 2;
                    }
                    else if (take > 1)
                    {
                        take /= 2;
                    }
                    else
                    {
                        error = dropped.Add(error);
                        _pending.Drop(_pending.Count - Count + done, error);
                        done++;
                        take = 2;
                    }
                }

                _pending.End(sender.Outbox.PublishedFsn);
                _pending = new PendingRows();
            }
            finally
            {
                Remove(done);
                all.Tell(dropped);
            }
        }

        /// <summary>Publishes rows from <paramref name="start"/> on and goes past them; false when one of them can't be encoded.</summary>
        private bool TryPublish(Sender sender, int count, ref int start, [NotNullWhen(false)] out QuestDbException? error)
        {
            int queued = 0;
            try
            {
                sender.WriteRows(new RecordSource<T, TMap>(_rows.AsSpan(start, count)), ref queued);
                error = null;
                return true;
            }
            catch (QuestDbException e) when (e.IsOfRow)
            {
                error = e;
                return false;
            }
            finally
            {
                start += queued;
            }
        }

        /// <summary>Removes the first rows: after an error halfway the rows that are queued must not be queued again.</summary>
        private void Remove(int count)
        {
            _rows.AsSpan(count, Count - count).CopyTo(_rows);
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) Array.Clear(_rows, Count - count, count);
            Count -= count;
        }
    }
}
