using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;

namespace QuestDb.TestSupport;

/// <summary>Messages that a client sends, written byte by byte, for tests of servers.</summary>
public static class ClientMessages
{
    /// <summary>A QUERY_REQUEST without binds; credit 0 is unbounded.</summary>
    public static byte[] Query(long requestId, string sql, ulong credit = 0)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        return [0x10, .. I64(requestId), .. Varint((ulong)text.Length), .. text, .. Varint(credit), 0];
    }

    public static byte[] Cancel(long requestId) => [0x14, .. I64(requestId)];

    public static byte[] Credit(long requestId, ulong bytes) => [0x15, .. I64(requestId), .. Varint(bytes)];

    /// <summary>
    /// An ingest frame of one table in the plainest form that the protocol knows: no Gorilla, no connection-wide dictionary,
    /// a bitmap where there are nulls.
    /// </summary>
    public static byte[] Rows(CellTable table)
    {
        var payload = new List<byte>();
        AddText(payload, table.Name);
        payload.AddRange(Varint((ulong)table.Rows.Count));
        payload.AddRange(Varint((ulong)table.Columns.Count));
        foreach (CellColumn column in table.Columns)
        {
            AddText(payload, column.Name);
            payload.Add((byte)column.Type);
        }

        for (int i = 0; i < table.Columns.Count; i++)
            AddColumn(payload, table.Columns[i], [.. table.Rows.Select(r => r[i])]);
        return [.. "QWP1"u8, 1, 0, 1, 0, .. I32(payload.Count), .. payload];
    }

    private static void AddColumn(List<byte> payload, CellColumn column, Cell[] cells)
    {
        // Without a bitmap a geohash whose bytes are all ones means NULL.
        AddNulls(payload, cells, always: column.Type == ColumnType.GeoHash);
        Cell[] values = [.. cells.Where(c => !c.IsNull)];
        switch (column.Type)
        {
            case ColumnType.Boolean:
                var bits = new byte[(values.Length + 7) / 8];
                for (int i = 0; i < values.Length; i++)
                    bits[i / 8] |= (byte)((values[i].AsBoolean() ? 1 : 0) << (i % 8));
                payload.AddRange(bits);
                break;
            case ColumnType.Symbol:
                string[] entries = [.. values.Select(v => v.Text!).Distinct()];
                payload.AddRange(Varint((ulong)entries.Length));
                foreach (string entry in entries)
                    AddText(payload, entry);
                foreach (Cell value in values)
                    payload.AddRange(Varint((ulong)Array.IndexOf(entries, value.Text)));
                break;
            case ColumnType.GeoHash:
                payload.AddRange(Varint((ulong)column.PrecisionBits));
                payload.AddRange(values.SelectMany(
                    v => I64((long)RecordedText.GeoHashBits(v.Text!, column.PrecisionBits))[..((column.PrecisionBits + 7) / 8)]));
                break;
            case ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256:
                payload.Add((byte)column.Scale);
                payload.AddRange(values.SelectMany(v => Integer(RecordedText.Unscaled(v.Text!), column.Type switch
                {
                    ColumnType.Decimal64 => 8,
                    ColumnType.Decimal128 => 16,
                    _ => 32,
                })));
                break;
            case ColumnType.DoubleArray:
                foreach (Cell value in values)
                {
                    int[] shape = ArrayText.Shape(value.Text!);
                    payload.Add((byte)shape.Length);
                    payload.AddRange(shape.SelectMany(I32));
                    payload.AddRange(ArrayText.Elements(value.Text!).SelectMany(e => I64(BitConverter.DoubleToInt64Bits(e))));
                }

                break;
            case ColumnType.Varchar or ColumnType.Binary:
                byte[][] texts = [.. values.Select(v => column.Type == ColumnType.Binary ? v.AsBytes() : Encoding.UTF8.GetBytes(v.Text!))];
                int end = 0;
                payload.AddRange(I32(0));
                foreach (byte[] text in texts)
                    payload.AddRange(I32(end += text.Length));
                payload.AddRange(texts.SelectMany(t => t));
                break;
            default:
                payload.AddRange(values.SelectMany(v => FixedValue(column.Type, v)));
                break;
        }
    }

    private static void AddNulls(List<byte> payload, Cell[] cells, bool always)
    {
        bool hasNulls = always || cells.Any(c => c.IsNull);
        payload.Add(hasNulls ? (byte)1 : (byte)0);
        if (!hasNulls)
            return;
        var bitmap = new byte[(cells.Length + 7) / 8];
        for (int i = 0; i < cells.Length; i++)
            bitmap[i / 8] |= (byte)((cells[i].IsNull ? 1 : 0) << (i % 8));
        payload.AddRange(bitmap);
    }

    private static byte[] FixedValue(ColumnType type, Cell value) => type switch
    {
        ColumnType.Byte => [(byte)value.AsInt64()],
        ColumnType.Short or ColumnType.Char => I64(value.AsInt64())[..2],
        ColumnType.Int => I64(value.AsInt64())[..4],
        ColumnType.Float => I32(BitConverter.SingleToInt32Bits(value.AsFloat())),
        ColumnType.Double => I64(BitConverter.DoubleToInt64Bits(value.AsDouble())),
        ColumnType.IPv4 => [.. IPAddress.Parse(value.Text!).GetAddressBytes().Reverse()],
        ColumnType.Uuid => [.. Guid.Parse(value.Text!).ToByteArray(bigEndian: true).Reverse()],
        ColumnType.Long256 => Integer(BigInteger.Parse("0" + value.Text![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture), 32),
        ColumnType.Long or ColumnType.Timestamp or ColumnType.TimestampNanos or ColumnType.Date => I64(value.AsInt64()),
        _ => throw new NotSupportedException($"Plain rows of {WireTypeNames.NameOf(type)}."),
    };

    private static void AddText(List<byte> payload, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        payload.AddRange(Varint((ulong)utf8.Length));
        payload.AddRange(utf8);
    }

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    /// <summary>Two's complement, little-endian.</summary>
    private static byte[] Integer(BigInteger value, int width)
    {
        byte[] bytes = new byte[width];
        if (value.Sign < 0) bytes.AsSpan().Fill(0xFF);
        byte[] digits = value.ToByteArray();
        digits.AsSpan(0, Math.Min(width, digits.Length)).CopyTo(bytes);
        return bytes;
    }

    private static byte[] I64(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] I32(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
