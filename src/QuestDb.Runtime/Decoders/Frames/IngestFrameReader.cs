using System.Text;
using QuestDb.Decoders.Batches;
using QuestDb.Shared.Names;
using QuestDb.Shared.TypeMap;
using QuestDb.Wire;

namespace QuestDb.Decoders.Frames;

/// <summary>
/// Decodes ingest frames, of this client or another, back to rows in the form of result batches, so that every reader of results
/// reads them (QWP ingress specification, "Message structure"). NULL is what the frame says it is: a value of the NULL bitmap.
/// Any bytes give rows or a clean error.
/// </summary>
/// <remarks>
/// Holds the dictionary of one connection: frames with delta sections are read in the order of their FSNs. Like a server it passes
/// over bytes behind the payload and behind the last block. A batch keeps views of its frame.
/// </remarks>
internal sealed class IngestFrameReader
{
    private const string Source = "The frame is malformed";

    private readonly ResultDictionary _dictionary = new();
    private readonly bool _takesSymbols = true;

    public IngestFrameReader()
    {
    }

    private IngestFrameReader(bool takesSymbols) => _takesSymbols = takesSymbols;

    /// <summary>Number of symbol texts known.</summary>
    public int SymbolCount => _dictionary.Count;

    /// <summary>Adds a text that an earlier frame brought, from a side file of the slot.</summary>
    public void AddSymbol(ReadOnlySpan<byte> utf8) => _dictionary.Add(utf8);

    /// <summary>
    /// The tables of a frame and where their blocks are, without the texts of its symbols, for which other frames are needed.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ProtocolError"/>: the frame is malformed.</exception>
    public static List<IngestTable> ReadBlocks(byte[] frame) => new IngestFrameReader(takesSymbols: false).Read(frame);

    /// <summary>The tables of a frame.</summary>
    /// <param name="frame">The whole frame; the batches keep views of it.</param>
    /// <param name="designatedName">The name to give the designated timestamp, which has none on the wire.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ProtocolError"/>: the frame is malformed; the message says where.
    /// </exception>
    public List<IngestTable> Read(byte[] frame, string designatedName = ColumnNames.DefaultDesignated)
    {
        var tables = new List<IngestTable>();
        // The server takes an empty message for one without table blocks, so it has no rows and is not malformed.
        if (frame.Length == 0) return tables;
        var header = new WireReader(frame, 0, Source);
        if (header.ReadUInt32("magic") != QwpConstants.Magic) throw header.Malformed("it does not begin with QWP1");
        byte version = header.ReadByte("version");
        if (version != QwpConstants.Version) throw header.Malformed($"it has version {version}, not {QwpConstants.Version}");
        byte flags = header.ReadByte("flags");
        int tableCount = header.ReadUInt16("table count");
        uint payload = header.ReadUInt32("payload length");
        if (payload > header.Remaining) throw header.Malformed($"the payload has {payload} bytes and {header.Remaining} are left");

        var reader = new WireReader(frame.AsSpan(0, header.Position + (int)payload), header.Position, Source);
        if ((flags & QwpConstants.FlagDeltaSymbolDict) != 0) ReadDelta(ref reader);
        for (int i = 0; i < tableCount; i++) tables.Add(ReadTable(ref reader, frame, flags, designatedName));
        return tables;
    }

    /// <summary>Takes the delta section. Ids that it sends again may have other texts; those behind them stay.</summary>
    private void ReadDelta(ref WireReader reader)
    {
        int start = reader.ReadCount("dictionary start", int.MaxValue);
        int count = reader.ReadCount("dictionary count", reader.Remaining);
        if (!_takesSymbols)
        {
            for (int i = 0; i < count; i++) reader.ReadSymbol();
            return;
        }

        if (start > _dictionary.Count)
        {
            throw reader.Malformed($"the dictionary has {_dictionary.Count} entries and the delta starts at {start}");
        }

        SymbolSnapshot before = _dictionary.Snapshot();
        bool differs = false;
        for (int id = start; id < start + count; id++)
        {
            ReadOnlySpan<byte> text = reader.ReadSymbol();
            if (!differs && id < before.Count && !before.Utf8(id).SequenceEqual(text))
            {
                differs = true;
                _dictionary.Truncate(id);
            }

            if (differs || id >= before.Count) _dictionary.Add(text);
        }

        for (int id = _dictionary.Count; id < before.Count; id++) _dictionary.Add(before.Utf8(id));
    }

