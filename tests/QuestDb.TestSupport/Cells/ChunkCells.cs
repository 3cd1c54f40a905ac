using System.Text;

namespace QuestDb.TestSupport;

/// <summary>Sets the columns of chunks to cells: as a caller whose columns lie in memory, or in spans that the chunk copies.</summary>
/// <param name="copies">Spans in place of memory.</param>
internal sealed class ChunkCells(bool copies)
{
    /// <summary>Sets the columns of a table; the one without a name is the designated timestamp.</summary>
    public void Set(Chunk chunk, CellTable table)
    {
        for (int i = 0; i < table.Columns.Count; i++)
            Set(chunk, table.Columns[i], [.. table.Rows.Select(r => r[i])]);
    }

    private void Set(Chunk chunk, CellColumn column, Cell[] cells)
    {
        string name = column.Name;
        byte[] validity = ValidityOf(cells);
        switch (column.Type)
        {
            case ColumnType.Boolean when copies:
                chunk.ColumnBoolean(name, Values(cells, c => c.AsBoolean()).AsSpan(), validity);
                break;
            case ColumnType.Boolean:
                chunk.ColumnBooleanBits(name, Packed(cells), cells.Length, validity);
                break;
            case ColumnType.Byte:
                Number(name, Values(cells, c => (sbyte)c.AsInt64()), validity, chunk.ColumnByte);
                break;
            case ColumnType.Short:
                Number(name, Values(cells, c => (short)c.AsInt64()), validity, chunk.ColumnShort);
                break;
            case ColumnType.Char:
                Number(name, Values(cells, c => (char)c.AsInt64()), validity, chunk.ColumnChar);
                break;
            case ColumnType.Int:
                Number(name, Values(cells, c => (int)c.AsInt64()), validity, chunk.ColumnInt);
                break;
            case ColumnType.Long:
                Number(name, Values(cells, c => c.AsInt64()), validity, chunk.ColumnLong);
                break;
            case ColumnType.Float:
                Number(name, Values(cells, c => c.AsFloat()), validity, chunk.ColumnFloat);
                break;
            case ColumnType.Double:
                Number(name, Values(cells, c => c.AsDouble()), validity, chunk.ColumnDouble);
                break;
            case ColumnType.Date:
                Number(name, Values(cells, c => c.AsInt64()), validity, chunk.ColumnDate);
                break;
            case ColumnType.Timestamp or ColumnType.TimestampNanos:
                SetTimes(chunk, column, Values(cells, c => c.AsInt64()), validity);
                break;
            case ColumnType.Uuid:
                Number(name, Values(cells, c => Guid.Parse(c.Text!)), validity, chunk.ColumnUuid);
                break;
            case ColumnType.Long256:
                Number(name, Values(cells, c => Long256.Parse(c.Text!)), validity, chunk.ColumnLong256);
                break;
            case ColumnType.IPv4:
                Number(name, Values(cells, c => c.AsIPv4()), validity, chunk.ColumnIPv4);
                break;
            case ColumnType.GeoHash when copies:
                chunk.ColumnGeoHash(name, Values(cells, c => c.AsGeoHash(column.PrecisionBits)).AsSpan(), column.PrecisionBits, validity);
                break;
            case ColumnType.GeoHash:
                chunk.ColumnGeoHash(name, Values(cells, c => new GeoHash((long)c.AsGeoHash(column.PrecisionBits), column.PrecisionBits)),
                    column.PrecisionBits, validity);
                break;
            case ColumnType.Decimal64:
                chunk.ColumnDecimal64(name, Values(cells, c => (long)c.AsUnscaled()), column.Scale, validity);
                break;
            case ColumnType.Decimal128:
                chunk.ColumnDecimal128(name, Values(cells, c => (Int128)c.AsUnscaled()), column.Scale, validity);
                break;
            case ColumnType.Decimal256:
                chunk.ColumnDecimal(name, Values(cells, c => new Decimal256(c.AsUnscaled(), column.Scale)), column.Scale, validity);
                break;
            case ColumnType.DoubleArray:
                SetArrays(chunk, name, cells, validity);
                break;
            case ColumnType.Varchar or ColumnType.Binary:
                SetBytes(chunk, column, [.. cells.Select(
                    c => c.IsNull ? [] : column.Type == ColumnType.Varchar ? Encoding.UTF8.GetBytes(c.Text!) : c.AsBytes())],
                    validity);
                break;
            case ColumnType.Symbol:
                SetSymbols(chunk, name, cells, validity);
                break;
            default:
                throw new NotSupportedException(column.ToString());
        }
    }

    private delegate Chunk Setter<T>(string name, ColumnInput<T> values, ColumnInput<byte> validity);

