using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuestDb.Wire;

/// <summary>
/// Delta-of-delta coding of timestamps (QWP ingress specification, "Timestamp encoding"): two plain int64 values,
/// then a bit stream, least significant bit first, of one bucket a value.
/// </summary>
internal static class GorillaEncoder
{
    /// <summary>Whether the bit stream pays: at least three values, each delta of deltas within 32 bits.</summary>
    public static bool Pays(ReadOnlySpan<long> values)
    {
        if (values.Length < 3) return false;
        long previous = values[1];
        long delta = unchecked(previous - values[0]);
        long outside = 0;
        for (int i = 2; i < values.Length; i++)
        {
            long value = values[i];
            long next = unchecked(value - previous);
            long change = unchecked(next - delta);
            outside |= change ^ (int)change;
            delta = next;
            previous = value;
        }

        return outside == 0;
    }

    /// <summary>
    /// Replaces plain values, for which <see cref="Pays"/> holds, by their bit stream and returns its length in bytes.
    /// In place: a value takes at most 36 bits, so the stream never overtakes the values that are still to be read.
    /// </summary>
    public static int EncodeInPlace(Span<byte> bytes)
    {
        int count = bytes.Length / sizeof(long);
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        long previous = Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref start, sizeof(long)));
        long delta = unchecked(previous - Unsafe.ReadUnaligned<long>(ref start));
        int position = 2 * sizeof(long);
        ulong pending = 0;
        int pendingBits = 0;
        for (int i = 2; i < count; i++)
        {
            long value = Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref start, i * sizeof(long)));
            long next = unchecked(value - previous);
            long change = unchecked(next - delta);
            delta = next;
            previous = value;
            (ulong bits, int length) = Bucket(change);
            pending |= bits << pendingBits;
            pendingBits += length;
            // Eight bytes are written and only the complete ones are kept; the next value writes the incomplete one again.
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, position), pending);
            position += pendingBits >> 3;
            pending >>= pendingBits & ~7;
            pendingBits &= 7;
        }

        if (pendingBits > 0) bytes[position++] = (byte)pending;
        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Bits, int Length) Bucket(long change) => change switch
    {
        0 => (0, 1),
        >= -64 and <= 63 => (((ulong)change & 0x7F) << 2 | 0b01, 9),
        >= -256 and <= 255 => (((ulong)change & 0x1FF) << 3 | 0b011, 12),
        >= -2048 and <= 2047 => (((ulong)change & 0xFFF) << 4 | 0b0111, 16),
        _ => (((ulong)change & 0xFFFF_FFFF) << 4 | 0b1111, 36),
    };
}
