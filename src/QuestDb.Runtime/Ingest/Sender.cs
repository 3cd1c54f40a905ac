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
internal sealed class Sender
{
    /// <summary>Frames of about this size keep the rows being encoded in the cache and the acks frequent.</summary>
    private const int TargetFrameBytes = 256 * 1024;

    /// <summary>Encoding is given up beyond this: text may make the rows of one frame larger than memory, and no server takes as much.</summary>
    private const int FrameBytesLimit = 4 * QwpConstants.MaxFrameBytes;

    private readonly object _lock = new();
    private readonly ClientSettings _settings;
    private readonly FrameBuffer _buffer;
    private readonly ChunkEncoder _encoder;
    private readonly SymbolDictionary _dictionary = new();
    private readonly RowGatherers _gatherers;
    private bool _closed;

    public Sender(QwpTransport transport, EventInbox events)
    {
        _settings = transport.Settings;
        Queue = new FrameQueue(_settings.SegmentBytes, _settings.MaxQueueBytes);
        _buffer = new FrameBuffer(Queue.Allocate, FrameBytesLimit);
        _encoder = new ChunkEncoder(_buffer, _dictionary);
        Delivery = new Delivery(transport, Queue, _dictionary, events);
        _gatherers = new RowGatherers(this, _lock, _settings.AutoFlushRows, _settings.AutoFlushInterval);
    }

    public FrameQueue Queue { get; }

    public Delivery Delivery { get; }

    /// <summary>Queues rows; on an error none of them is queued (but see <see cref="ErrorCode.QueueFull"/>).</summary>
    public WriteReceipt Write<T>(ReadOnlySpan<T> rows)
        where T : IQuestTable<T>
    {
        lock (_lock)
        {
            ThrowIfClosed();
            _gatherers.Flush();
            long first = Queue.PublishedFsn + 1;
            if (rows.IsEmpty) return new WriteReceipt(this, first, first - 1);
            Delivery.EnsureStarted();
            int queued = 0;
            return new WriteReceipt(this, first, WriteSpan(rows, ref queued));
        }
    }

