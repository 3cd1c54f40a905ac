using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Shared.TypeMap;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>Writes the data of one result column: null flag, bitmap if there are nulls, then the values that aren't NULL.</summary>
internal static class ResultColumnWriter
{
    public static void Write(FrameBuilder frame, ColumnVector vector, int start, int count)
    {
        switch (vector.Type)
        {
            case ColumnType.Boolean: WriteBooleans(frame, Rows<byte>(vector, start, count)); break;
            case ColumnType.Byte: WriteFixed(frame, vector, Rows<sbyte>(vector, start, count)); break;
            case ColumnType.Short: WriteFixed(frame, vector, Rows<short>(vector, start, count)); break;
            case ColumnType.Char: WriteFixed(frame, vector, Rows<ushort>(vector, start, count)); break;
            case ColumnType.Int: WriteFixed(frame, vector, Rows<int>(vector, start, count)); break;
            case ColumnType.IPv4: WriteFixed(frame, vector, Rows<uint>(vector, start, count)); break;
            case ColumnType.Float: WriteFixed(frame, vector, Rows<float>(vector, start, count)); break;
            case ColumnType.Double: WriteFixed(frame, vector, Rows<double>(vector, start, count)); break;
            case ColumnType.Uuid: WriteFixed(frame, vector, Rows<UInt128>(vector, start, count)); break;
            case ColumnType.Long256: WriteFixed(frame, vector, Rows<Limbs256>(vector, start, count)); break;
            case ColumnType.Date or ColumnType.Timestamp or ColumnType.TimestampNanos:
                WriteTimestamps(frame, Rows<long>(vector, start, count));
                break;
            case ColumnType.GeoHash: WriteGeoHashes(frame, vector.Precision, Rows<long>(vector, start, count)); break;
            case ColumnType.Decimal64: WriteDecimals(frame, vector, Rows<long>(vector, start, count)); break;
            case ColumnType.Decimal128: WriteDecimals(frame, vector, Rows<Int128>(vector, start, count)); break;
            case ColumnType.Decimal256: WriteDecimals(frame, vector, Rows<Limbs256>(vector, start, count)); break;
            case ColumnType.Varchar or ColumnType.Binary: WriteBytes(frame, (BytesVector)vector, start, count); break;
            case ColumnType.DoubleArray: WriteArrays(frame, (ArrayVector)vector, start, count); break;
            case var type when ColumnTypes.Find(type) is { Layout: ColumnLayout.Fixed, Width: sizeof(long) }:
                WriteFixed(frame, vector, Rows<long>(vector, start, count));
                break;
            default: throw new ProtocolException(StatusCode.InternalError, $"egress: unsupported column type {vector.Type}");
        }
    }

    /// <summary>Writes ids of the connection's dictionary, -1 for NULL.</summary>
    public static void WriteSymbols(FrameBuilder frame, ReadOnlySpan<int> ids)
    {
        WriteNulls(frame, ids, -1);
        foreach (int id in ids)
            if (id >= 0) frame.WriteVarint((uint)id);
    }

    private static ReadOnlySpan<T> Rows<T>(ColumnVector vector, int start, int count) where T : unmanaged
        => ((FixedVector<T>)vector).Values.Slice(start, count);

    private static void WriteFixed<T>(FrameBuilder frame, ColumnVector vector, ReadOnlySpan<T> rows) where T : unmanaged
    {
        if (!Nulls.HasNull(vector.Type))
        {
            frame.WriteByte(0);
            frame.WriteValues(rows);
            return;
        }

        T nullValue = Nulls.Sentinel<T>(vector.Type);
        WriteDense(frame, rows, nullValue, WriteNulls(frame, rows, nullValue));
    }

    private static void WriteDecimals<T>(FrameBuilder frame, ColumnVector vector, ReadOnlySpan<T> rows) where T : unmanaged
    {
        T nullValue = Nulls.Sentinel<T>(vector.Type);
        int nulls = WriteNulls(frame, rows, nullValue);
        frame.WriteByte((byte)vector.Scale);
        WriteDense(frame, rows, nullValue, nulls);
    }

    private static void WriteDense<T>(FrameBuilder frame, ReadOnlySpan<T> rows, T nullValue, int nulls) where T : unmanaged
    {
        if (nulls == 0)
        {
            frame.WriteValues(rows);
            return;
        }

        Compact(rows, nullValue, MemoryMarshal.Cast<byte, T>(frame.Take((rows.Length - nulls) * Unsafe.SizeOf<T>())));
    }

    private static void Compact<T>(ReadOnlySpan<T> rows, T nullValue, Span<T> dense) where T : unmanaged
    {
        int written = 0;
        foreach (T value in rows)
            if (!IsNull(value, nullValue)) dense[written++] = value;
    }

