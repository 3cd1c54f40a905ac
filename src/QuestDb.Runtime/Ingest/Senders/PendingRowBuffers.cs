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

    /// <summary>Adds a row. The result gets its frame numbers when the row is published.</summary>
    /// <param name="row">The row.</param>
    /// <param name="texts">Texts of it that are new to the dictionary.</param>
    public PendingRows Add<T, TMap>(in T row, int texts)
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

        PendingRows pending = typed.Add(in row);
        Texts += texts;
        if (typed.Count == _maxRows) FlushOrKeep();
        return pending;
    }

    /// <summary>Publishes every pending row; on an error the rows that are not published stay.</summary>
    public void Flush()
    {
        while (_filled.Count > 0)
        {
            _filled[0].Flush(_sender);
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

    private abstract class Buffer
    {
        public int Count { get; protected set; }

        public abstract void Flush(Sender sender);
    }

    private sealed class Buffer<T, TMap>(int maxRows) : Buffer
        where TMap : IQuestTable<T>
    {
        private readonly T[] _rows = new T[maxRows];
        private PendingRows _pending = new();

        public PendingRows Add(in T row)
        {
            _rows[Count++] = row;
            return _pending;
        }

        public override void Flush(Sender sender)
        {
            int queued = 0;
            try
            {
                // A flush that failed halfway has already published the first of the rows, and the write begins with their frame.
                if (_pending.FirstFsn < 0) _pending.FirstFsn = sender.Outbox.PublishedFsn + 1;
                _pending.LastFsn = sender.WriteRows(new RecordSource<T, TMap>(_rows.AsSpan(0, Count)), ref queued);
                _pending = new PendingRows();
            }
            finally
            {
                Remove(queued);
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
