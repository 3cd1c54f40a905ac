namespace QuestDb.TestSupport;

/// <summary>The delta-of-deltas bit stream of timestamp columns, read bit by bit as the protocol text lists it.</summary>
internal static class ReferenceGorillaValues
{
    // Value bits by number of leading one bits in the prefix: 0, 10, 110, 1110, 1111.
    private static readonly int[] s_widths = [0, 7, 9, 12, 32];

    public static long[] Read(ref ReferenceWireReader reader, int count)
    {
        var values = new long[count];
        for (int i = 0; i < Math.Min(2, count); i++)
            values[i] = reader.I64();
        if (count <= 2)
            return values;
        var bits = new BitSource();
        long delta = unchecked(values[1] - values[0]);
        for (int i = 2; i < count; i++)
        {
            int ones = 0;
            while (ones < 4 && bits.Next(ref reader))
                ones++;
            // Deltas wrap in 64 bits: a recorded server relies on it.
            delta = unchecked(delta + bits.Signed(ref reader, s_widths[ones]));
            values[i] = unchecked(values[i - 1] + delta);
        }

        bits.ExpectZeroPadding(ref reader);
        return values;
    }

    /// <summary>Bits of consecutive bytes, least significant first.</summary>
    private struct BitSource
    {
        private byte _current;
        private int _left;

        public bool Next(ref ReferenceWireReader reader)
        {
            if (_left == 0)
            {
                _current = reader.U8();
                _left = 8;
            }

            bool bit = (_current & 1) != 0;
            _current >>= 1;
            _left--;
            return bit;
        }

        public long Signed(ref ReferenceWireReader reader, int width)
        {
            long value = 0;
            for (int i = 0; i < width; i++)
                if (Next(ref reader))
                    value |= 1L << i;
            return width == 0 ? 0 : value << (64 - width) >> (64 - width);
        }

        public readonly void ExpectZeroPadding(ref ReferenceWireReader reader)
        {
            if (_current != 0)
                throw reader.Error("the padding of a Gorilla stream is not zero");
        }
    }
}
