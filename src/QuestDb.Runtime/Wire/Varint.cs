namespace QuestDb.Wire;

/// <summary>Unsigned LEB128 (QWP ingress specification, "Variable-length integer encoding").</summary>
internal static class Varint
{
    /// <summary>Bytes of the longest varint.</summary>
    public const int MaxLength = 10;

    /// <summary>Bytes that <paramref name="value"/> takes.</summary>
    public static int Length(ulong value) => (70 - System.Numerics.BitOperations.LeadingZeroCount(value | 1)) / 7;

    /// <summary>Writes a varint and returns its length.</summary>
    public static int Write(Span<byte> destination, ulong value)
    {
        int length = 0;
        while (value >= 0x80)
        {
            destination[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[length++] = (byte)value;
        return length;
    }

    /// <summary>Reads a varint; false when it is cut off or does not fit 64 bits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        value = 0;
        for (length = 0; length < source.Length && length < MaxLength;)
        {
            byte b = source[length];
            if (length == MaxLength - 1 && b > 1) return false;
            value |= (ulong)(b & 0x7F) << (7 * length);
            length++;
            if (b < 0x80) return true;
        }

        return false;
    }
}
