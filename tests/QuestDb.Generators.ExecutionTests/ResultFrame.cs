using QuestDb.Mapping;
using QuestDb.Shared.Wire;
using QuestDb.Wire;

namespace QuestDb.Generators.ExecutionTests;

/// <summary>
/// Makes a result frame of an ingest frame. The two differ in the batch sequence, in the name of the designated timestamp,
/// which goes by position on ingest, and in the encoding byte that DATE has in results only.
/// </summary>
internal static class ResultFrame
{
    public const int SequenceOffset = QwpConstants.HeaderLength;

    public static byte[] FromIngest(byte[] frame, TableSchema schema)
    {
        var reader = new WireReader(frame, QwpConstants.HeaderLength);
        var result = new FrameBuffer(static capacity => (new byte[capacity], 0));
        result.Begin(frame.Length * 2);
        result.WriteBytes(frame.AsSpan(0, QwpConstants.HeaderLength));
        result.WriteVarint(0);
        CopyDictionary(ref reader, result);
        CopyBytes(ref reader, result, Copy(ref reader, result), "table name");
        int rows = Copy(ref reader, result);
        int columns = Copy(ref reader, result);
        foreach (ColumnSchema column in schema.Columns)
        {
            int length = reader.ReadCount("name length", int.MaxValue);
            reader.ReadBytes(length, "name");
            reader.ReadByte("type");
            byte[] name = System.Text.Encoding.UTF8.GetBytes(column.Name);
            result.WriteVarint((ulong)name.Length);
            result.WriteBytes(name);
            result.WriteByte((byte)column.Type);
        }

        Assert.Equal(schema.Columns.Length, columns);
        foreach (ColumnSchema column in schema.Columns) CopyColumn(ref reader, result, column.Type, rows);
        Assert.Equal(0, reader.Remaining);
        return result.Written.ToArray();
    }

    private static void CopyDictionary(ref WireReader reader, FrameBuffer result)
    {
        Copy(ref reader, result);
        int count = Copy(ref reader, result);
        for (int i = 0; i < count; i++) CopyBytes(ref reader, result, Copy(ref reader, result), "symbol");
    }

    private static void CopyColumn(ref WireReader reader, FrameBuffer result, ColumnType type, int rows)
    {
        byte hasNulls = reader.ReadByte("null flag");
        result.WriteByte(hasNulls);
        int values = rows;
        if (hasNulls != 0)
        {
            ReadOnlySpan<byte> bitmap = reader.ReadBytes((rows + 7) / 8, "bitmap");
            foreach (byte bits in bitmap) values -= byte.PopCount(bits);
            result.WriteBytes(bitmap);
        }

        switch (type)
        {
            case ColumnType.Boolean:
                CopyBytes(ref reader, result, (values + 7) / 8, "bits");
                break;
            case ColumnType.Date:
                result.WriteByte(QwpConstants.TimestampRaw);
                CopyBytes(ref reader, result, values * 8, "dates");
                break;
            case ColumnType.Timestamp or ColumnType.TimestampNanos:
                CopyTimestamps(ref reader, result, values);
                break;
            case ColumnType.Symbol:
                for (int i = 0; i < values; i++) Copy(ref reader, result);
                break;
            case ColumnType.GeoHash:
                int bits = Copy(ref reader, result);
                CopyBytes(ref reader, result, values * ((bits + 7) / 8), "geohashes");
                break;
            case ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256:
                CopyBytes(ref reader, result, 1 + (values * Width(type)), "decimals");
                break;
            case ColumnType.DoubleArray:
                for (int i = 0; i < values; i++) CopyArray(ref reader, result);
                break;
            case ColumnType.Varchar or ColumnType.Binary:
                ReadOnlySpan<byte> offsets = reader.ReadBytes((values + 1) * 4, "offsets");
                result.WriteBytes(offsets);
                CopyBytes(ref reader, result, BitConverter.ToInt32(offsets[^4..]), "text");
                break;
            default:
                CopyBytes(ref reader, result, values * Width(type), "values");
                break;
        }
    }

    private static void CopyTimestamps(ref WireReader reader, FrameBuffer result, int values)
    {
        byte encoding = reader.ReadByte("encoding");
        result.WriteByte(encoding);
        int length = values * 8;
        if (encoding == QwpConstants.TimestampGorilla)
        {
            WireReader ahead = reader;
            length = GorillaDecoder.Decode(ahead.ReadBytes(ahead.Remaining, "bit stream"), new long[values]);
        }

        CopyBytes(ref reader, result, length, "timestamps");
    }

    private static void CopyArray(ref WireReader reader, FrameBuffer result)
    {
        int dimensions = reader.ReadByte("dimensions");
        result.WriteByte((byte)dimensions);
        ReadOnlySpan<byte> lengths = reader.ReadBytes(dimensions * 4, "lengths");
        result.WriteBytes(lengths);
        int count = 1;
        for (int i = 0; i < lengths.Length; i += 4) count *= BitConverter.ToInt32(lengths[i..]);
        CopyBytes(ref reader, result, count * 8, "array");
    }

    private static int Width(ColumnType type) => type switch
    {
        ColumnType.Byte => 1,
        ColumnType.Short or ColumnType.Char => 2,
        ColumnType.Int or ColumnType.Float or ColumnType.IPv4 => 4,
        ColumnType.Long or ColumnType.Double or ColumnType.Decimal64 => 8,
        ColumnType.Uuid or ColumnType.Decimal128 => 16,
        ColumnType.Long256 or ColumnType.Decimal256 => 32,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No width."),
    };

    private static int Copy(ref WireReader reader, FrameBuffer result)
    {
        ulong value = reader.ReadVarint("varint");
        result.WriteVarint(value);
        return (int)value;
    }

    private static void CopyBytes(ref WireReader reader, FrameBuffer result, int length, string what) =>
        result.WriteBytes(reader.ReadBytes(length, what));
}
