using QuestDb.Encoders;
using QuestDb.Encoders.Blocks;
using QuestDb.Mapping;

namespace QuestDb.Ingest.Senders;

/// <summary>Cuts rows into frames and finds the row that an error is about.</summary>
internal sealed partial class Sender
{
    /// <summary>With frames of about this size the encoded rows stay in the processor's cache, and acks come often.</summary>
    private const int TargetFrameBytes = 256 * 1024;

    /// <summary>
    /// Encoding stops beyond this: text may make the rows of one frame larger than memory, and no server accepts as much.
    /// </summary>
    private const int FrameBytesLimit = 4 * QwpConstants.MaxFrameBytes;

    /// <summary>The number of rows that make a frame of about the target size.</summary>
    private static int FrameRows(TableSchema schema) =>
        Math.Clamp(TargetFrameBytes / Math.Max(FrameLayout.EstimateRowBytes(schema), 1), 1, QwpConstants.MaxRowsPerBlock);

    /// <summary>Stages rows of several tables, in one common frame if they fit.</summary>
    private void StageAll(ReadOnlySpan<IRowSource> sources)
    {
        long estimate = 0;
        foreach (IRowSource source in sources) estimate += FrameLayout.EstimateBytes(source.Schema, source.Count);
        if (sources.Length > 1 && estimate <= TargetFrameBytes && TryStageTogether(sources, (int)estimate)) return;
        foreach (IRowSource source in sources)
        {
            int frameRows = FrameRows(source.Schema);
            for (int done = 0; done < source.Count;)
            {
                ThrowIfStagedFillQueue();
                done += StageFrame(source, done, ref frameRows);
            }
        }
    }

    /// <summary>
    /// Frames that are staged together are published together, so that they must fit the queue as a whole: acks can't
    /// free any of them before.
    /// </summary>
    private void ThrowIfStagedFillQueue()
    {
        if (Outbox.StagedBytes <= Outbox.MaxBytes - TargetFrameBytes || Outbox.StagedBytes == 0) return;
        throw new QuestDbException(ErrorCode.QueueFull,
            $"The rows take more than the {Outbox.MaxBytes:N0} bytes of the queue (sf_max_total_bytes); "
            + $"flush fewer rows at a time. None of them was queued.");
    }

    private bool TryStageTogether(ReadOnlySpan<IRowSource> sources, int estimate)
    {
        WaitForSpace(estimate);
        int dictionaryStart = _dictionary.Count;
        int rows = 0;
        _encoder.BeginFrame(estimate);
        try
        {
            foreach (IRowSource source in sources)
            {
                rows += source.Count;
                _encoder.BeginTable(source.Schema, source.Count);
                source.Encode(_encoder, 0, source.Count);
            }

            _encoder.EndFrame();
        }
        catch (QuestDbException e) when (e.Code is ErrorCode.RowTooLarge or ErrorCode.InvalidValue)
        {
            // Encoding table by table finds the row of the error, or makes the rows fit.
            _encoder.Rollback(dictionaryStart);
            return false;
        }

        if (_buffer.Length > Outbox.MaxFrameBytes)
        {
            _encoder.Rollback(dictionaryStart);
            return false;
        }

        Outbox.Stage(_buffer.Length, rows, _encoder.DictionaryStart, _tables.Of(sources));
        return true;
    }

    /// <summary>
    /// Encodes as many rows from <paramref name="start"/> on as fit a frame, and stages it. When text makes frames larger than
    /// estimated, <paramref name="frameRows"/> becomes about the number of rows that fitted, with which the next frame begins.
    /// </summary>
    private int StageFrame<TSource>(TSource rows, int start, ref int frameRows)
        where TSource : IRowSource, allows ref struct
    {
        int rowBytes = FrameLayout.EstimateRowBytes(rows.Schema);
        int count = Math.Min(rows.Count - start, frameRows);
        while (true)
        {
            WaitForSpace(count * rowBytes);
            int dictionaryStart = _dictionary.Count;
            int bytes = Encode(rows, start, count);
            if (bytes <= Outbox.MaxFrameBytes)
            {
                Outbox.Stage(bytes, count, _encoder.DictionaryStart, _tables.Of(rows.Schema.TableName));
                frameRows = Math.Min(frameRows * 2, FrameRows(rows.Schema));
                return count;
            }

            _encoder.Rollback(dictionaryStart);
            if (count == 1) throw TooLarge(rows.Schema, bytes, start);
            frameRows = count = Math.Max(1, (int)((long)count * Outbox.MaxFrameBytes / bytes / 2));
        }
    }

