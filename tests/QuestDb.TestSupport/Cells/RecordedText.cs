using System.Numerics;
using System.Text;

namespace QuestDb.TestSupport;

/// <summary>Text forms of the types that are neither numbers nor plain text, as the recorded vectors write them.</summary>
internal static class RecordedText
{
    private const string Base32 = "0123456789bcdefghjkmnpqrstuvwxyz";

    /// <summary>Base32 when the precision is a multiple of five, otherwise one 0 or 1 per bit.</summary>
    public static string GeoHash(ulong bits, int precision)
    {
        (int width, string alphabet) = precision % 5 == 0 ? (5, Base32) : (1, "01");
        return string.Create(precision / width, (bits, width, alphabet), static (span, state) =>
        {
            ulong rest = state.bits;
            for (int i = span.Length - 1; i >= 0; i--, rest >>= state.width)
                span[i] = state.alphabet[(int)(rest & ((1UL << state.width) - 1))];
        });
    }

    /// <summary>The bits of a text that <see cref="GeoHash"/> wrote.</summary>
    public static ulong GeoHashBits(string text, int precision)
    {
        (int width, string alphabet) = precision % 5 == 0 ? (5, Base32) : (1, "01");
        return text.Aggregate(0UL, (bits, c) => (bits << width) | (uint)alphabet.IndexOf(c));
    }

    /// <summary>The integer of a text that <see cref="Decimal"/> wrote.</summary>
    public static BigInteger Unscaled(string text) =>
        BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A decimal number with exactly <paramref name="scale"/> fraction digits.</summary>
    public static string Decimal(BigInteger unscaled, int scale)
    {
        string digits = BigInteger.Abs(unscaled).ToString().PadLeft(scale + 1, '0');
        string text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return unscaled.Sign < 0 ? "-" + text : text;
    }

    /// <summary>Canonical UUID text of the low half followed by the high half, both little-endian.</summary>
    public static string Uuid(ReadOnlySpan<byte> wire)
    {
        Span<byte> bigEndian = stackalloc byte[16];
        wire.CopyTo(bigEndian);
        bigEndian.Reverse();
        return new Guid(bigEndian, bigEndian: true).ToString("D");
    }

    /// <summary>0x and whole bytes without leading zero bytes.</summary>
    public static string Long256(ReadOnlySpan<byte> littleEndian)
    {
        int length = littleEndian.Length;
        while (length > 1 && littleEndian[length - 1] == 0)
            length--;
        byte[] bytes = littleEndian[..length].ToArray();
        bytes.AsSpan().Reverse();
        return "0x" + Convert.ToHexStringLower(bytes);
    }

    /// <summary>Nested lists of elements; an empty array of more than one dimension is written by its shape.</summary>
    public static string Array(ReadOnlySpan<int> shape, IReadOnlyList<string> elements)
    {
        if (elements.Count == 0)
            return shape.Length == 1 ? "[]" : $"{{shape:[{string.Join(',', shape.ToArray())}]}}";
        var text = new StringBuilder();
        int next = 0;
        AppendDimension(text, shape, elements, ref next);
        return text.ToString();
    }

    private static void AppendDimension(StringBuilder text, ReadOnlySpan<int> shape, IReadOnlyList<string> elements, ref int next)
    {
        text.Append('[');
        for (int i = 0; i < shape[0]; i++)
        {
            if (i > 0) text.Append(',');
            if (shape.Length == 1) text.Append(elements[next++]);
            else AppendDimension(text, shape[1..], elements, ref next);
        }

        text.Append(']');
    }
}
