using System.Globalization;

namespace QuestDb.Values.Numbers;

/// <summary>The text of a decimal number, taken apart: <see cref="Magnitude"/> / 10^<see cref="Scale"/>.</summary>
internal readonly struct DecimalText
{
    // This is far more than any number needs, and keeps sums of exponents from overflowing.
    private const int MaxExponent = 10_000;

    private DecimalText(Long256 magnitude, bool isTooLong, bool isNegative, int scale)
    {
        Magnitude = magnitude;
        IsTooLong = isTooLong;
        IsNegative = isNegative;
        Scale = scale;
    }

    public Long256 Magnitude { get; }

    /// <summary>The digits have more than 256 bits.</summary>
    public bool IsTooLong { get; }

    public bool IsNegative { get; }

    /// <summary>Digits after the point, less the exponent; may be negative.</summary>
    public int Scale { get; }

    public static bool TryRead(ReadOnlySpan<char> text, out DecimalText read)
    {
        read = default;
        int exponent = 0;
        int mark = text.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return false;
            if (exponent is < -MaxExponent or > MaxExponent) return false;
            text = text[..mark];
        }

        bool negative = text.StartsWith('-');
        if (negative || text.StartsWith('+')) text = text[1..];
        int point = text.IndexOf('.');
        ReadOnlySpan<char> fraction = point < 0 ? default : text[(point + 1)..];
        if (point >= 0) text = text[..point];
        if (text.IsEmpty && fraction.IsEmpty) return false;

        Long256 magnitude = default;
        bool tooLong = false;
        if (!Append(text, ref magnitude, ref tooLong) || !Append(fraction, ref magnitude, ref tooLong)) return false;
        read = new(magnitude, tooLong, negative, magnitude.IsZero ? Math.Max(0, fraction.Length - exponent) : fraction.Length - exponent);
        return true;
    }

    private static bool Append(ReadOnlySpan<char> digits, ref Long256 magnitude, ref bool tooLong)
    {
        while (!digits.IsEmpty)
        {
            ReadOnlySpan<char> chunk = digits[..Math.Min(digits.Length, PowersOfTen.MaxWordExponent)];
            digits = digits[chunk.Length..];
            if (!ulong.TryParse(chunk, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)) return false;
            tooLong |= !magnitude.TryMultiply(PowersOfTen.Word(chunk.Length), out Long256 product);
            magnitude = product.Add(value);
            tooLong |= magnitude < product;
        }

        return true;
    }
}
