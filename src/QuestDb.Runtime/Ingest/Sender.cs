using QuestDb.Configuration;
using QuestDb.Internal;
using QuestDb.Mapping;
using QuestDb.Store;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Ingest;

/// <summary>
/// Turns spans of rows into frames of the queue, one span at a time: encodes under its lock, publishes a span's frames
/// together, and takes everything back when a row can't be stored.
/// </summary>
internal sealed partial class Sender
{
    private readonly object _lock = new();
    private readonly ClientSettings _settings;
    private readonly FrameBuffer _buffer;
    private readonly ChunkEncoder _encoder;
    private readonly SymbolDictionary _dictionary = new();
    private readonly RowGatherers _gatherers;
    private bool _closed;

    public Sender(QwpTransport transport, IEventSink events, LossyValues lossyValues)
    {
        _settings = transport.Settings;
        LossyValues = lossyValues;
        Queue = new FrameQueue(_settings.SegmentBytes, _settings.MaxQueueBytes);
        _buffer = new FrameBuffer(Queue.Allocate, FrameBytesLimit);
        _encoder = new ChunkEncoder(_buffer, _dictionary, lossyValues);
        Delivery = new Delivery(transport, Queue, _dictionary, events);
        _gatherers = new RowGatherers(this, _lock, _settings.AutoFlushRows, _settings.AutoFlushInterval);
    }

    public FrameQueue Queue { get; }

    public Delivery Delivery { get; }

    /// <summary>What is done with values that the server stores as NULL.</summary>
    public LossyValues LossyValues { get; }

    /// <summary>Queues rows; on an error none of them is queued (but see <see cref="ErrorCode.QueueFull"/>).</summary>
    public WriteReceipt Write<TSource>(TSource source)
        where TSource : IRowSource, allows ref struct
    {
        lock (_lock)
        {
            ThrowIfClosed();
            _gatherers.Flush();
            long first = Queue.PublishedFsn + 1;
            if (source.Count == 0) return new WriteReceipt(this, first, first - 1);
            Delivery.EnsureStarted();
            int queued = 0;
            return new WriteReceipt(this, first, WriteRows(source, ref queued));
        }
    }

    /// <summary>Queues the rows of several tables, all or none.</summary>
    public WriteReceipt WriteAll(ReadOnlySpan<IRowSource> sources)
    {
        lock (_lock)
        {
            ThrowIfClosed();
            _gatherers.Flush();
            long first = Queue.PublishedFsn + 1;
            if (sources.IsEmpty) return new WriteReceipt(this, first, first - 1);
            Delivery.EnsureStarted();
            int dictionaryStart = _dictionary.Count;
            try
            {
                StageAll(sources);
                return new WriteReceipt(this, first, Queue.Publish());
            }
            catch
            {
                Abandon(dictionaryStart);
                throw;
            }
        }
    }

    /// <summary>Takes one row; it is queued with others of its table a little later, but a row of a class, which may change after the call, at once.</summary>
    public WriteReceipt Write<T, TMap>(in T row)
        where TMap : IQuestTable<T>
    {
        var source = new RecordSource<T, TMap>(new ReadOnlySpan<T>(in row));
        if (!typeof(T).IsValueType) return Write(source);
        lock (_lock)
        {
            ThrowIfClosed();
            Delivery.EnsureStarted();
            Validate(source);
            return new WriteReceipt(this, _gatherers.Add<T, TMap>(in row));
        }
    }

    /// <summary>Queues the gathered rows and returns the last published FSN.</summary>
    public long Flush()
    {
        lock (_lock)
        {
            _gatherers.Flush();
            return Queue.PublishedFsn;
        }
    }

    /// <summary>Takes no more rows and queues the gathered ones.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_closed) return;
            _closed = true;
            _gatherers.Dispose();
            _gatherers.Flush();
        }
    }

    /// <summary>Encodes and publishes rows; the caller holds the lock.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="queued">Set to the number of rows that are published, also when an error follows.</param>
    internal long WriteRows<TSource>(TSource rows, ref int queued)
        where TSource : IRowSource, allows ref struct
    {
        // A span is published at once, so that an error in its last row queues none. One that could fill the queue is
        // checked first and then published frame by frame, so that it may be larger than the queue.
        long limit = Queue.MaxBytes / 4;
        bool staged = (long)rows.Count * FrameLayout.EstimateRowBytes(rows.Schema) <= limit;
        int dictionaryStart = _dictionary.Count;
        int done = 0;
        int frameRows = FrameRows(rows.Schema);
        try
        {
            if (!staged) Validate(rows);
            while (done < rows.Count)
            {
                done += StageFrame(rows, done, ref frameRows);
                if (staged && Queue.StagedBytes > limit)
                {
                    Abandon(dictionaryStart);
                    staged = false;
                    done = 0;
                    Validate(rows);
                }
                else if (!staged)
                {
                    Queue.Publish();
                    queued = done;
                    dictionaryStart = _dictionary.Count;
                }
            }
        }
        catch (Exception e)
        {
            Abandon(dictionaryStart);
            // The reason why delivery has stopped names its frames itself; what this write met must say how far it came.
            if (queued > 0 && e is QuestDbException { Code: ErrorCode.QueueFull or ErrorCode.RowTooLarge } met)
            {
                throw new QuestDbException(met.Code, $"{met.Message} Of the {rows.Count} rows of this write the first {queued} are queued.", met) { Table = met.Table, Row = met.Row };
            }

            throw;
        }

        queued = rows.Count;
        return Queue.Publish();
    }

    private void Abandon(int dictionaryStart)
    {
        Queue.Discard();
        _encoder.Rollback(dictionaryStart);
    }

    private void ThrowIfClosed()
    {
        if (_closed) throw new QuestDbException(ErrorCode.Disposed, "The client was disposed; it takes no more rows.");
    }
}
