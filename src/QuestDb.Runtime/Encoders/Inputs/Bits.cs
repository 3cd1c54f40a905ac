using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuestDb.Encoders.Inputs;

/// <summary>Packed bits, least significant first.</summary>
internal static class Bits
{
    /// <summary>One bit in each of eight bytes; a multiplication by it moves them into the top byte, in order.</summary>
    private const ulong Gather = 0x0102_0408_1020_4080;

    /// <summary>The 64 bits from <paramref name="index"/> on; what lies past the end is 0.</summary>
    public static ulong Read(ReadOnlySpan<byte> bits, int index)
    {
        int shift = index & 7;
        ReadOnlySpan<byte> from = bits[(index >> 3)..];
        if (from.Length > sizeof(ulong))
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(from) >> shift;
            return shift == 0 ? word : word | ((ulong)from[sizeof(ulong)] << (64 - shift));
        }

        ulong last = 0;
        for (int i = Math.Min(from.Length, sizeof(ulong)) - 1; i >= 0; i--) last = (last << 8) | from[i];
        return last >> shift;
    }

    /// <summary>Packs booleans.</summary>
    /// <param name="values">The booleans; each is a byte of 0 or 1.</param>
    /// <param name="bits">Exactly as many bytes as they need.</param>
    public static void Pack(ReadOnlySpan<bool> values, Span<byte> bits)
    {
        ref byte first = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(values));
        int whole = values.Length / 8;
        for (int i = 0; i < whole; i++)
        {
            bits[i] = (byte)((Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, i * 8)) * Gather) >> 56);
        }

        if (whole == bits.Length) return;
        int last = 0;
        for (int i = whole * 8; i < values.Length; i++) last |= (values[i] ? 1 : 0) << (i & 7);
        bits[whole] = (byte)last;
    }

    /// <summary>Sets or clears one bit.</summary>
    public static void Set(Span<byte> bits, int index, bool value)
    {
        byte mask = (byte)(1 << (index & 7));
        ref byte target = ref bits[index >> 3];
        target = (byte)(value ? target | mask : target & ~mask);
    }
}
