using System.Buffers.Binary;
using System.Numerics;

namespace QuestDb.Decoders.Batches;

/// <summary>Counts in null bitmaps, 64 rows at a time: one bit a row, set for null.</summary>
internal static class NullBits
{
    /// <summary>Rows of a word that are not null; rows past the end of the bitmap count as such.</summary>
    public static int ValuesIn(ReadOnlySpan<byte> bitmap, int word) => 64 - BitOperations.PopCount(Word(bitmap, word));

    /// <summary>Rows before <paramref name="row"/> in its word that are not null.</summary>
    public static int ValuesBefore(ReadOnlySpan<byte> bitmap, int row)
    {
        ulong before = (1UL << (row & 63)) - 1;
        return BitOperations.PopCount(~Word(bitmap, row >> 6) & before);
    }

    private static ulong Word(ReadOnlySpan<byte> bitmap, int word)
    {
        ReadOnlySpan<byte> rest = bitmap[(word * sizeof(ulong))..];
        if (rest.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64LittleEndian(rest);
        ulong bits = 0;
        for (int i = 0; i < rest.Length; i++) bits |= (ulong)rest[i] << (8 * i);
        return bits;
    }
}
