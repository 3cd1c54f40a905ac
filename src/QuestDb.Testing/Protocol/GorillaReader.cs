using System.Buffers.Binary;

namespace QuestDb.Testing.Protocol;

/// <summary>Decodes the delta-of-delta bit stream of a timestamp column (bits least significant first).</summary>
internal static class GorillaReader
{
    /// <summary>Fills <paramref name="values"/>; returns the bytes of the stream that were used.</summary>
    public static int Read(ReadOnlySpan<byte> stream, long first, long second, Span<long> values)
    {
        values[0] = first;
        values[1] = second;
        long previous = second;
        long delta = unchecked(second - first);
        long bit = 0;
        for (int i = 2; i < values.Length; i++)
        {
            // Deltas wrap in 64 bits: servers send and accept steps across the whole range.
            delta = unchecked(delta + ReadDeltaOfDelta(stream, ref bit));
            previous = unchecked(previous + delta);
            values[i] = previous;
        }

        return (int)((bit + 7) >> 3);
    }

    private static long ReadDeltaOfDelta(ReadOnlySpan<byte> stream, ref long bit)
    {
        // The longest code has 4 + 32 bits; seven more for the position within the first byte.
        ulong window = Peek(stream, bit);
        if ((window & 1) == 0) return Take(stream, ref bit, 1, 0);
        if ((window & 2) == 0) return Take(stream, ref bit, 2 + 7, SignExtend(window >> 2, 7));
        if ((window & 4) == 0) return Take(stream, ref bit, 3 + 9, SignExtend(window >> 3, 9));
        if ((window & 8) == 0) return Take(stream, ref bit, 4 + 12, SignExtend(window >> 4, 12));
        return Take(stream, ref bit, 4 + 32, SignExtend(window >> 4, 32));
    }

    private static long Take(ReadOnlySpan<byte> stream, ref long bit, int length, long value)
    {
        bit += length;
        if (bit > (long)stream.Length * 8) throw ProtocolException.Parse("attempt to read beyond available bits");
        return value;
    }

    private static ulong Peek(ReadOnlySpan<byte> stream, long bit)
    {
        int start = (int)(bit >> 3);
        ulong bytes = 0;
        if (start + sizeof(ulong) <= stream.Length)
            bytes = BinaryPrimitives.ReadUInt64LittleEndian(stream[start..]);
        else
            for (int i = start; i < stream.Length; i++) bytes |= (ulong)stream[i] << ((i - start) * 8);
        return bytes >> (int)(bit & 7);
    }

    private static long SignExtend(ulong bits, int width) => (long)(bits << (64 - width)) >> (64 - width);
}