    /// <summary>Writes the null flag and, if there are nulls, the bitmap; returns their number.</summary>
    private static int WriteNulls<T>(FrameBuilder frame, ReadOnlySpan<T> rows, T nullValue) where T : unmanaged
    {
        int first = 0;
        while (first < rows.Length && !IsNull(rows[first], nullValue)) first++;
        if (first == rows.Length)
        {
            frame.WriteByte(0);
            return 0;
        }

        frame.WriteByte(1);
        Span<byte> bitmap = frame.Take((rows.Length + 7) / 8);
        bitmap.Clear();
        int nulls = 0;
        for (int row = first; row < rows.Length; row++)
        {
            if (!IsNull(rows[row], nullValue)) continue;
            bitmap[row >> 3] |= (byte)(1 << (row & 7));
            nulls++;
        }

        return nulls;
    }

    /// <summary>A NaN of any bit pattern is NULL.</summary>
    private static bool IsNull<T>(T value, T nullValue) where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return double.IsNaN((double)(object)value);
        if (typeof(T) == typeof(float)) return float.IsNaN((float)(object)value);
        return EqualityComparer<T>.Default.Equals(value, nullValue);
    }

    private static void WriteBooleans(FrameBuilder frame, ReadOnlySpan<byte> rows)
    {
        frame.WriteByte(0);
        Span<byte> bits = frame.Take((rows.Length + 7) / 8);
        bits.Clear();
        for (int row = 0; row < rows.Length; row++) bits[row >> 3] |= (byte)(rows[row] << (row & 7));
    }

    private static void WriteTimestamps(FrameBuilder frame, ReadOnlySpan<long> rows)
    {
        int nulls = WriteNulls(frame, rows, Nulls.Long);
        ReadOnlySpan<long> dense = rows;
        if (nulls > 0)
        {
            var compacted = new long[rows.Length - nulls];
            Compact(rows, Nulls.Long, compacted);
            dense = compacted;
        }

        if (dense.Length >= 3)
        {
            Span<byte> space = frame.Reserve(1 + dense.Length * sizeof(long));
            int length = GorillaWriter.TryWrite(dense, space[1..]);
            if (length > 0)
            {
                space[0] = QwpConstants.TimestampGorilla;
                frame.Advance(1 + length);
                return;
            }
        }

        frame.WriteByte(QwpConstants.TimestampRaw);
        frame.WriteValues(dense);
    }

    private static void WriteGeoHashes(FrameBuilder frame, int precisionBits, ReadOnlySpan<long> rows)
    {
        int nulls = WriteNulls(frame, rows, Nulls.GeoHash);
        frame.WriteVarint((uint)precisionBits);
        int width = (precisionBits + 7) / 8;
        Span<byte> packed = frame.Take((rows.Length - nulls) * width);
        int position = 0;
        foreach (long value in rows)
        {
            if (value == Nulls.GeoHash) continue;
            for (int b = 0; b < width; b++) packed[position++] = (byte)(value >> (b * 8));
        }
    }

    private static void WriteBytes(FrameBuilder frame, BytesVector vector, int start, int count)
    {
        int values = count - WriteNulls(frame, vector, start, count);
        int offsets = frame.Length;
        frame.Take((values + 1) * sizeof(int)).Clear();
        int end = 0;
        int written = 0;
        for (int row = start; row < start + count; row++)
        {
            if (vector.IsNull(row)) continue;
            ReadOnlySpan<byte> bytes = vector.Bytes(row);
            frame.WriteBytes(bytes);
            end += bytes.Length;
            frame.WriteInt32At(offsets + ++written * sizeof(int), end);
        }
    }

    private static void WriteArrays(FrameBuilder frame, ArrayVector vector, int start, int count)
    {
        WriteNulls(frame, vector, start, count);
        for (int row = start; row < start + count; row++)
        {
            if (vector.Shape(row) is not int[] shape) continue;
            frame.WriteByte((byte)shape.Length);
            frame.WriteValues<int>(shape);
            frame.WriteValues(vector.Doubles(row));
        }
    }

    private static int WriteNulls(FrameBuilder frame, ColumnVector vector, int start, int count)
    {
        int first = start;
        while (first < start + count && !vector.IsNull(first)) first++;
        if (first == start + count)
        {
            frame.WriteByte(0);
            return 0;
        }

        frame.WriteByte(1);
        Span<byte> bitmap = frame.Take((count + 7) / 8);
        bitmap.Clear();
        int nulls = 0;
        for (int row = 0; row < count; row++)
        {
            if (!vector.IsNull(start + row)) continue;
            bitmap[row >> 3] |= (byte)(1 << (row & 7));
            nulls++;
        }

        return nulls;
    }
}
