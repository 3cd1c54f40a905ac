using System.Runtime.CompilerServices;
using QuestDb.Mapping;

namespace QuestDb.Ingest;

/// <summary>
/// Single rows on their way to a common frame: per mapping, published after a number of rows, a short time, or the next
/// span, whichever is first.
/// </summary>
/// <remarks>Used under the sender's lock; the timer takes it.</remarks>
internal sealed class RowGatherers : IDisposable
{
    private readonly Sender _sender;
    private readonly object _lock;
    private readonly int _maxRows;
    private readonly TimeSpan _interval;
    private readonly Timer _timer;
    private readonly List<Gatherer> _gatherers = [];
    private readonly Dictionary<Type, Gatherer> _byMap = [];
    private bool _disposed;

    public RowGatherers(Sender sender, object senderLock, int maxRows, TimeSpan interval)
    {
        _sender = sender;
        _lock = senderLock;
        _maxRows = maxRows;
        _interval = interval;
        _timer = new Timer(static state => ((RowGatherers)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Texts that the gathered rows add to the dictionary, at most.</summary>
    public int Texts { get; private set; }

    /// <summary>The rows.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (Gatherer gatherer in _gatherers) count += gatherer.Count;
            return count;
        }
    }

    /// <summary>Takes a row; the gathering that it belongs to gets its frame number when it is published.</summary>
    /// <param name="row">The row.</param>
    /// <param name="texts">Texts of it that are new to the dictionary.</param>
    public Gathering Add<T, TMap>(in T row, int texts)
        where TMap : IQuestTable<T>
    {
        if (!_byMap.TryGetValue(typeof(TMap), out Gatherer? gatherer)) _byMap.Add(typeof(TMap), gatherer = new Gatherer<T, TMap>(_maxRows));
        var typed = (Gatherer<T, TMap>)gatherer;
        if (typed.Count == _maxRows) Flush();
        if (typed.Count == 0)
        {
            _gatherers.Add(typed);
            if (_gatherers.Count == 1) _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        }

        Gathering gathering = typed.Add(in row);
        Texts += texts;
        if (typed.Count == _maxRows) FlushOrKeep();
        return gathering;
    }

    /// <summary>Publishes every gathered row; on an error those not yet published stay.</summary>
    public void Flush()
    {
        while (_gatherers.Count > 0)
        {
            _gatherers[0].Flush(_sender);
            _gatherers.RemoveAt(0);
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
        lock (_lock)
        {
            if (!_disposed) FlushOrKeep();
        }
    }

    /// <summary>Publishes the gathered rows on nobody's behalf: what stands in the way is thrown by the next write, wait or dispose, which flushes them again.</summary>
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

    private abstract class Gatherer
    {
        public int Count { get; protected set; }

        public abstract void Flush(Sender sender);
    }

    private sealed class Gatherer<T, TMap>(int maxRows) : Gatherer
        where TMap : IQuestTable<T>
    {
        private readonly T[] _rows = new T[maxRows];
        private Gathering _gathering = new();

        public Gathering Add(in T row)
        {
            _rows[Count++] = row;
            return _gathering;
        }

        public override void Flush(Sender sender)
        {
            int queued = 0;
            try
            {
                // A flush that stopped in mid-way has published the first of the rows already.
                if (_gathering.FirstFsn < 0) _gathering.FirstFsn = sender.Outbox.PublishedFsn + 1;
                _gathering.LastFsn = sender.WriteRows(new RecordSource<T, TMap>(_rows.AsSpan(0, Count)), ref queued);
                _gathering = new Gathering();
            }
            finally
            {
                Remove(queued);
            }
        }

        /// <summary>Forgets the first rows: after an error in mid-way those that are queued must not be queued again.</summary>
        private void Remove(int count)
        {
            _rows.AsSpan(count, Count - count).CopyTo(_rows);
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) Array.Clear(_rows, Count - count, count);
            Count -= count;
        }
    }
}