    /// <summary>Takes one row; it is queued with others of its table a little later, but a row of a class, which may change after the call, at once.</summary>
    public WriteReceipt Write<T>(in T row)
        where T : IQuestTable<T>
    {
        var span = new ReadOnlySpan<T>(in row);
        if (!typeof(T).IsValueType) return Write(span);
        lock (_lock)
        {
            ThrowIfClosed();
            Delivery.EnsureStarted();
            Validate(span);
            return new WriteReceipt(this, _gatherers.Add(in row));
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
    internal long WriteSpan<T>(ReadOnlySpan<T> rows, ref int queued)
        where T : IQuestTable<T>
    {
        // A span is published at once, so that an error in its last row queues none. One that could fill the queue is
        // checked first and then published frame by frame, so that it may be larger than the queue.
        long limit = Queue.MaxBytes / 4;
        bool staged = (long)rows.Length * FrameLayout.EstimateRowBytes(T.TableSchema) <= limit;
        int dictionaryStart = _dictionary.Count;
        int done = 0;
        int frameRows = FrameRows(T.TableSchema);
        try
        {
            if (!staged) Validate(rows);
            while (done < rows.Length)
            {
                done += StageFrame(rows[done..], done, ref frameRows);
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
                throw new QuestDbException(met.Code, $"{met.Message} Of the {rows.Length} rows of this write the first {queued} are queued.", met) { Table = met.Table, Row = met.Row };
            }

            throw;
        }

        queued = rows.Length;
        return Queue.Publish();
    }

    /// <summary>Rows of a frame of about the target size.</summary>
    private static int FrameRows(TableSchema schema) =>
        Math.Clamp(TargetFrameBytes / Math.Max(FrameLayout.EstimateRowBytes(schema), 1), 1, QwpConstants.MaxRowsPerBlock);

    /// <summary>
    /// Encodes as many rows as fit a frame and stages it; errors count rows from <paramref name="offset"/>. Where text makes
    /// frames larger than estimated, the next ones begin with about as many rows as fitted, in <paramref name="frameRows"/>.
    /// </summary>
    private int StageFrame<T>(ReadOnlySpan<T> rows, int offset, ref int frameRows)
        where T : IQuestTable<T>
    {
        int rowBytes = FrameLayout.EstimateRowBytes(T.TableSchema);
        int count = Math.Min(rows.Length, frameRows);
        while (true)
        {
            Queue.WaitForSpace(count * rowBytes, _settings.AppendDeadline);
            int dictionaryStart = _dictionary.Count;
            int bytes = Encode(rows[..count], offset);
            if (bytes <= Delivery.MaxFrameBytes)
            {
                Queue.Stage(bytes, dictionaryStart, _dictionary.Count);
                frameRows = Math.Min(frameRows * 2, FrameRows(T.TableSchema));
                return count;
            }

            _encoder.Rollback(dictionaryStart);
            if (count == 1) throw TooLarge(T.TableSchema, bytes, offset);
            frameRows = count = Math.Max(1, (int)((long)count * Delivery.MaxFrameBytes / bytes / 2));
        }
    }

    private QuestDbException TooLarge(TableSchema schema, int bytes, int row) => new(ErrorCode.RowTooLarge,
        $"Row {row} of table {schema.TableName} takes {(bytes > FrameBytesLimit ? "over " : "")}{Math.Min(bytes, FrameBytesLimit):N0} bytes; the server's limit for a frame is {Delivery.MaxFrameBytes:N0}.")
    {
        Table = schema.TableName,
        Row = row,
    };

    /// <summary>Encodes rows and throws them away: what would be refused is refused before anything is queued.</summary>
    private void Validate<T>(ReadOnlySpan<T> rows)
        where T : IQuestTable<T>
    {
        int step = FrameRows(T.TableSchema);
        int dictionaryStart = _dictionary.Count;
        try
        {
            for (int start = 0; start < rows.Length; start += step)
            {
                ReadOnlySpan<T> some = rows.Slice(start, Math.Min(step, rows.Length - start));
                int known = _dictionary.Count;
                if (Encode(some, start) <= Delivery.MaxFrameBytes) continue;
                // The rows one by one introduce their texts anew.
                _encoder.Rollback(known);
                ValidateEach(some, start);
            }
        }
        finally
        {
            _encoder.Rollback(dictionaryStart);
        }
    }

    private void ValidateEach<T>(ReadOnlySpan<T> rows, int offset)
        where T : IQuestTable<T>
    {
        for (int i = 0; i < rows.Length; i++)
        {
            int bytes = Encode(rows.Slice(i, 1), offset + i);
            if (bytes > Delivery.MaxFrameBytes) throw TooLarge(T.TableSchema, bytes, offset + i);
        }
    }

    /// <summary>Encodes rows into one frame and returns its length, or a length over every server's limit for one that was given up.</summary>
    private int Encode<T>(ReadOnlySpan<T> rows, int offset)
        where T : IQuestTable<T>
    {
        try
        {
            _encoder.BeginFrame(T.TableSchema, rows.Length);
            T.WriteRows(_encoder, rows);
            _encoder.EndFrame();
            return _buffer.Length;
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.RowTooLarge)
        {
            return FrameBytesLimit + 1;
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.InvalidValue && rows.Length > 1)
        {
            throw FindRow(rows, offset, e);
        }
        catch (QuestDbException e) when (e.Code is ErrorCode.InvalidValue or ErrorCode.SymbolDictionaryFull)
        {
            throw RowErrors.Located(e, _encoder, offset);
        }
    }

    /// <summary>Encodes row by row to learn which one was refused; the hot path need not know.</summary>
    private QuestDbException FindRow<T>(ReadOnlySpan<T> rows, int offset, QuestDbException cause)
        where T : IQuestTable<T>
    {
        for (int row = 0; row < rows.Length; row++)
        {
            try
            {
                _encoder.BeginFrame(T.TableSchema, 1);
                T.WriteRows(_encoder, rows.Slice(row, 1));
            }
            catch (QuestDbException e) when (e.Code == ErrorCode.InvalidValue)
            {
                return RowErrors.Located(e, _encoder, offset + row);
            }
        }

        return cause;
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
