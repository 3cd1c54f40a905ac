using System.Diagnostics.CodeAnalysis;
using QuestDb.Values;

namespace QuestDb;

public readonly partial struct GeoHash : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<GeoHash>, IAsciiText
{
    private const int BitsPerCharacter = 5;
    private const int MaxCharacters = MaxBits / BitsPerCharacter;

    // Geohash's own base32: digits and letters without a, i, l, o.
    private static ReadOnlySpan<byte> Alphabet => "0123456789bcdefghjkmnpqrstuvwxyz"u8;

    /// <summary>
    /// Reads base32 characters (in any case) or binary digits. As in SQL, <c>#u33d</c> is base32 and <c>##10110</c> is binary; without
    /// such a mark up to 12 characters are base32 and more are binary.
    /// </summary>
    /// <remarks>
    /// <c>0101</c> alone could be either, so a text of <see cref="ToString()"/> is read surely by
    /// <see cref="Parse(ReadOnlySpan{char}, int)"/>.
    /// </remarks>
    /// <exception cref="FormatException">Not such a text.</exception>
    public static GeoHash Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out GeoHash value)
            ? value
            : throw AsciiText.ParseError(text, "geohash",
                $"it must be 1 to {MaxCharacters} base32 characters, or 1 to {MaxBits} binary digits after ##.");

    /// <summary>
    /// Reads a geohash of a known precision: base32 when it is a multiple of 5 bits, else one binary digit a bit, as
    /// <see cref="ToString()"/> gives it.
    /// </summary>
    /// <exception cref="FormatException">Not such a text, or of another precision.</exception>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the precision is not 1 to 60.</exception>
    public static GeoHash Parse(ReadOnlySpan<char> text, int bits) =>
        TryParse(text, bits, out GeoHash value)
            ? value
            : throw AsciiText.ParseError(text, $"geohash of {bits} bits", bits % BitsPerCharacter == 0
                ? $"it must be {bits / BitsPerCharacter} base32 characters."
                : $"it must be {bits} binary digits.");

    /// <summary>Reads what <see cref="Parse(ReadOnlySpan{char})"/> reads, or returns false.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out GeoHash value)
    {
        text = text.Trim();
        if (text.StartsWith("##")) return TryReadDigits(text[2..], 1, out value);
        if (text.StartsWith('#')) return TryReadDigits(text[1..], BitsPerCharacter, out value);
        return TryReadDigits(text, text.Length <= MaxCharacters ? BitsPerCharacter : 1, out value);
    }

    /// <summary>Reads what <see cref="Parse(ReadOnlySpan{char}, int)"/> reads, or returns false.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the precision is not 1 to 60.</exception>
    public static bool TryParse(ReadOnlySpan<char> text, int bits, out GeoHash value)
    {
        CheckBits(bits);
        if (TryReadDigits(text.Trim(), bits % BitsPerCharacter == 0 ? BitsPerCharacter : 1, out value) && value.Bits == bits) return true;
        value = default;
        return false;
    }

    /// <summary>
    /// The cell as QuestDB prints it: base32 when its precision is a multiple of 5 bits, else one binary digit a bit.
    /// Empty for the default value.
    /// </summary>
    public override string ToString() => AsciiText.ToString(this);

    /// <summary>Writes the text of <see cref="ToString()"/>; false when it does not fit.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten) => AsciiText.TryFormat(this, destination, out charsWritten);

    /// <summary>Writes the text of <see cref="ToString()"/> as UTF-8; false when it does not fit.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten) => AsciiText.TryFormat(this, utf8Destination, out bytesWritten);

    int IAsciiText.WriteText(Span<byte> ascii) => WriteDigits(ascii);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider)
    {
        AsciiText.RefuseFormat(format);
        return ToString();
    }

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        AsciiText.RefuseFormat(format);
        return TryFormat(destination, out charsWritten);
    }

    bool IUtf8SpanFormattable.TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        AsciiText.RefuseFormat(format);
        return TryFormat(utf8Destination, out bytesWritten);
    }

    static GeoHash IParsable<GeoHash>.Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s);
    }

    static bool IParsable<GeoHash>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out GeoHash result) =>
        TryParse(s, out result);

    static GeoHash ISpanParsable<GeoHash>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<GeoHash>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out GeoHash result) =>
        TryParse(s, out result);

    private static bool TryReadDigits(ReadOnlySpan<char> digits, int bitsPerDigit, out GeoHash value)
    {
        value = default;
        if (digits.IsEmpty || digits.Length > MaxBits / bitsPerDigit) return false;
        long bits = 0;
        foreach (char digit in digits)
        {
            int code = char.IsAscii(digit) ? Alphabet.IndexOf((byte)char.ToLowerInvariant(digit)) : -1;
            if (code < 0 || code >> bitsPerDigit != 0) return false;
            bits = (bits << bitsPerDigit) | (uint)code;
        }

        value = new(bits, digits.Length * bitsPerDigit);
        return true;
    }

    private int WriteDigits(Span<byte> ascii)
    {
        int bitsPerDigit = _bits % BitsPerCharacter == 0 ? BitsPerCharacter : 1;
        int length = _bits / bitsPerDigit;
        for (int i = 0; i < length; i++)
        {
            int code = (int)(Value >> (_bits - ((i + 1) * bitsPerDigit))) & ((1 << bitsPerDigit) - 1);
            ascii[i] = Alphabet[code];
        }

        return length;
    }
}
