using System.Text;
using QuestDb.Wire;

namespace QuestDb.Egress;

/// <summary>Decodes RESULT_BATCH frames of one query (QWP egress specification, "RESULT_BATCH").</summary>
internal sealed class BatchDecoder(ResultDictionary dictionary)
{
    private readonly ZstdFrames _zstd = new();
    private ResultColumn[] _previous = [];

    /// <summary>The batch decoded last.</summary>
    public ResultBatch Batch { get; private set; } = new(dictionary);

    /// <summary>Begins another query: the schema comes with its first batch.</summary>
    public void Reset()
    {
        if (Batch.Columns.Length > 0) _previous = Batch.Columns;
        Batch = new ResultBatch(dictionary);
    }

    /// <summary>Decodes a frame whose message kind and request id are read already.</summary>
    /// <param name="bytes">The array that holds the frame; the batch keeps views of it.</param>
    /// <param name="length">Length of the frame, from the start of the array.</param>
    /// <param name="position">Where the batch sequence stands.</param>
    public void Decode(byte[] bytes, int length, int position)
    {
        byte flags = bytes[5];
        var reader = new WireReader(bytes.AsSpan(0, length), position);
        long sequence = (long)reader.ReadVarint("batch sequence");
        if (sequence != Batch.Sequence + 1) throw reader.Malformed($"batch {sequence} follows batch {Batch.Sequence}");
        if ((flags & QwpConstants.FlagZstd) != 0)
        {
            bytes = _zstd.Decompress(bytes.AsSpan(reader.Position, reader.Remaining), out int decompressed);
            reader = new WireReader(bytes.AsSpan(0, decompressed), 0);
        }

        Batch.Sequence = sequence;
        Batch.WireLength = length;
        if ((flags & QwpConstants.FlagDeltaSymbolDict) != 0) ReadDelta(ref reader);
        ReadTable(ref reader, bytes, gorilla: (flags & QwpConstants.FlagGorilla) != 0);
        if (reader.Remaining != 0) throw reader.Malformed($"{reader.Remaining} bytes follow the last column");
    }

    private void ReadDelta(ref WireReader reader)
    {
        int start = reader.ReadCount("dictionary start", int.MaxValue);
        int count = reader.ReadCount("dictionary count", reader.Remaining);
        if (start > dictionary.Count) throw reader.Malformed($"the dictionary has {dictionary.Count} entries and the delta starts at {start}");
        if (start < dictionary.Count && count > 0) dictionary.Truncate(start);
        for (int i = 0; i < count; i++)
        {
            int length = reader.ReadCount("symbol length", reader.Remaining);
            dictionary.Add(reader.ReadBytes(length, "symbol"));
        }
    }

    private void ReadTable(ref WireReader reader, byte[] bytes, bool gorilla)
    {
        int nameLength = reader.ReadCount("table name length", reader.Remaining);
        reader.ReadBytes(nameLength, "table name");
        int rowCount = reader.ReadCount("row count", int.MaxValue - 8);
        if (Batch.Sequence == 0) Batch.Columns = ReadSchema(ref reader);
        Batch.RowCount = rowCount;
        if (Batch.Columns.Length == 0 && rowCount > 0) throw reader.Malformed("the result has rows and no columns");
        foreach (ResultColumn column in Batch.Columns) ColumnDecoder.Decode(ref reader, column, bytes, rowCount, gorilla, dictionary);
    }

    private ResultColumn[] ReadSchema(ref WireReader reader)
    {
        // A column takes two bytes at least: the length of its name and its type.
        int count = reader.ReadCount("column count", reader.Remaining / 2);
        var columns = new ResultColumn[count];
        for (int i = 0; i < count; i++)
        {
            int length = reader.ReadCount("column name length", reader.Remaining);
            string name = Encoding.UTF8.GetString(reader.ReadBytes(length, "column name"));
            byte type = reader.ReadByte("column type");
            if (type is 0 or 0x08 or > (byte)ColumnType.IPv4) throw reader.Malformed($"column {name} has the unknown type 0x{type:x2}");
            columns[i] = new ResultColumn(name, (ColumnType)type, i < _previous.Length ? _previous[i] : null);
        }

        return columns;
    }
}
