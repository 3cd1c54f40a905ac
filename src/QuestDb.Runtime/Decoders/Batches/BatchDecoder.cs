using System.Text;
using QuestDb.Shared.TypeMap;
using QuestDb.Wire;

namespace QuestDb.Decoders.Batches;

/// <summary>Decodes RESULT_BATCH frames of one query after the other (QWP egress specification, "RESULT_BATCH").</summary>
internal sealed class BatchDecoder(ResultDictionary dictionary) : IDisposable
{
    private readonly ZstdFrames _zstd = new();
    private ColumnHeader[] _schema = [];
    private byte[] _skipped = [];
    private long _sequence;
    private long _rows;
    private bool _hasSkipped;

    /// <summary>The batch that is decoded into.</summary>
    public ResultBatch Batch { get; set; } = new();

    /// <summary>Begins another query: the schema comes with its first batch.</summary>
    public void Reset()
    {
        _sequence = 0;
        _rows = 0;
        _hasSkipped = false;
        _skipped = [];
    }

    /// <summary>
    /// Checks that the batches of the query are those that the end of its result names: a server counts the rows that it has sent, and 0
    /// stands for a count that it does not keep. Rows of batches that were passed over are not known.
    /// </summary>
    public void CheckEnd(ref WireReader reader, ulong lastSequence, ulong totalRows)
    {
        if (_sequence > 0 && lastSequence != (ulong)_sequence - 1)
        {
            throw reader.Malformed($"the result ends with batch {lastSequence}, and the last that came was batch {_sequence - 1}");
        }

        if (totalRows != 0 && !_hasSkipped && totalRows != (ulong)_rows)
        {
            throw reader.Malformed($"the result has {totalRows} rows, and {_rows} came");
        }
    }

    /// <summary>Decodes a frame whose message kind and request id are read already.</summary>
    /// <param name="bytes">The array that holds the frame; the batch keeps views of it.</param>
    /// <param name="length">Length of the frame, from the start of the array.</param>
    /// <param name="position">Where the batch sequence stands.</param>
    public void Decode(byte[] bytes, int length, int position)
    {
        byte flags = FrameHeader.Flags(bytes);
        WireReader reader = Open(ref bytes, length, position, ref Batch.Body);
        Batch.WireLength = length;
        Batch.Sequence = _sequence++;
        if ((flags & QwpConstants.FlagDeltaSymbolDict) != 0) ReadDelta(ref reader);
        Batch.Dictionary = dictionary.Snapshot();
        ReadTable(ref reader, bytes, gorilla: (flags & QwpConstants.FlagGorilla) != 0);
        _rows += Batch.RowCount;
        if (reader.Remaining != 0) throw reader.Malformed($"{reader.Remaining} bytes follow the last column");
    }

    /// <summary>Passes over a batch that nobody reads; its new symbols belong to the connection all the same.</summary>
    public void Skip(byte[] bytes, int length, int position)
    {
        byte flags = FrameHeader.Flags(bytes);
        WireReader reader = Open(ref bytes, length, position, ref _skipped);
        _sequence++;
        _hasSkipped = true;
        if ((flags & QwpConstants.FlagDeltaSymbolDict) != 0) ReadDelta(ref reader);
    }

    public void Dispose() => _zstd.Dispose();

    /// <summary>Checks the sequence and unpacks the rest.</summary>
    private WireReader Open(ref byte[] bytes, int length, int position, ref byte[] body)
    {
        var reader = new WireReader(bytes.AsSpan(0, length), position);
        ulong sequence = reader.ReadVarint("batch sequence");
        if (sequence != (ulong)_sequence) throw reader.Malformed($"batch {sequence} came in place of batch {_sequence}");
        if (!FrameHeader.Has(bytes, QwpConstants.FlagZstd)) return reader;
        int unpacked = _zstd.Decompress(bytes.AsSpan(reader.Position, reader.Remaining), ref body);
        bytes = body;
        return new WireReader(bytes.AsSpan(0, unpacked), 0);
    }

    private void ReadDelta(ref WireReader reader)
    {
        int start = reader.ReadCount("dictionary start", int.MaxValue);
        int count = reader.ReadCount("dictionary count", reader.Remaining);
        // A server only ever appends: a delta that overlaps would give other texts to ids that rows have named.
        if (start != dictionary.Count)
        {
            throw reader.Malformed($"the dictionary has {dictionary.Count} entries and the delta starts at {start}");
        }

        for (int i = 0; i < count; i++) dictionary.Add(reader.ReadSymbol());
    }

    private void ReadTable(ref WireReader reader, byte[] bytes, bool gorilla)
    {
        int nameLength = reader.ReadCount("table name length", reader.Remaining);
        reader.ReadBytes(nameLength, "table name");
        int rowCount = reader.ReadCount("row count", QwpConstants.MaxRowsPerBatch);
        if (Batch.Sequence == 0) _schema = ReadSchema(ref reader);
        Batch.Adopt(_schema);
        Batch.RowCount = rowCount;
        if (_schema.Length == 0 && rowCount > 0) throw reader.Malformed("the result has rows and no columns");
        // A row takes a bit of each column at least: as a value, or in its null bitmap.
        long least = _schema.Length * (1 + ((rowCount + 7L) / 8));
        if (least > reader.Remaining)
        {
            throw reader.Malformed(
                $"{rowCount} rows of {_schema.Length} columns take {least} bytes at least and {reader.Remaining} are left");
        }

        foreach (ResultColumn column in Batch.Columns) ColumnDecoder.Decode(ref reader, column, bytes, rowCount, gorilla, dictionary.Count);
    }

    private static ColumnHeader[] ReadSchema(ref WireReader reader)
    {
        // A column takes three bytes at least: the length of its name, its type and its null flag.
        int count = reader.ReadCount("column count", Math.Min(QwpConstants.MaxResultColumns, reader.Remaining / 3));
        var columns = new ColumnHeader[count];
        for (int i = 0; i < count; i++)
        {
            int length = reader.ReadCount("column name length", reader.Remaining);
            string name = Encoding.UTF8.GetString(reader.ReadBytes(length, "column name"));
            byte type = reader.ReadByte("column type");
            if (!ColumnTypes.IsKnown(type)) throw reader.Malformed($"column {name} has the unknown type 0x{type:x2}");
            columns[i] = new ColumnHeader(name, (ColumnType)type);
        }

        return columns;
    }
}
