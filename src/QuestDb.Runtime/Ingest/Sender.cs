using QuestDb.Configuration;
using QuestDb.Internal;
using QuestDb.Mapping;
using QuestDb.Store;
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
    private readonly SymbolDictionary _dictionary;
    private readonly RowGatherers _gatherers;
    private readonly CancellationTokenSource _closing = new();
    private CancellationToken _roomAtClose;
    private bool _finishing;

    /// <param name="context">What the client's senders share.</param>
    /// <param name="events">Receives what happens to delivery.</param>
    /// <param name="lossyValues">What is done with values that the server stores as NULL.</param>
    /// <param name="slot">Where frames are kept until they are acknowledged, owned by the sender from now on; null for memory.</param>
    public Sender(IngestContext context, IEventSink events, LossyValues lossyValues, Slot? slot = null)
    {
        _settings = context.Settings;
        LossyValues = lossyValues;
        _dictionary = slot?.Recovered.Dictionary ?? new SymbolDictionary();
        Queue = slot is null
            ? new FrameQueue(_settings.Queue.SegmentBytes, _settings.Queue.MaxBytes)
            : FrameQueue.Recover(_settings.Queue.SegmentBytes, _settings.Queue.MaxBytes, slot, _dictionary);
        _buffer = new FrameBuffer(Queue.Allocate, FrameBytesLimit);
        _encoder = new ChunkEncoder(_buffer, _dictionary, lossyValues);
        Delivery = new Delivery(context, Queue, _dictionary, events);
        _gatherers = new RowGatherers(this, _lock, _settings.Writing.SingleRows, _settings.Writing.SingleRowInterval);
        if (slot is { Recovered.HasPending: true }) Delivery.StartInBackground();
    }

    public FrameQueue Queue { get; }

    public Delivery Delivery { get; }

    /// <summary>Whether no more texts fit its symbol dictionary, which lasts as long as the sender.</summary>
    public bool IsDictionaryFull => _dictionary.Count >= SymbolDictionary.MaxEntries;

    /// <summary>Whether the next borrower should get another sender, with room in its dictionary.</summary>
    public bool IsDictionaryWorn => _dictionary.Count >= SymbolDictionary.MaxEntries / 2;

    /// <summary>Rows that were taken and that <see cref="Finish"/> could not queue.</summary>
    public int UnqueuedRows { get; private set; }

    /// <summary>What is done with values that the server stores as NULL.</summary>
    public LossyValues LossyValues { get; }

    /// <summary>Queues rows; on an error none of them is queued (but see <see cref="ErrorCode.QueueFull"/>).</summary>
    public WriteReceipt Write<TSource>(TSource source)
        where TSource : IRowSource, allows ref struct
    {
        int queued = 0;
        return Write(source, ref queued);
    }

    /// <summary>Queues rows.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="queued">Set to the number of rows that are queued, also when an error follows.</param>
    public WriteReceipt Write<TSource>(TSource source, ref int queued)
        where TSource : IRowSource, allows ref struct
    {
        ThrowIfEncoding();
        lock (_lock)
        {
            ThrowIfClosed();
            _gatherers.Flush();
            return WriteNow(source, ref queued);
        }
    }

    /// <summary>Queues the rows of several tables, all or none.</summary>
    public WriteReceipt WriteAll(ReadOnlySpan<IRowSource> sources)
    {
        ThrowIfEncoding();
        lock (_lock)
        {
            ThrowIfClosed();
            _gatherers.Flush();
            long first = Queue.PublishedFsn + 1;
            string? table = sources.Length == 1 ? sources[0].Schema.TableName : null;
            if (sources.IsEmpty) return new WriteReceipt(this, first, first - 1, table);
            Delivery.EnsureStarted();
            return new WriteReceipt(this, first, WriteAllNow(sources), table);
        }
    }

    /// <summary>Takes one row; it is queued with others of its table a little later, but at once where it may change after the call, of a class or with arrays or memory, and where a slot keeps rows: a row that was taken outlives the process.</summary>
    public WriteReceipt Write<T, TMap>(in T row)
        where TMap : IQuestTable<T>
    {
        var source = new RecordSource<T, TMap>(new ReadOnlySpan<T>(in row));
        if (!typeof(T).IsValueType || TMap.TableSchema.HoldsMemory || Queue.Slot is not null) return Write(source);
        ThrowIfEncoding();
        lock (_lock)
        {
            ThrowIfClosed();
            Delivery.EnsureStarted();
            int texts = Validate(source);
            if (_dictionary.Count + _gatherers.Texts + texts <= SymbolDictionary.MaxEntries) return new WriteReceipt(this, _gatherers.Add<T, TMap>(in row, texts), source.Schema.TableName);
            // Each alone would fit the dictionary, but gathered rows that do not fit it together could never be queued.
            _gatherers.Flush();
            int queued = 0;
            return WriteNow(source, ref queued);
        }
    }

    /// <summary>Queues the gathered rows and returns the last published FSN.</summary>
    public long Flush()
    {
        ThrowIfEncoding();
        lock (_lock)
        {
            _gatherers.Flush();
            return Queue.PublishedFsn;
        }
    }

    /// <summary>Takes no more rows. A write that waits for room gives up, so that closing does not wait for it.</summary>
    public void BeginClose() => _closing.Cancel();

    /// <summary>Queues what was taken before <see cref="BeginClose"/>; after it nothing is queued any more.</summary>
    /// <param name="time">Bounds the wait for room, and for a write that still encodes.</param>
    /// <param name="held">Rows of a row sender that were not flushed, or null. They are cleared once queued.</param>
    /// <exception cref="QuestDbException">Why some rows could not be queued.</exception>
    public void Finish(CloseTime time, RowBuffer? held)
    {
        if (!Monitor.TryEnter(_lock, time.Left))
        {
            // Whoever closes tells what is left: nothing may be added to it afterwards.
            Queue.Close();
            throw new QuestDbException(ErrorCode.CloseTimeout, "A write was still encoding its rows: it ends with an error, and rows that waited behind it could not be queued.");
        }

        try
        {
            _finishing = true;
            _roomAtClose = time.Over;
            _gatherers.Dispose();
            _gatherers.Flush();
            if (held is null) return;
            WriteAllNow(held.Sources);
            held.ClearRows();
        }
        finally
        {
            UnqueuedRows = _gatherers.Count + (held?.RowCount ?? 0);
            _finishing = false;
            Monitor.Exit(_lock);
        }
    }

    /// <summary>Closes the slot of a sender that is closed and whose delivery has ended. Frames that are not acknowledged stay in it.</summary>
    /// <returns>What went wrong with the slot, or null.</returns>
    public async Task<QuestDbException?> CloseSlotAsync()
    {
        if (Queue.Slot is not { } slot) return null;
        bool isDrained = Queue.AckedFsn == Queue.PublishedFsn;
        // What the server refuses for good would stop the next sender too; a person decides what becomes of it.
        if (!isDrained && Queue.Failure is RejectedException rejection) slot.MarkFailed(rejection.Message);
        return await slot.CloseAsync(isDrained).ConfigureAwait(false);
    }

    /// <summary>Encodes and publishes rows; the caller holds the lock.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="queued">Set to the number of rows that are published, also when an error follows.</param>
    internal long WriteRows<TSource>(TSource rows, ref int queued)
        where TSource : IRowSource, allows ref struct
    {
        // A span is published at once, so that an error in its last row queues none. One that could fill the queue is
        // checked first and then published frame by frame, so that it may be larger than the queue.
        long limit = Queue.MaxStagedBytes;
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
                    ThrowIfClosed();
                    Queue.Publish();
                    queued = done;
                    dictionaryStart = _dictionary.Count;
                }
            }

            if (staged) Queue.Publish();
        }
        catch (Exception e)
        {
            Abandon(dictionaryStart);
            // The reason why delivery has stopped names its frames itself; what this write met must say how far it came.
            if (queued > 0 && e is QuestDbException { Code: ErrorCode.QueueFull or ErrorCode.RowTooLarge or ErrorCode.StoreFull or ErrorCode.StoreFailed or ErrorCode.Disposed } met)
            {
                throw new QuestDbException(met.Code, $"{met.Message} Of the {rows.Count} rows of this write the first {queued} are queued.", met) { Table = met.Table, Row = met.Row };
            }

            throw;
        }

        queued = rows.Count;
        return Queue.PublishedFsn;
    }

    private WriteReceipt WriteNow<TSource>(TSource source, ref int queued)
        where TSource : IRowSource, allows ref struct
    {
        long first = Queue.PublishedFsn + 1;
        if (source.Count == 0) return new WriteReceipt(this, first, first - 1, source.Schema.TableName);
        Delivery.EnsureStarted();
        return new WriteReceipt(this, first, WriteRows(source, ref queued), source.Schema.TableName);
    }

    private long WriteAllNow(ReadOnlySpan<IRowSource> sources)
    {
        int dictionaryStart = _dictionary.Count;
        try
        {
            StageAll(sources);
            return Queue.Publish();
        }
        catch
        {
            Abandon(dictionaryStart);
            throw;
        }
    }

    private void Abandon(int dictionaryStart)
    {
        Queue.Discard();
        _encoder.Rollback(dictionaryStart);
    }

    /// <summary>The lock lets its own thread in again: code of the user that runs while a row is encoded must not begin another frame in the same buffer.</summary>
    private void ThrowIfEncoding()
    {
        if (Monitor.IsEntered(_lock)) throw new QuestDbException(ErrorCode.InvalidState, "A converter or a property of a row that is being written calls the client that writes it; write those rows before or after.");
    }

    private void WaitForSpace(int bytes)
    {
        if (_finishing) Queue.WaitForSpace(bytes, TimeSpan.MaxValue, _roomAtClose);
        else Queue.WaitForSpace(bytes, _settings.Queue.AppendDeadline, _closing.Token);
    }

    private void ThrowIfClosed()
    {
        if (_closing.IsCancellationRequested && !_finishing) throw new QuestDbException(ErrorCode.Disposed, "The client was disposed; it takes no more rows.");
    }
}