    private QuestDbException TooLarge(TableSchema schema, int bytes, int row) => new(ErrorCode.RowTooLarge,
        $"Row {row} of table {schema.TableName} takes "
        + $"{(bytes > FrameBytesLimit ? "over " : "")}{Math.Min(bytes, FrameBytesLimit):N0} bytes; "
        + $"the server's limit for a frame is {Outbox.MaxFrameBytes:N0}.")
    {
        Table = schema.TableName,
        Row = row,
        IsOfRow = true,
    };

    /// <summary>
    /// Whether an error is one of the write itself, which must say how many rows were queued; one that stopped delivery names its frames.
    /// </summary>
    private static bool IsOfThisWrite(Exception e) => e is QuestDbException
    {
        Code: ErrorCode.QueueFull or ErrorCode.StoreFull or ErrorCode.StoreFailed or ErrorCode.Disposed,
    } or QuestDbException { IsOfRow: true };

    private static QuestDbException PartlyQueued(QuestDbException e, int rows, int queued) => new(e.Code,
        $"{e.Message.Replace(RowErrors.NoneQueued, "", StringComparison.Ordinal)} "
        + $"Of the {rows} rows of this write the first {queued} are queued.", e)
    {
        Table = e.Table,
        Column = e.Column,
        Row = e.Row,
        IsOfRow = e.IsOfRow,
    };

    /// <summary>
    /// Encodes rows and discards the result, so that an invalid row throws before anything is queued. Returns how many texts
    /// are new to the dictionary.
    /// </summary>
    private int Validate<TSource>(TSource rows)
        where TSource : IRowSource, allows ref struct
    {
        int step = FrameRows(rows.Schema);
        int dictionaryStart = _dictionary.Count;
        try
        {
            for (int start = 0; start < rows.Count; start += step)
            {
                int count = Math.Min(step, rows.Count - start);
                int known = _dictionary.Count;
                if (Encode(rows, start, count) <= Outbox.MaxFrameBytes) continue;
                // The rows are encoded again one by one, and then add their texts again.
                _encoder.Rollback(known);
                ValidateEach(rows, start, count);
            }

            return _dictionary.Count - dictionaryStart;
        }
        finally
        {
            _encoder.Rollback(dictionaryStart);
        }
    }

    private void ValidateEach<TSource>(TSource rows, int start, int count)
        where TSource : IRowSource, allows ref struct
    {
        for (int row = start; row < start + count; row++)
        {
            int bytes = Encode(rows, row, 1);
            if (bytes > Outbox.MaxFrameBytes) throw TooLarge(rows.Schema, bytes, row);
        }
    }

    /// <summary>
    /// Encodes rows into one frame and returns its length, or a length above every server's limit when encoding was stopped.
    /// </summary>
    private int Encode<TSource>(TSource rows, int start, int count)
        where TSource : IRowSource, allows ref struct
    {
        try
        {
            _encoder.BeginFrame(rows.Schema, count);
            rows.Encode(_encoder, start, count);
            _encoder.EndFrame();
            return _buffer.Length;
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.RowTooLarge)
        {
            return FrameBytesLimit + 1;
        }
        catch (Exception e) when (RowErrors.IsOfRow(e))
        {
            throw count > 1 ? FindRow(rows, start, count, e) : RowErrors.Located(e, _encoder, start);
        }
    }

    /// <summary>
    /// Finds the shortest run of rows from the start that is refused; its last row is the one to name, even if it is refused only
    /// together with those before it. Searching after an error keeps row tracking out of the hot path.
    /// </summary>
    private QuestDbException FindRow<TSource>(TSource rows, int start, int count, Exception cause)
        where TSource : IRowSource, allows ref struct
    {
        int refused = count;
        for (int taken = 0; refused - taken > 1;)
        {
            int middle = taken + ((refused - taken) / 2);
            if (Refusal(rows, start, middle) is null) taken = middle;
            else refused = middle;
        }

        // A converter of the user may not throw a second time; then no row can be named.
        return Refusal(rows, start, refused) is { } refusal
            ? RowErrors.Located(refusal, _encoder, start + refused - 1)
            : RowErrors.Unlocated(cause, _encoder);
    }

    private Exception? Refusal<TSource>(TSource rows, int start, int count)
        where TSource : IRowSource, allows ref struct
    {
        try
        {
            _encoder.BeginFrame(rows.Schema, count);
            rows.Encode(_encoder, start, count);
            _encoder.EndFrame();
            return null;
        }
        catch (Exception e) when (RowErrors.IsOfRow(e))
        {
            return e;
        }
    }
}