    private IngestTable ReadTable(ref WireReader reader, byte[] frame, byte flags, string designatedName)
    {
        int blockAt = reader.Position;
        string table = ReadName(ref reader, "table name");
        if (table.Length == 0) throw reader.Malformed("a table has no name");
        int rowCount = reader.ReadCount("row count", QwpConstants.MaxRowsPerBlock);
        var batch = new ResultBatch { RowCount = rowCount };
        batch.Adopt(ReadSchema(ref reader, designatedName));
        if (batch.Columns.Length == 0 && rowCount > 0) throw reader.Malformed($"table {table} has {rowCount} rows without columns");
        // A row takes a bit of each column at least: as a value, or in its null bitmap.
        long least = batch.Columns.Length * (1 + ((rowCount + 7L) / 8));
        if (least > reader.Remaining)
        {
            throw reader.Malformed(
                $"{rowCount} rows of {batch.Columns.Length} columns take {least} bytes at least and {reader.Remaining} are left");
        }

        bool gorilla = (flags & QwpConstants.FlagGorilla) != 0;
        ResultDictionary? own = (flags & QwpConstants.FlagDeltaSymbolDict) != 0 ? null : new ResultDictionary();
        foreach (ResultColumn column in batch.Columns)
        {
            if (column.Type == ColumnType.Symbol && own is not null)
            {
                ReadOwnSymbols(ref reader, column, frame, rowCount, own);
            }
            // Unlike in results, DATE is never in a bit stream.
            else
            {
                ColumnDecoder.Decode(ref reader, column, frame, rowCount,
                    gorilla && ColumnTypes.Of(column.Type).Layout != ColumnLayout.Date, _takesSymbols ? _dictionary.Count : int.MaxValue);
            }
        }

        batch.Dictionary = (own ?? _dictionary).Snapshot();
        return new IngestTable(table, batch, blockAt..reader.Position);
    }

    private static ColumnHeader[] ReadSchema(ref WireReader reader, string designatedName)
    {
        // A column takes three bytes at least: the length of its name, its type and its null flag.
        int count = reader.ReadCount("column count", Math.Min(QwpConstants.MaxColumns, reader.Remaining / 3));
        var columns = new ColumnHeader[count];
        for (int i = 0; i < count; i++)
        {
            string name = ReadName(ref reader, "column name");
            byte type = reader.ReadByte("column type");
            if (!ColumnTypes.IsKnown(type)) throw reader.Malformed($"column {name} has the unknown type 0x{type:x2}");
            columns[i] = new ColumnHeader(name.Length == 0 ? designatedName : name, (ColumnType)type);
        }

        return columns;
    }

    /// <summary>Without a delta section a column brings its own dictionary; those of one table become one.</summary>
    private static void ReadOwnSymbols(ref WireReader reader, ResultColumn column, byte[] frame, int rowCount, ResultDictionary dictionary)
    {
        column.Begin(frame);
        ColumnDecoder.ReadNulls(ref reader, column, rowCount);
        int first = dictionary.Count;
        int count = reader.ReadCount("dictionary size", reader.Remaining);
        for (int i = 0; i < count; i++) dictionary.Add(reader.ReadSymbol());
        ColumnDecoder.ReadSymbols(ref reader, column, (uint)count);
        for (int i = 0; i < column.ValueCount; i++) column.SymbolIds[i] += first;
    }

    private static string ReadName(ref WireReader reader, string field)
    {
        int length = reader.ReadCount($"length of the {field}", Math.Min(QwpConstants.MaxNameBytes, reader.Remaining));
        return Encoding.UTF8.GetString(reader.ReadBytes(length, field));
    }
}
