namespace QuestDb.TestSupport;

/// <summary>
/// Decodes the ingest frames of one connection, in order, and refuses what a strict server may refuse: bytes left over,
/// one column twice, gaps in the dictionary, reserved flags. Keep one decoder per connection, it holds the dictionary.
/// </summary>
/// <param name="replaces">Whether a text may replace another of its id, as servers have it and our own frames do not do.</param>
public sealed class ReferenceIngestFrameDecoder(bool replaces = false)
{
    private const byte DeferCommitFlag = 0x01;
    private const byte GorillaFlag = 0x04;
    private const byte DeltaDictionaryFlag = 0x08;
    private const int MaxNameBytes = 127;
    private const int MaxRows = 1_000_000;
    private const int MaxColumns = 2048;

    private readonly List<string> _dictionary = [];

    /// <summary>The symbols registered on the connection so far, by id.</summary>
    public IReadOnlyList<string> Dictionary => _dictionary;

    public ReferenceIngestFrame Decode(ReadOnlySpan<byte> frame)
    {
        var reader = new ReferenceWireReader(frame);
        ReferenceFrameHeader header = ReferenceFrameHeader.Read(ref reader, DeferCommitFlag | GorillaFlag | DeltaDictionaryFlag);
        bool hasDelta = (header.Flags & DeltaDictionaryFlag) != 0;
        ReferenceSymbolDelta delta =
            hasDelta ? ReferenceSymbolDelta.Read(ref reader, _dictionary, replaces) : new ReferenceSymbolDelta(0, []);
        var blocks = new ReferenceIngestBlock[header.TableCount];
        for (int i = 0; i < blocks.Length; i++)
            blocks[i] = ReadBlock(ref reader, header.Flags, hasDelta ? _dictionary : null);
        reader.ExpectEnd("the last table block");
        return new ReferenceIngestFrame(header.Flags, delta.Start, delta.Entries, blocks);
    }

    private static ReferenceIngestBlock ReadBlock(ref ReferenceWireReader reader, byte flags, IReadOnlyList<string>? symbols)
    {
        string table = ReadName(ref reader, "table name");
        if (table.Length == 0)
            throw reader.Error("the table name is empty");
        int rows = reader.Count("row count", MaxRows);
        int columnCount = reader.Count("column count", MaxColumns);
        var schema = new (string Name, ColumnType Type)[columnCount];
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < columnCount; i++)
        {
            schema[i] = (ReadName(ref reader, "column name"), (ColumnType)reader.U8());
            if (!seen.Add(schema[i].Name))
                throw reader.Error($"table '{table}' has the column '{schema[i].Name}' twice");
            if (schema[i].Name.Length == 0 && schema[i].Type is not (ColumnType.Timestamp or ColumnType.TimestampNanos))
                throw reader.Error($"table '{table}' has a column without a name that is not a timestamp");
        }

        var decoder = new ReferenceColumnDecoder { Flags = flags, IsResult = false, Symbols = symbols };
        var columns = new DecodedColumn[columnCount];
        for (int i = 0; i < columnCount; i++)
            columns[i] = decoder.Decode(ref reader, schema[i].Name, schema[i].Type, rows);
        return new ReferenceIngestBlock(table, rows, columns);
    }

    private static string ReadName(ref ReferenceWireReader reader, string what)
    {
        int length = reader.Count(what + " length", MaxNameBytes);
        return reader.Text(reader.Take(length), what);
    }
}
