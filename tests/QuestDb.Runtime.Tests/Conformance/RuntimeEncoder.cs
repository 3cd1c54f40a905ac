using System.Net;
using QuestDb.Mapping;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Conformance;

/// <summary>
/// Writes rows of cells with the runtime's encoder, making the calls that generated code makes for members of these types.
/// </summary>
/// <param name="nullableMembers">Members that can hold NULL everywhere, in place of only where a row is NULL.</param>
internal sealed class RuntimeEncoder(bool nullableMembers)
{
    private readonly SymbolDictionary _dictionary = new();

    /// <summary>Encodes a table as the next frame of the connection.</summary>
    public byte[] Encode(CellTable table)
    {
        var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
        var encoder = new ChunkEncoder(buffer, _dictionary, LossyValueAction.StoreAsNull);
        encoder.BeginFrame(SchemaOf(table), table.Rows.Count);
        for (int ordinal = 0; ordinal < table.Columns.Count; ordinal++)
            WriteColumn(encoder, ordinal, table.Columns[ordinal], [.. table.Rows.Select(r => r[ordinal])]);
        encoder.EndFrame();
        return buffer.Written.ToArray();
    }

    private static TableSchema SchemaOf(CellTable table) => new("Row", table.Name,
        [.. table.Columns.Select(c => new ColumnSchema(c.Name, c.Type, $"member {c.Name}")
        {
            Designated = c.Name.Length == 0,
            Scale = (byte)c.Scale,
            GeoHashBits = (byte)c.PrecisionBits,
        })]);

    private void WriteColumn(ChunkEncoder encoder, int ordinal, CellColumn column, Cell[] cells)
    {
        switch (column.Type)
        {
            case ColumnType.Boolean:
                WriteBooleans(encoder.Boolean(ordinal), cells);
                break;
            case ColumnType.Byte:
                WriteFixed(encoder.Fixed<sbyte>(ordinal), cells, static c => (sbyte)c.AsInt64());
                break;
            case ColumnType.Short:
                WriteFixed(encoder.Fixed<short>(ordinal), cells, static c => (short)c.AsInt64());
                break;
            case ColumnType.Char:
                WriteFixed(encoder.Fixed<char>(ordinal), cells, static c => (char)c.AsInt64());
                break;
            case ColumnType.Int:
                WriteNumbers(encoder, ordinal, cells, static c => (int)c.AsInt64());
                break;
            case ColumnType.Float:
                WriteNumbers(encoder, ordinal, cells, static c => c.AsFloat());
                break;
            case ColumnType.Double:
                WriteNumbers(encoder, ordinal, cells, static c => c.AsDouble());
                break;
            case ColumnType.Long or ColumnType.Date:
                WriteNumbers(encoder, ordinal, cells, static c => c.AsInt64());
                break;
            case ColumnType.Timestamp or ColumnType.TimestampNanos:
                WriteTimestamps(encoder, ordinal, cells, mayBeNull: nullableMembers && column.Name.Length > 0);
                break;
            case ColumnType.Symbol:
                WriteSymbols(encoder.Symbol(ordinal), cells);
                break;
            case ColumnType.Uuid:
                WriteNumbers(encoder, ordinal, cells, static c => ColumnCodec.GuidToWire(Guid.Parse(c.Text!)));
                break;
            case ColumnType.Long256:
                WriteNumbers(encoder, ordinal, cells, static c => Long256.Parse(c.Text!));
                break;
            case ColumnType.IPv4:
                WriteNumbers(encoder, ordinal, cells, static c => ColumnCodec.IPAddressToWire(IPAddress.Parse(c.Text!)));
                break;
            case ColumnType.Decimal64:
                WriteNumbers(encoder, ordinal, cells, c => ColumnCodec.Decimal64ToWire(Decimal256.Parse(c.Text!), 18, column.Scale));
                break;
            case ColumnType.Decimal128:
                WriteNumbers(encoder, ordinal, cells, c => ColumnCodec.Decimal128ToWire(Decimal256.Parse(c.Text!), 38, column.Scale));
                break;
            case ColumnType.Decimal256:
                WriteNumbers(encoder, ordinal, cells, c => ColumnCodec.Decimal256ToWire(Decimal256.Parse(c.Text!), 76, column.Scale));
                break;
            case ColumnType.GeoHash:
                WriteGeoHashes(encoder.GeoHash(ordinal), cells, column.PrecisionBits);
                break;
            case ColumnType.Binary:
                WriteBytes(encoder.Binary(ordinal), cells);
                break;
            case ColumnType.DoubleArray:
                WriteArrays(encoder.DoubleArray(ordinal), cells);
                break;
            case ColumnType.Varchar:
                WriteTexts(encoder.Varchar(ordinal), cells);
                break;
            default:
                throw new NotSupportedException($"Rows of {column.Type}.");
        }
    }

