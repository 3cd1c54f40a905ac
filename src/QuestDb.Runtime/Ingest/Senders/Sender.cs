using QuestDb.Configuration;
using QuestDb.Encoders;
using QuestDb.Encoders.Blocks;
using QuestDb.Ingest.Outboxes;
using QuestDb.Mapping;
using QuestDb.Store.Segments;
using QuestDb.Threading;
using QuestDb.Wire;

namespace QuestDb.Ingest.Senders;

/// <summary>
/// Turns spans of rows into queued frames, one span at a time: it encodes under its lock, publishes a span's frames together, and drops
/// all of them when a row can't be stored.
/// </summary>
internal sealed partial class Sender
{
    /// <summary>Guards the frame in progress, with the dictionary and what is staged, and the pending single rows.</summary>
    private readonly RankedLock _lock = new(LockRank.SenderFrame);
    private readonly ClientSettings _settings;
    private readonly ITableVisibility _visibility;
    private readonly FrameBuffer _buffer;
    private readonly ChunkEncoder _encoder;
    private readonly SymbolDictionary _dictionary;
    private readonly PendingRowBuffers _pending;
    private readonly TableSets _tables = new();
    private readonly CancellationTokenSource _closing = new();
    private CancellationToken _roomAtClose;
    private bool _finishing;

    /// <param name="outbox">The outbox of its frames; nobody else publishes there.</param>
    /// <param name="context">What the client's senders share.</param>
    /// <param name="onLossyValue">What is done with values that the server stores as NULL.</param>
    public Sender(Outbox outbox, IngestContext context, LossyValueAction onLossyValue)
    {
        _settings = context.Settings;
        _visibility = context.Visibility;
        OnLossyValue = onLossyValue;
        Designated = context.Designated;
        Outbox = outbox;
        _dictionary = outbox.Dictionary;
        _buffer = new FrameBuffer(outbox.Allocate, FrameBytesLimit);
        _encoder = new ChunkEncoder(_buffer, _dictionary, onLossyValue, _settings.Store.SelfSufficient);
        _pending = new PendingRowBuffers(
            this, _lock, _settings.Writing.SingleRows, _settings.Writing.SingleRowInterval, context.Clock);
        Clock = context.Clock;
    }

    /// <summary>The frames of its rows and their delivery.</summary>
    public Outbox Outbox { get; }

    /// <summary>Runs the timers of flushes.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Whether the symbol dictionary, which lasts as long as the sender, has room for no more texts.</summary>
    public bool IsDictionaryFull => _dictionary.Count >= SymbolDictionary.MaxEntries;

    /// <summary>Whether the next borrower should get another sender, with room in its dictionary.</summary>
    public bool ShouldRotate => _dictionary.Count >= SymbolDictionary.MaxEntries / 2;

    /// <summary>Rows that were accepted and that <see cref="Finish"/> could not queue.</summary>
    public int UnqueuedRows { get; private set; }

