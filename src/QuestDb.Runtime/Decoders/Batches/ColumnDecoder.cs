using System.Buffers.Binary;
using System.Numerics;
using QuestDb.Shared.TypeMap;
using QuestDb.Wire;

namespace QuestDb.Decoders.Batches;

/// <summary>Finds the values of one column in a batch: in place, except for timestamps in a bit stream and symbol ids.</summary>
internal static class ColumnDecoder
{
    public static void Decode(ref WireReader reader, ResultColumn column, byte[] bytes, int rowCount, bool gorilla, int symbolCount)
    {
        column.Begin(bytes);
        ReadNulls(ref reader, column, rowCount);
        ColumnTypeFacts facts = ColumnTypes.Of(column.Type);
        switch (facts.Layout)
        {
            case ColumnLayout.Bits:
                InPlace(ref reader, column, (column.ValueCount + 7L) / 8);
                break;
            case ColumnLayout.Timestamp or ColumnLayout.Date:
                ReadTimestamps(ref reader, column, gorilla);
                break;
            case ColumnLayout.Symbol:
                ReadSymbols(ref reader, column, (uint)symbolCount);
                break;
            case ColumnLayout.Bytes:
                ReadText(ref reader, column);
                break;
            case ColumnLayout.GeoHash:
                column.Parameter = reader.ReadCount("geohash precision", 60);
                if (column.Parameter == 0) throw reader.Malformed($"column {column.Name} has a geohash precision of 0 bits");
                InPlace(ref reader, column, (long)column.ValueCount * ((column.Parameter + 7) / 8));
                break;
            case ColumnLayout.Decimal:
                column.Parameter = reader.ReadByte("decimal scale");
                if (column.Parameter > Decimal256.MaxScale)
                {
                    throw reader.Malformed($"column {column.Name} has a decimal scale of {column.Parameter}");
                }

                InPlace(ref reader, column, (long)column.ValueCount * facts.Width);
                break;
            case ColumnLayout.Array:
                ReadArrays(ref reader, column);
                break;
            default:
                InPlace(ref reader, column, (long)column.ValueCount * facts.Width);
                break;
        }
    }

    /// <summary>Reads null flag and bitmap.</summary>
    public static void ReadNulls(ref WireReader reader, ResultColumn column, int rowCount)
    {
        if (reader.ReadByte("null flag") == 0)
        {
            column.BitmapOffset = -1;
            column.ValueCount = rowCount;
            return;
        }

        column.BitmapOffset = reader.Position;
        ReadOnlySpan<byte> bitmap = reader.ReadBytes((rowCount + 7L) / 8, "null bitmap");
        int nulls = 0;
        foreach (byte bits in bitmap) nulls += BitOperations.PopCount(bits);
        // Bits past the last row mean nothing.
        if ((rowCount & 7) != 0) nulls -= BitOperations.PopCount((uint)bitmap[^1] >> (rowCount & 7));
        column.ValueCount = rowCount - nulls;
    }

    private static void InPlace(ref WireReader reader, ResultColumn column, long length)
    {
        column.ValuesOffset = reader.Position;
        column.ValuesLength = reader.ReadBytes(length, "column values").Length;
    }

    private static void ReadTimestamps(ref WireReader reader, ResultColumn column, bool gorilla)
    {
        byte encoding = gorilla ? reader.ReadByte("timestamp encoding") : QwpConstants.TimestampRaw;
        column.TimestampsDecoded = encoding == QwpConstants.TimestampGorilla;
        if (encoding == QwpConstants.TimestampRaw)
        {
            InPlace(ref reader, column, (long)column.ValueCount * sizeof(long));
            return;
        }

        if (encoding != QwpConstants.TimestampGorilla)
        {
            throw reader.Malformed($"column {column.Name} has the unknown timestamp encoding 0x{encoding:x2}");
        }

        // Each value takes a bit at least, so a lie about the row count can't allocate more than 64 times the frame.
        if (column.ValueCount > 2 + ((long)reader.Remaining * 8))
        {
            throw reader.Malformed($"the bit stream of column {column.Name} is cut off");
        }

        if (column.Timestamps.Length < column.ValueCount) column.Timestamps = GC.AllocateUninitializedArray<long>(column.ValueCount);
        ReadOnlySpan<byte> rest = column.Bytes.AsSpan(reader.Position, reader.Remaining);
        int read = GorillaDecoder.Decode(rest, column.Timestamps.AsSpan(0, column.ValueCount));
        if (read < 0) throw reader.Malformed($"the bit stream of column {column.Name} is cut off");
        reader.ReadBytes(read, "timestamps");
    }

    /// <summary>Reads the ids of a SYMBOL column, all below <paramref name="count"/>.</summary>
    public static void ReadSymbols(ref WireReader reader, ResultColumn column, uint count)
    {
        if (column.ValueCount > reader.Remaining) throw reader.Malformed($"the ids of column {column.Name} are cut off");
        if (column.SymbolIds.Length < column.ValueCount) column.SymbolIds = GC.AllocateUninitializedArray<int>(column.ValueCount);
        ReadOnlySpan<byte> bytes = column.Bytes.AsSpan(reader.Position, reader.Remaining);
        Span<int> ids = column.SymbolIds.AsSpan(0, column.ValueCount);
        int position = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            ulong id = position < bytes.Length ? bytes[position] : ulong.MaxValue;
            int length = 1;
            if (id >= 0x80 && !Varint.TryRead(bytes[position..], out id, out length))
            {
                throw reader.Malformed($"the ids of column {column.Name} are cut off");
            }

            if (id >= count) throw reader.Malformed($"column {column.Name} names symbol {id} of {count}");
            ids[i] = (int)id;
            position += length;
        }

        reader.ReadBytes(position, "symbol ids");
    }

    private static void ReadText(ref WireReader reader, ResultColumn column)
    {
        column.ValuesOffset = reader.Position;
        ReadOnlySpan<byte> offsets = reader.ReadBytes(((long)column.ValueCount + 1) * sizeof(uint), "text offsets");
        uint previous = 0;
        for (int i = 0; i < offsets.Length; i += sizeof(uint))
        {
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(offsets[i..]);
            if (offset < previous || (i == 0 && offset != 0))
            {
                throw reader.Malformed($"the offsets of column {column.Name} do not ascend from 0");
            }

            previous = offset;
        }

        column.ValuesLength = reader.ReadBytes(previous, "text").Length;
    }

    private static void ReadArrays(ref WireReader reader, ResultColumn column)
    {
        column.ValuesOffset = reader.Position;
        // An array takes five bytes at least: the number of its dimensions and the length of one.
        if (column.ValueCount > reader.Remaining / 5) throw reader.Malformed($"the arrays of column {column.Name} are cut off");
        if (column.ArrayStarts.Length < column.ValueCount) column.ArrayStarts = GC.AllocateUninitializedArray<int>(column.ValueCount);
        for (int i = 0; i < column.ValueCount; i++)
        {
            column.ArrayStarts[i] = reader.Position;
            int dimensions = reader.ReadByte("array dimensions");
            if (dimensions is 0 or > 32) throw reader.Malformed($"column {column.Name} has an array of {dimensions} dimensions");
            long elements = 1;
            for (int d = 0; d < dimensions; d++)
            {
                long length = (int)reader.ReadUInt32("array dimension");
                if (length < 0) throw reader.Malformed($"column {column.Name} has an array with a negative dimension");
                elements = Math.Min(elements * length, int.MaxValue);
            }

            reader.ReadBytes(elements * sizeof(double), "array values");
        }

        column.ValuesLength = reader.Position - column.ValuesOffset;
    }
}