    private void Number<T>(string name, T[] values, byte[] validity, Setter<T> set)
    {
        if (!copies)
        {
            set(name, values, validity);
            return;
        }

        set(name, values.AsSpan(), validity.AsSpan());
        // What was copied is free at once.
        Array.Clear(values);
        Array.Clear(validity);
    }

    private void SetTimes(Chunk chunk, CellColumn column, long[] values, byte[] validity)
    {
        TimestampUnit unit = column.Type == ColumnType.Timestamp ? TimestampUnit.Microseconds : TimestampUnit.Nanoseconds;
        if (column.Name.Length > 0 && copies) chunk.ColumnTimestamp(column.Name, values.AsSpan(), unit, validity);
        else if (column.Name.Length > 0) chunk.ColumnTimestamp(column.Name, values, unit, validity);
        else if (copies) chunk.At(values.AsSpan(), unit);
        else chunk.At(values, unit);
    }

    private void SetArrays(Chunk chunk, string name, Cell[] cells, byte[] validity)
    {
        NdArray<double>[] arrays = Values(cells, c => c.AsArray());
        if (copies || arrays.Any(a => a.Rank > 1))
        {
            chunk.ColumnDoubleArray(name, arrays);
            return;
        }

        int[] offsets = Offsets(arrays.Select(a => a.Values.Length));
        chunk.ColumnDoubleArray(name, offsets, arrays.SelectMany(a => a.Values.ToArray()).ToArray(), validity);
    }

    private void SetBytes(Chunk chunk, CellColumn column, byte[][] values, byte[] validity)
    {
        // Not from the start of the bytes, and with bytes for NULL rows, as Arrow allows.
        byte[][] padded = [.. values.Select((v, row) => HasValue(validity, row) ? v : "junk"u8.ToArray())];
        byte[] bytes = [.. "before"u8, .. padded.SelectMany(v => v), .. "behind"u8];
        int[] offsets = [.. Offsets(padded.Select(v => v.Length)).Select(o => o + 6)];
        long[] large = [.. offsets.Select(o => (long)o)];
        if (column.Type == ColumnType.Varchar && copies)
        {
            chunk.ColumnVarchar(column.Name, large, bytes, validity);
        }
        else if (column.Type == ColumnType.Varchar)
        {
            chunk.ColumnVarchar(column.Name, offsets.AsMemory(), bytes.AsMemory(), validity.AsMemory());
        }
        else if (copies)
        {
            chunk.ColumnBinary(column.Name, offsets, bytes, validity);
        }
        else
        {
            chunk.ColumnBinary(column.Name, large.AsMemory(), bytes.AsMemory(), validity.AsMemory());
        }
    }

    private void SetSymbols(Chunk chunk, string name, Cell[] cells, byte[] validity)
    {
        // In an order of its own, with a text that no row uses.
        string[] texts = ["unused", .. cells.Select(c => c.Text).OfType<string>().Distinct().Reverse()];
        int[] codes = [.. cells.Select(c => c.IsNull ? -1 : Array.IndexOf(texts, c.Text))];
        byte[][] utf8 = [.. texts.Select(Encoding.UTF8.GetBytes)];
        byte[] bytes = [.. utf8.SelectMany(t => t)];
        int[] offsets = Offsets(utf8.Select(t => t.Length));
        if (copies)
        {
            chunk.Symbol(name, codes, texts, validity);
        }
        else if (texts.Length <= sbyte.MaxValue)
        {
            chunk.Symbol(name, codes.Select(c => (sbyte)c).ToArray(), new SymbolTexts(offsets, bytes), validity);
        }
        else
        {
            chunk.Symbol(name, codes.Select(c => (ushort)c).ToArray(),
                new SymbolTexts(offsets.Select(o => (long)o).ToArray(), bytes), validity);
        }
    }

    private static T[] Values<T>(Cell[] cells, Func<Cell, T> value) => [.. cells.Select(c => c.IsNull ? default! : value(c))];

    private static byte[] ValidityOf(Cell[] cells) => cells.Any(c => c.IsNull) ? Bits(cells, c => !c.IsNull) : [];

    private static byte[] Packed(Cell[] cells) => Bits(cells, c => !c.IsNull && c.AsBoolean());

    private static byte[] Bits(Cell[] cells, Func<Cell, bool> bit)
    {
        var bits = new byte[(cells.Length + 7) / 8];
        for (int row = 0; row < cells.Length; row++)
            if (bit(cells[row]))
                bits[row / 8] |= (byte)(1 << (row % 8));
        return bits;
    }

    private static bool HasValue(byte[] validity, int row) => validity.Length == 0 || (validity[row / 8] >> (row % 8) & 1) != 0;

    private static int[] Offsets(IEnumerable<int> lengths)
    {
        var offsets = new List<int> { 0 };
        foreach (int length in lengths)
            offsets.Add(offsets[^1] + length);
        return [.. offsets];
    }
}
