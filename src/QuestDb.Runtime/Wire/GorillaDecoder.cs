using System.Buffers.Binary;

namespace QuestDb.Wire;

/// <summary>Reads what <see cref="GorillaEncoder"/> writes. Sums wrap in 64 bits, as the server's do.</summary>
internal static class GorillaDecoder
{
    /// <summary>Decodes <paramref name="values"/>.Length values and returns the bytes read; -1 when the stream is cut off.</summary>
    public static int Decode(ReadOnlySpan<byte> source, Span<long> values)
    {
        int plain = Math.Min(values.Length, 2);
        if (source.Length < plain * sizeof(long)) return -1;
        for (int i = 0; i < plain; i++) values[i] = BinaryPrimitives.ReadInt64LittleEndian(source[(i * sizeof(long))..]);
        if (values.Length <= 2) return plain * sizeof(long);

        ReadOnlySpan<byte> stream = source[(2 * sizeof(long))..];
        long bitCount = (long)stream.Length * 8;
        long bit = 0;
        long previous = values[1];
        long delta = unchecked(previous - values[0]);
        for (int i = 2; i < values.Length; i++)
        {
            ulong window = Window(stream, bit);
            (int length, long change) = Bucket(window);
            bit += length;
            if (bit > bitCount) return -1;
            delta = unchecked(delta + change);
            previous = unchecked(previous + delta);
            values[i] = previous;
        }

        return (2 * sizeof(long)) + (int)((bit + 7) >> 3);
    }

    /// <summary>At least 36 bits from a bit position on; zeros past the end.</summary>
    private static ulong Window(ReadOnlySpan<byte> stream, long bit)
    {
        int offset = (int)(bit >> 3);
        int shift = (int)(bit & 7);
        if (stream.Length - offset >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64LittleEndian(stream[offset..]) >> shift;
        ulong window = 0;
        for (int i = 0; offset + i < stream.Length; i++) window |= (ulong)stream[offset + i] << (8 * i);
        return window >> shift;
    }

    private static (int Length, long Change) Bucket(ulong window) => (window & 0b1111) switch
    {
        0b1111 => (36, (int)(window >> 4)),
        0b0111 => (16, SignExtend(window >> 4, 12)),
        0b0011 or 0b1011 => (12, SignExtend(window >> 3, 9)),
        _ when (window & 0b11) == 0b01 => (9, SignExtend(window >> 2, 7)),
        _ => (1, 0),
    };

    private static long SignExtend(ulong value, int bits) => (long)(value << (64 - bits)) >> (64 - bits);
}
