using System.Buffers.Binary;
using System.Numerics;

namespace QuestDb.Store.Segments;

/// <summary>
/// CRC-32C (Castagnoli), the checksum of every file of a slot. The processor's instruction computes it where there is one.
/// </summary>
internal static class Crc32C
{
    /// <summary>The checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => Update(0, bytes);

    /// <summary>The checksum of what <paramref name="crc"/> stands for, followed by some bytes.</summary>
    public static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