    private void WriteNumbers<T>(ChunkEncoder encoder, int ordinal, Cell[] cells, Func<Cell, T> value) where T : unmanaged
    {
        if (nullableMembers || cells.Any(c => c.IsNull))
            WriteNullable(encoder.NullableFixed<T>(ordinal), cells, value);
        else
            WriteFixed(encoder.Fixed<T>(ordinal), cells, value);
    }

    private static void WriteTimestamps(ChunkEncoder encoder, int ordinal, Cell[] cells, bool mayBeNull)
    {
        if (mayBeNull || cells.Any(c => c.IsNull))
        {
            WriteNullable(encoder.NullableFixed<long>(ordinal), cells, static c => c.AsInt64());
            return;
        }

        WriteFixed(encoder.Timestamps(ordinal), cells, static c => c.AsInt64());
        encoder.EndTimestamps();
    }

    private static void WriteFixed<T>(Span<T> values, Cell[] cells, Func<Cell, T> value)
    {
        for (int row = 0; row < cells.Length; row++)
            values[row] = value(cells[row]);
    }

    private static void WriteNullable<T>(NullableColumnWriter<T> writer, Cell[] cells, Func<Cell, T> value) where T : unmanaged
    {
        foreach (Cell cell in cells)
        {
            if (cell.IsNull) writer.AddNull();
            else writer.Add(value(cell));
        }

        writer.End();
    }

    private static void WriteBooleans(BooleanColumnWriter writer, Cell[] cells)
    {
        foreach (Cell cell in cells)
            writer.Add(cell.AsBoolean());
        writer.End();
    }

    private static void WriteSymbols(SymbolColumnWriter writer, Cell[] cells)
    {
        foreach (Cell cell in cells)
        {
            if (cell.Text is null) writer.AddNull();
            else writer.Add(cell.Text);
        }

        writer.End();
    }

    private static void WriteGeoHashes(GeoHashColumnWriter writer, Cell[] cells, int bits)
    {
        foreach (Cell cell in cells)
        {
            if (cell.Text is null) writer.AddNull();
            else writer.Add(GeoHash.Parse(cell.Text, bits));
        }

        writer.End();
    }

    private static void WriteBytes(BinaryColumnWriter writer, Cell[] cells)
    {
        foreach (Cell cell in cells)
        {
            if (cell.IsNull) writer.AddNull();
            else writer.Add(cell.AsBytes());
        }

        writer.End();
    }

    private static void WriteArrays(DoubleArrayColumnWriter writer, Cell[] cells)
    {
        foreach (Cell cell in cells)
        {
            if (cell.Text is null) writer.AddNull();
            else writer.Add(new NdArray<double>(ArrayText.Shape(cell.Text), ArrayText.Elements(cell.Text)));
        }
    }

    private static void WriteTexts(VarcharColumnWriter writer, Cell[] cells)
    {
        foreach (Cell cell in cells)
        {
            if (cell.Text is null) writer.AddNull();
            else writer.Add(cell.Text);
        }

        writer.End();
    }
}
