using System.Buffers.Binary;

namespace QuestDb.Testing.Protocol;

/// <summary>Encodes the delta-of-delta bit stream of a timestamp column (bits least significant first).</summary>
internal static class GorillaWriter
{
    /// <summary>
    /// Writes the two leading values and the bit stream of three or more values.
    /// Returns the bytes written, or 0 when a delta of deltas needs more than 32 bits
    /// or the stream would not be smaller than the plain values.
    /// </summary>
    public static int TryWrite(ReadOnlySpan<long> values, Span<byte> destination)
    {
        int limit = values.Length * sizeof(long);
        BinaryPrimitives.WriteInt64LittleEndian(destination, values[0]);
        BinaryPrimitives.WriteInt64LittleEndian(destination[sizeof(long)..], values[1]);
        int position = 2 * sizeof(long);
        ulong pending = 0;
        int pendingBits = 0;
        long delta = unchecked(values[1] - values[0]);
        for (int i = 2; i < values.Length; i++)
        {
            long next = unchecked(values[i] - values[i - 1]);
            long deltaOfDelta = unchecked(next - delta);
            delta = next;
            if (deltaOfDelta != (int)deltaOfDelta) return 0;
            (ulong code, int length) = Encode((int)deltaOfDelta);
            pending |= code << pendingBits;
            pendingBits += length;
            while (pendingBits >= 8)
            {
                if (position >= limit) return 0;
                destination[position++] = (byte)pending;
                pending >>= 8;
                pendingBits -= 8;
            }
        }

        if (pendingBits > 0)
        {
            if (position >= limit) return 0;
            destination[position++] = (byte)pending;
        }

        return position < limit ? position : 0;
    }

    private static (ulong Code, int Length) Encode(int deltaOfDelta) => deltaOfDelta switch
    {
        0 => (0, 1),
        >= -64 and <= 63 => (0b01 | Low(deltaOfDelta, 7) << 2, 9),
        >= -256 and <= 255 => (0b011 | Low(deltaOfDelta, 9) << 3, 12),
        >= -2048 and <= 2047 => (0b0111 | Low(deltaOfDelta, 12) << 4, 16),
        _ => (0b1111 | Low(deltaOfDelta, 32) << 4, 36),
    };

    private static ulong Low(int value, int bits) => (uint)value & ((1UL << bits) - 1);
}
