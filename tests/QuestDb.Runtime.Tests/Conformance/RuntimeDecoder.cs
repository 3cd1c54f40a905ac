using System.Runtime.InteropServices;
using QuestDb.Mapping;
using QuestDb.Decoders.Batches;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Reads result batches with the runtime's decoder and column readers, as generated code does.</summary>
internal sealed class RuntimeDecoder
{
    /// <summary>Length of header, message kind and request id, which the connection reads before the batch.</summary>
    private const int BatchOffset = 21;

    private readonly BatchDecoder _decoder = new(new ResultDictionary());

    public CellTable Decode(byte[] frame)
    {
        _decoder.Decode(frame, frame.Length, BatchOffset);
        return Read(_decoder.Batch);
    }

    /// <summary>The rows of a decoded batch, through the readers that generated code uses.</summary>
    public static CellTable Read(ResultBatch batch)
    {
        var schema = new RowSchema("Row", [.. batch.Columns.Select(c => new ColumnSchema(c.Name, c.Type, $"member {c.Name}"))]);
        var rows = new RowBatch(schema, batch);
        var table = new CellTable("", [.. batch.Columns.Select(Describe)]);
        Cell[][] columns = [.. batch.Columns.Select((c, ordinal) => ReadColumn(rows, ordinal, c.Type, batch.RowCount))];
        for (int row = 0; row < batch.RowCount; row++)
            table.Rows.Add([.. columns.Select(c => c[row])]);
        return table;
    }

    private static CellColumn Describe(ResultColumn column) => column.Type switch
    {
        ColumnType.GeoHash => new CellColumn(column.Name, column.Type, PrecisionBits: column.Parameter),
        ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256 =>
            new CellColumn(column.Name, column.Type, Scale: column.Parameter),
        _ => new CellColumn(column.Name, column.Type),
    };

    private static Cell[] ReadColumn(RowBatch rows, int ordinal, ColumnType type, int count) => type switch
    {
        ColumnType.Boolean => Booleans(rows.Boolean(ordinal), count),
        ColumnType.Byte => Fixed<sbyte>(rows, ordinal, count, static v => Cell.Of(v)),
        ColumnType.Short => Fixed<short>(rows, ordinal, count, static v => Cell.Of(v)),
        ColumnType.Char => Fixed<char>(rows, ordinal, count, static v => Cell.Of(v)),
        ColumnType.Int => Fixed<int>(rows, ordinal, count, static v => Cell.Of(v)),
        ColumnType.Float => Fixed<float>(rows, ordinal, count, Cell.Of),
        ColumnType.Double => Fixed<double>(rows, ordinal, count, Cell.Of),
        ColumnType.Symbol or ColumnType.Varchar => Texts(rows.Text(ordinal), count),
        ColumnType.Long or ColumnType.Timestamp or ColumnType.TimestampNanos or ColumnType.Date =>
            Fixed<long>(rows, ordinal, count, Cell.Of),
        ColumnType.Uuid => Fixed<UInt128>(rows, ordinal, count, static v => new Cell(ColumnCodec.GuidFromWire(v).ToString())),
        ColumnType.Long256 => Fixed<Long256>(rows, ordinal, count, static v => new Cell(RecordedText.Long256(MemoryMarshal.AsBytes([v])))),
        ColumnType.IPv4 => Fixed<uint>(rows, ordinal, count, static v => new Cell(ColumnCodec.IPAddressFromWire(v).ToString())),
        ColumnType.GeoHash => GeoHashes(rows.GeoHash(ordinal), count),
        ColumnType.Binary => Bytes(rows.Bytes(ordinal), count),
        ColumnType.DoubleArray => DoubleArrays(rows.Array<double>(ordinal), count),
        ColumnType.LongArray => LongArrays(rows.Array<long>(ordinal), count),
        _ => Decimals(rows.Decimal256(ordinal), count),
    };

    private static Cell[] Fixed<T>(RowBatch rows, int ordinal, int count, Func<T, Cell> toCell) where T : unmanaged
    {
        FixedColumnReader<T> reader = rows.Fixed<T>(ordinal);
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
            cells[row] = reader.TryRead(out T value) ? toCell(value) : Cell.Null;
        return cells;
    }

    private static Cell[] Booleans(BooleanColumnReader reader, int count)
    {
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
            cells[row] = reader.TryRead(out bool value) ? Cell.Of(value) : Cell.Null;
        return cells;
    }

    private static Cell[] GeoHashes(GeoHashColumnReader reader, int count)
    {
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
            cells[row] = reader.TryRead(out GeoHash value) ? new Cell(RecordedText.GeoHash((ulong)value.Value, value.Bits)) : Cell.Null;
        return cells;
    }

    private static Cell[] Bytes(BytesColumnReader reader, int count)
    {
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
            cells[row] = reader.TryRead(out byte[]? value) ? new Cell(Convert.ToHexStringLower(value)) : Cell.Null;
        return cells;
    }

    private static Cell[] DoubleArrays(ArrayColumnReader<double> reader, int count)
    {
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
        {
            if (!reader.TryRead(out ArrayValue<double> value)) continue;
            NdArray<double> array = value.ToNdArray();
            cells[row] = new Cell(RecordedText.Array(array.Shape, [.. array.Values.ToArray().Select(v => Cell.Of(v).Text ?? "null")]));
        }

        return cells;
    }

    private static Cell[] LongArrays(ArrayColumnReader<long> reader, int count)
    {
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
        {
            if (!reader.TryRead(out ArrayValue<long> value)) continue;
            NdArray<long> array = value.ToNdArray();
            cells[row] = new Cell(RecordedText.Array(array.Shape,
                [.. array.Values.ToArray().Select(v => v == long.MinValue ? "null" : Cell.Of(v).Text!)]));
        }

        return cells;
    }

    private static Cell[] Decimals(Decimal256ColumnReader reader, int count)
    {
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
            cells[row] = reader.TryRead(out Decimal256 value)
                ? new Cell(RecordedText.Decimal(value.UnscaledValue, value.Scale))
                : Cell.Null;
        return cells;
    }

    private static Cell[] Texts(TextColumnReader reader, int count)
    {
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
            cells[row] = reader.TryRead(out string? value) ? new Cell(value) : Cell.Null;
        return cells;
    }
}
