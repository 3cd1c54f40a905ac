using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuestDb.Decoders.Batches;

/// <summary>Gives every row its place: on the wire the rows that are NULL have no value.</summary>
internal static class NullSpread
{
    /// <summary>The first row that is NULL in a bitmap that has one.</summary>
    public static int FirstNull(ReadOnlySpan<byte> bitmap)
    {
        int index = bitmap.IndexOfAnyExcept((byte)0);
        return (index * 8) + BitOperations.TrailingZeroCount(bitmap[index]);
    }

    /// <summary>The row of a dense value.</summary>
    public static int RowOf(ReadOnlySpan<byte> bitmap, int value)
    {
        if (bitmap.IsEmpty) return value;
        int row = 0;
        while (true)
        {
            if ((bitmap[row >> 3] >> (row & 7) & 1) == 0 && value-- == 0) return row;
            row++;
        }
    }

    /// <summary>One value a row, in a buffer that is reused.</summary>
    public static ReadOnlySpan<T> Spread<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<byte> bitmap, int rowCount, T nullValue, ref byte[]? buffer)
        where T : unmanaged
    {
        int length = rowCount * Unsafe.SizeOf<T>();
        if (buffer is null || buffer.Length < length) buffer = GC.AllocateUninitializedArray<byte>(length);
        Span<T> rows = MemoryMarshal.Cast<byte, T>(buffer.AsSpan(0, length));
        Spread(values, bitmap, rows, nullValue);
        return rows;
    }

    /// <summary>One value a row.</summary>
    public static void Spread<T>(ReadOnlySpan<T> values, ReadOnlySpan<byte> bitmap, Span<T> rows, T nullValue)
        where T : unmanaged
    {
        int next = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = (bitmap[row >> 3] >> (row & 7) & 1) != 0 ? nullValue : values[next++];
        }
    }
}
