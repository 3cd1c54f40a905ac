using System.Buffers.Binary;
using System.Text;
using QuestDb.Shared.TypeMap;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Ingest;

/// <summary>
/// Decodes ingest messages into blocks of column vectors. It shares no code with the client's encoder, so that the two can't agree
/// on one mistake. Holds the connection's symbol dictionary; one per connection, not thread-safe.
/// </summary>
internal sealed class IngestDecoder
{
    private readonly IngestSymbols _symbols = new();

    /// <summary>
    /// Decodes one message; <paramref name="deferred"/> tells that it is not to be committed yet.
    /// Bytes behind the announced payload or behind the last block, and reserved flag bits, are ignored as a server does.
    /// </summary>
    /// <exception cref="ProtocolException">The message is malformed or exceeds a limit.</exception>
    public List<IngestBlock> Decode(ReadOnlySpan<byte> message, out bool deferred)
    {
        deferred = false;
        var blocks = new List<IngestBlock>();
        // A zero-length frame is acknowledged like a message without blocks.
        if (message.IsEmpty) return blocks;
        (byte flags, int tableCount, int payloadLength) = ReadHeader(message);
        var reader = new PayloadReader(message.Slice(QwpConstants.HeaderLength, payloadLength));
        if ((flags & QwpConstants.FlagDeltaSymbolDict) != 0) _symbols.ReadDelta(ref reader);
        for (int i = 0; i < tableCount; i++) blocks.Add(ReadBlock(ref reader, flags));
        deferred = (flags & QwpConstants.FlagDeferCommit) != 0;
        return blocks;
    }

    private static (byte Flags, int TableCount, int PayloadLength) ReadHeader(ReadOnlySpan<byte> message)
    {
        if (message.Length < QwpConstants.HeaderLength) throw ProtocolException.Parse("message header too short");
        if (BinaryPrimitives.ReadUInt32LittleEndian(message) != QwpConstants.Magic) throw ProtocolException.Parse("invalid magic bytes");
        if (message[4] != QwpConstants.Version)
            throw ProtocolException.Parse($"message version {message[4]} does not match negotiated version {QwpConstants.Version}");
        uint payloadLength = BinaryPrimitives.ReadUInt32LittleEndian(message[8..]);
        int available = message.Length - QwpConstants.HeaderLength;
        if (payloadLength > QwpConstants.MaxFrameBytes) throw ProtocolException.Parse("payload exceeds maximum size");
        if (payloadLength > available)
            throw ProtocolException.Parse($"message payload exceeds available data [payloadLength={payloadLength}, available={available}]");
        return (message[5], BinaryPrimitives.ReadUInt16LittleEndian(message[6..]), (int)payloadLength);
    }

    private IngestBlock ReadBlock(ref PayloadReader reader, byte flags)
    {
        string table = ReadTableName(ref reader);
        ulong rowCount = reader.ReadVarint();
        if (rowCount > QwpConstants.MaxRowsPerBlock)
            throw ProtocolException.Parse($"row count exceeds maximum: {rowCount} (max {QwpConstants.MaxRowsPerBlock})");
        ulong columnCount = reader.ReadVarint();
        if (columnCount > QwpConstants.MaxColumns)
            throw ProtocolException.Parse($"column count exceeds maximum: {columnCount} (max {QwpConstants.MaxColumns})");

        var names = new string[(int)columnCount];
        var types = new ColumnType[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = ReadColumnName(ref reader, i);
            byte code = reader.ReadByte("column type");
            types[i] = (ColumnType)code;
            if (!ColumnTypes.IsKnown(code)) throw ProtocolException.Parse($"invalid column type code: 0x{code:x}");
        }

        var columns = new IngestColumn[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            var column = new IngestColumnReader(names[i], types[i], (int)rowCount, flags, _symbols);
            columns[i] = new IngestColumn(names[i], column.Read(ref reader));
        }

        // Whether names are good is for the tables to say; this rule alone is about the wire type.
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 && types[i] is not (ColumnType.Timestamp or ColumnType.TimestampNanos))
            {
                throw new ProtocolException(StatusCode.InternalError,
                    $"failed to create table update details for: {table} (a designated timestamp can't be of type 0x{(byte)types[i]:x})");
            }
        }

        return new IngestBlock(table, (int)rowCount, columns);
    }

    private static string ReadTableName(ref PayloadReader reader)
    {
        ulong length = reader.ReadVarint();
        if (length == 0) throw ProtocolException.Parse("empty table name");
        if (length > QwpConstants.MaxNameBytes)
            throw ProtocolException.Parse($"table name too long: {length} bytes (max {QwpConstants.MaxNameBytes})");
        return Encoding.UTF8.GetString(reader.ReadBytes((long)length, "table name"));
    }

    private static string ReadColumnName(ref PayloadReader reader, int index)
    {
        ulong length = reader.ReadVarint();
        if (length > QwpConstants.MaxNameBytes) throw ProtocolException.Parse($"invalid column name length at column {index}: {length}");
        return Encoding.UTF8.GetString(reader.ReadBytes((long)length, "column name"));
    }
}