    /// <summary>What is done with values that the server stores as NULL.</summary>
    public LossyValueAction OnLossyValue { get; }

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
        using (EnterInTime())
        {
            ThrowIfClosed();
            CheckColumns(source.Schema);
            _pending.Flush();
            return WriteNow(source, ref queued);
        }
    }

    /// <summary>Queues the rows of several tables, all or none.</summary>
    public WriteReceipt WriteAll(ReadOnlySpan<IRowSource> sources)
    {
        ThrowIfEncoding();
        using (EnterInTime())
        {
            ThrowIfClosed();
            foreach (IRowSource source in sources) CheckColumns(source.Schema);
            _pending.Flush();
            long first = Outbox.PublishedFsn + 1;
            if (sources.IsEmpty) return new WriteReceipt(this, first, first - 1, FrameTables.None);
            Outbox.Start();
            return new WriteReceipt(this, first, WriteAllNow(sources), _tables.Of(sources));
        }
    }

    /// <summary>
    /// Takes one row. It is queued a little later together with others of its table. It is queued at once when it may change
    /// after the call (a class, or a struct with arrays or memory), and when a slot stores the rows, which promises that an
    /// accepted row outlives the process.
    /// </summary>
    public WriteReceipt Write<T, TMap>(in T row)
        where TMap : IQuestTable<T>
    {
        var source = new RecordSource<T, TMap>(new ReadOnlySpan<T>(in row));
        if (!typeof(T).IsValueType || TMap.TableSchema.HoldsMemory || Outbox.IsOnDisk) return Write(source);
        ThrowIfEncoding();
        using (EnterInTime())
        {
            ThrowIfClosed();
            CheckColumns(source.Schema);
            Outbox.Start();
            int texts = Validate(source);
            if (_dictionary.Count + _pending.Texts + texts <= SymbolDictionary.MaxEntries)
            {
                PendingRows pending = _pending.Add<T, TMap>(in row, texts, out int place);
                return new WriteReceipt(this, pending, place, _tables.Of(source.Schema.TableName));
            }

            // Each row alone fits the dictionary. Pending rows that do not fit it together could never be queued, so that they
            // are queued first.
            _pending.Flush();
            int queued = 0;
            return WriteNow(source, ref queued);
        }
    }

    /// <summary>Queues the pending rows and returns the last published FSN.</summary>
    public long Flush()
    {
        ThrowIfEncoding();
        using (EnterInTime())
        {
            _pending.Flush();
            return Outbox.PublishedFsn;
        }
    }

    /// <summary>Accepts no more rows. A write that waits for room fails, so that closing does not wait for it.</summary>
    public void BeginClose() => _closing.Cancel();

    /// <summary>Queues the rows that were accepted before <see cref="BeginClose"/>; afterwards nothing can be queued.</summary>
    /// <param name="time">Bounds the wait for room, and for a write that still encodes.</param>
    /// <param name="held">Rows of a row sender that were not flushed, or null. They are cleared once queued.</param>
    /// <exception cref="QuestDbException">Some rows could not be queued.</exception>
    public void Finish(CloseTime time, RowBuffer? held)
    {
        if (!_lock.TryEnter(time.Left))
        {
            // The closing caller reports what is left, so that nothing may be added afterwards.
            Outbox.RefuseFrames();
            throw new QuestDbException(ErrorCode.CloseTimeout,
                "A write was still encoding its rows: it ends with an error, and rows that waited behind it could not be queued.");
        }

        int dropped = _pending.Dropped;
        try
        {
            _finishing = true;
            _roomAtClose = time.Over;
            _pending.Dispose();
            _pending.Flush();
            if (held is not null)
            {
                WriteAllNow(held.Sources);
                held.ClearRows();
            }

            if (_pending.Dropped > dropped) throw _pending.LastDrop!;
        }
        finally
        {
            UnqueuedRows = _pending.Count + _pending.Dropped - dropped + (held?.RowCount ?? 0);
            _finishing = false;
            _lock.Exit();
        }
    }

    /// <summary>Waits until queries see accepted rows.</summary>
    public ValueTask WaitVisibleAsync(FrameTables tables, long firstFsn, long lastFsn, CancellationToken cancellationToken) =>
        _visibility.WaitAsync(Outbox.TransactionsOf(tables, firstFsn, lastFsn), cancellationToken);

    /// <summary>Encodes and publishes rows; the caller holds the lock.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="queued">Set to the number of rows that are published, also when an error follows.</param>
    internal long WriteRows<TSource>(TSource rows, ref int queued)
        where TSource : IRowSource, allows ref struct
    {
        // The frames of a span are published together, so that an error in the last row queues no row. A span that could fill the queue
        // is validated first and then published frame by frame, so that it may be larger than the queue.
        long limit = Outbox.MaxStagedBytes;
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
                if (staged && Outbox.StagedBytes > limit)
                {
                    Abandon(dictionaryStart);
                    staged = false;
                    done = 0;
                    Validate(rows);
                }
                else if (!staged)
                {
                    ThrowIfClosed();
                    Outbox.Publish();
                    _waited = TimeSpan.Zero;
                    queued = done;
                    dictionaryStart = _dictionary.Count;
                }
            }

            if (staged) Outbox.Publish();
        }
        catch (Exception e)
        {
            Abandon(dictionaryStart);
            if (queued > 0 && IsOfThisWrite(e)) throw PartlyQueued((QuestDbException)e, rows.Count, queued);
            throw;
        }

        queued = rows.Count;
        return Outbox.PublishedFsn;
    }

    private WriteReceipt WriteNow<TSource>(TSource source, ref int queued)
        where TSource : IRowSource, allows ref struct
    {
        long first = Outbox.PublishedFsn + 1;
        FrameTables table = _tables.Of(source.Schema.TableName);
        if (source.Count == 0) return new WriteReceipt(this, first, first - 1, table);
        Outbox.Start();
        return new WriteReceipt(this, first, WriteRows(source, ref queued), table);
    }

    private long WriteAllNow(ReadOnlySpan<IRowSource> sources)
    {
        int dictionaryStart = _dictionary.Count;
        try
        {
            StageAll(sources);
            return Outbox.Publish();
        }
        catch
        {
            Abandon(dictionaryStart);
            throw;
        }
    }

    private void Abandon(int dictionaryStart)
    {
        Outbox.Discard();
        _encoder.Rollback(dictionaryStart);
    }

    /// <summary>
    /// Throws when user code that runs while a row is encoded writes to the same sender: the lock is reentrant, and a second frame
    /// would begin in the same buffer.
    /// </summary>
    private void ThrowIfEncoding()
    {
        if (_lock.IsHeldByCurrentThread)
        {
            throw new QuestDbException(ErrorCode.InvalidState,
                "A converter or a property of a row that is being written calls the client that writes it; "
                + "write those rows before or after.");
        }
    }

    private void ThrowIfClosed()
    {
        if (_closing.IsCancellationRequested && !_finishing)
            throw new QuestDbException(ErrorCode.Disposed, "The client was disposed; it takes no more rows.");
    }
}
