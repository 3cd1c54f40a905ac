using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace QuestDb.TestSupport;

/// <summary>
/// Decodes column data to cells, for both directions. Written from the protocol text and the vectors alone, sharing
/// nothing with the client or the in-process server, so that it can judge both.
/// </summary>
internal ref struct ReferenceColumnDecoder
{
    private const byte GorillaFlag = 0x04;

    /// <summary>Flags of the frame.</summary>
    public required byte Flags { get; init; }

    /// <summary>Server to client: DATE is encoded like a timestamp, and only the bitmap makes a NULL.</summary>
    public required bool IsResult { get; init; }

    /// <summary>The connection's symbol dictionary, or null where each column carries its own.</summary>
    public required IReadOnlyList<string>? Symbols { get; init; }

    public readonly DecodedColumn Decode(ref ReferenceWireReader reader, string name, ColumnType type, int rowCount)
    {
        byte nullFlag = reader.U8();
        bool[] isNull = new bool[rowCount];
        int valueCount = rowCount;
        if (nullFlag != 0)
            valueCount -= ReadBitmap(ref reader, isNull);
        var column = new CellColumn(name, type);
        byte? encoding = null;
        Cell[] values = type switch
        {
            ColumnType.Boolean => Booleans(ref reader, valueCount),
            ColumnType.Byte => Fixed(ref reader, valueCount, 1, static b => Cell.Of((sbyte)b[0])),
            ColumnType.Short => Fixed(ref reader, valueCount, 2, static b => Cell.Of(BinaryPrimitives.ReadInt16LittleEndian(b))),
            ColumnType.Char => Fixed(ref reader, valueCount, 2, static b => Cell.Of(BinaryPrimitives.ReadUInt16LittleEndian(b))),
            ColumnType.Int =>
                Fixed(ref reader, valueCount, 4, static b => Integer(BinaryPrimitives.ReadInt32LittleEndian(b), int.MinValue)),
            ColumnType.Long => Longs(ref reader, valueCount),
            ColumnType.Float => Fixed(ref reader, valueCount, 4, static b => Cell.Of(BinaryPrimitives.ReadSingleLittleEndian(b))),
            ColumnType.Double => Fixed(ref reader, valueCount, 8, static b => Cell.Of(BinaryPrimitives.ReadDoubleLittleEndian(b))),
            ColumnType.Timestamp or ColumnType.TimestampNanos => Timestamps(ref reader, valueCount, out encoding),
            ColumnType.Date => IsResult ? Timestamps(ref reader, valueCount, out encoding) : Longs(ref reader, valueCount),
            ColumnType.Symbol => SymbolIds(ref reader, valueCount),
            ColumnType.Varchar => Blobs(ref reader, valueCount, isText: true),
            ColumnType.Binary => Blobs(ref reader, valueCount, isText: false),
            ColumnType.Uuid => Fixed(ref reader, valueCount, 16, static b => IsNullHalves(b) ? Cell.Null : new Cell(RecordedText.Uuid(b))),
            ColumnType.Long256 =>
                Fixed(ref reader, valueCount, 32, static b => IsNullHalves(b) ? Cell.Null : new Cell(RecordedText.Long256(b))),
            ColumnType.IPv4 =>
                Fixed(ref reader, valueCount, 4, static b => IPv4(BinaryPrimitives.ReadUInt32BigEndian([b[3], b[2], b[1], b[0]]))),
            ColumnType.GeoHash => GeoHashes(ref reader, valueCount, sentinels: nullFlag == 0 && !IsResult, ref column),
            ColumnType.Decimal64 => Decimals(ref reader, valueCount, 8, ref column),
            ColumnType.Decimal128 => Decimals(ref reader, valueCount, 16, ref column),
            ColumnType.Decimal256 => Decimals(ref reader, valueCount, 32, ref column),
            ColumnType.DoubleArray or ColumnType.LongArray => Arrays(ref reader, valueCount, type),
            _ => throw reader.Error($"column '{name}' has the unknown type code 0x{(byte)type:X2}"),
        };
        return new DecodedColumn(column, Spread(values, isNull), nullFlag, encoding);
    }

    private static int ReadBitmap(ref ReferenceWireReader reader, bool[] isNull)
    {
        ReadOnlySpan<byte> bitmap = reader.Take((isNull.Length + 7) / 8);
        int nulls = 0;
        for (int bit = 0; bit < bitmap.Length * 8; bit++)
        {
            bool set = (bitmap[bit / 8] >> (bit % 8) & 1) != 0;
            if (bit < isNull.Length) isNull[bit] = set;
            else if (set) throw reader.Error("a null bitmap has a bit set past the last row");
            nulls += set ? 1 : 0;
        }

        return nulls;
    }

    private static Cell[] Spread(Cell[] values, bool[] isNull)
    {
        var cells = new Cell[isNull.Length];
        int next = 0;
        for (int row = 0; row < cells.Length; row++)
            cells[row] = isNull[row] ? Cell.Null : values[next++];
        return cells;
    }

    private delegate Cell CellReader(ReadOnlySpan<byte> value);

    private static Cell[] Fixed(ref ReferenceWireReader reader, int count, int width, CellReader read)
    {
        ReadOnlySpan<byte> bytes = reader.Take((long)count * width);
        var cells = new Cell[count];
        for (int i = 0; i < count; i++)
            cells[i] = read(bytes.Slice(i * width, width));
        return cells;
    }

    private static Cell[] Longs(ref ReferenceWireReader reader, int count) =>
        Fixed(ref reader, count, 8, static b => Integer(BinaryPrimitives.ReadInt64LittleEndian(b), long.MinValue));

    private static Cell Integer(long value, long nullValue) => value == nullValue ? Cell.Null : Cell.Of(value);

    private static Cell IPv4(uint bigEndian) => bigEndian == 0
        ? Cell.Null
        : new Cell(new IPAddress((long)BinaryPrimitives.ReverseEndianness(bigEndian)).ToString());

    private static Cell[] Booleans(ref ReferenceWireReader reader, int count)
    {
        ReadOnlySpan<byte> bits = reader.Take((count + 7) / 8);
        var cells = new Cell[count];
        for (int i = 0; i < count; i++)
            cells[i] = Cell.Of((bits[i / 8] >> (i % 8) & 1) != 0);
        return cells;
    }

    private readonly Cell[] Timestamps(ref ReferenceWireReader reader, int count, out byte? encoding)
    {
        encoding = null;
        if ((Flags & GorillaFlag) == 0)
            return Longs(ref reader, count);
        encoding = reader.U8();
        return encoding switch
        {
            0 => Longs(ref reader, count),
            1 => [.. ReferenceGorillaValues.Read(ref reader, count).Select(v => Integer(v, long.MinValue))],
            _ => throw reader.Error($"unknown timestamp encoding {encoding}"),
        };
    }

    private readonly Cell[] SymbolIds(ref ReferenceWireReader reader, int count)
    {
        IReadOnlyList<string> symbols = Symbols ?? ReadDictionary(ref reader);
        var cells = new Cell[count];
        for (int i = 0; i < count; i++)
        {
            ulong id = reader.Varint();
            if (id >= (ulong)symbols.Count)
                throw reader.Error($"symbol id {id} is not in the dictionary of {symbols.Count} entries");
            cells[i] = new Cell(symbols[(int)id]);
        }

        return cells;
    }

    private static List<string> ReadDictionary(ref ReferenceWireReader reader)
    {
        int size = reader.Count("symbol dictionary size", reader.Remaining);
        var entries = new List<string>(size);
        for (int i = 0; i < size; i++)
            entries.Add(reader.VarintText("symbol"));
        return entries;
    }

    private static Cell[] Blobs(ref ReferenceWireReader reader, int count, bool isText)
    {
        var offsets = new uint[count + 1];
        for (int i = 0; i <= count; i++)
        {
            offsets[i] = reader.U32();
            if (i == 0 ? offsets[0] != 0 : offsets[i] < offsets[i - 1])
                throw reader.Error($"offset {i} is {offsets[i]}, out of order");
        }

        ReadOnlySpan<byte> data = reader.Take(offsets[count]);
        var cells = new Cell[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> value = data[(int)offsets[i]..(int)offsets[i + 1]];
            cells[i] = new Cell(isText ? reader.Text(value, "a VARCHAR") : Convert.ToHexStringLower(value));
        }

        return cells;
    }

    private static bool IsNullHalves(ReadOnlySpan<byte> value)
    {
        for (int i = 0; i < value.Length; i += 8)
            if (BinaryPrimitives.ReadInt64LittleEndian(value[i..]) != long.MinValue)
                return false;
        return true;
    }

    private static Cell[] GeoHashes(ref ReferenceWireReader reader, int count, bool sentinels, ref CellColumn column)
    {
        int precision = reader.Count("geohash precision", 60);
        if (precision == 0)
            throw reader.Error("geohash precision is 0");
        column = column with { PrecisionBits = precision };
        int width = (precision + 7) / 8;
        ReadOnlySpan<byte> bytes = reader.Take((long)count * width);
        var cells = new Cell[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> value = bytes.Slice(i * width, width);
            ulong bits = 0;
            for (int b = 0; b < width; b++)
                bits |= (ulong)value[b] << (8 * b);
            // All ones in every byte is the sentinel; all ones in the bits of the precision alone is a value.
            if (sentinels && value.IndexOfAnyExcept((byte)0xFF) < 0)
                cells[i] = Cell.Null;
            else if (bits >> precision != 0)
                throw reader.Error($"a geohash is wider than {precision} bits");
            else
                cells[i] = new Cell(RecordedText.GeoHash(bits, precision));
        }

        return cells;
    }

    private static Cell[] Decimals(ref ReferenceWireReader reader, int count, int width, ref CellColumn column)
    {
        int scale = reader.U8();
        column = column with { Scale = scale };
        return Fixed(ref reader, count, width, b => new Cell(RecordedText.Decimal(new BigInteger(b), scale)));
    }

    private static Cell[] Arrays(ref ReferenceWireReader reader, int count, ColumnType type)
    {
        var cells = new Cell[count];
        for (int i = 0; i < count; i++)
        {
            int dimensions = reader.U8();
            if (dimensions is 0 or > 32)
                throw reader.Error($"an array has {dimensions} dimensions");
            var shape = new int[dimensions];
            BigInteger elements = 1;
            for (int d = 0; d < dimensions; d++)
            {
                shape[d] = (int)reader.U32();
                if (shape[d] < 0)
                    throw reader.Error($"an array dimension is {shape[d]}");
                elements *= shape[d];
            }

            if (elements > reader.Remaining)
                throw reader.Error($"an array has {elements} elements and {reader.Remaining} bytes follow");
            Cell[] values = Fixed(ref reader, (int)elements, 8, type == ColumnType.DoubleArray
                ? static b => Cell.Of(BinaryPrimitives.ReadDoubleLittleEndian(b))
                : static b => Integer(BinaryPrimitives.ReadInt64LittleEndian(b), long.MinValue));
            cells[i] = new Cell(RecordedText.Array(shape, [.. values.Select(v => v.Text ?? "null")]));
        }

        return cells;
    }
}
