using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using QuestDb.Values;

namespace QuestDb;

public readonly partial struct Long256 : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<Long256>, IAsciiText
{
    private const int WordDigits = 16;

    /// <summary>Reads <c>0x</c> and 1 to 64 hex digits, upper or lower case.</summary>
    /// <exception cref="FormatException">Not such a text.</exception>
    public static Long256 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Long256 value) ? value : throw AsciiText.ParseError(text, "LONG256", "it must be 0x and 1 to 64 hex digits.");

    /// <summary>Reads what <see cref="Parse(ReadOnlySpan{char})"/> reads, or returns false.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Long256 value)
    {
        value = default;
        text = text.Trim();
        if (!text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return false;
        text = text[2..];
        if (text.Length is 0 or > Bytes * 2) return false;
        if (!TakeWord(ref text, out ulong word0) || !TakeWord(ref text, out ulong word1)
            || !TakeWord(ref text, out ulong word2) || !TakeWord(ref text, out ulong word3)) return false;
        value = new(word0, word1, word2, word3);
        return true;
    }

    /// <summary>The number as QuestDB prints it: <c>0x</c> and hex digits, two a byte, without leading zero bytes.</summary>
    public override string ToString() => AsciiText.ToString(this);

    /// <summary>Writes the text of <see cref="ToString()"/>; false when it does not fit.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten) => AsciiText.TryFormat(this, destination, out charsWritten);

    /// <summary>Writes the text of <see cref="ToString()"/> as UTF-8; false when it does not fit.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten) => AsciiText.TryFormat(this, utf8Destination, out bytesWritten);

    int IAsciiText.WriteText(Span<byte> ascii) => WriteHex(ascii);

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

    static Long256 IParsable<Long256>.Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s);
    }

    static bool IParsable<Long256>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Long256 result) =>
        TryParse(s, out result);

    static Long256 ISpanParsable<Long256>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<Long256>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Long256 result) =>
        TryParse(s, out result);

    /// <summary>Takes the last 16 digits; 0 when none are left.</summary>
    private static bool TakeWord(ref ReadOnlySpan<char> digits, out ulong word)
    {
        word = 0;
        if (digits.IsEmpty) return true;
        ReadOnlySpan<char> last = digits[Math.Max(0, digits.Length - WordDigits)..];
        digits = digits[..^last.Length];
        return ulong.TryParse(last, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out word);
    }

    private int WriteHex(Span<byte> ascii)
    {
        "0x"u8.CopyTo(ascii);
        int at = 2;
        foreach (ulong word in (ReadOnlySpan<ulong>)[Word3, Word2, Word1, Word0])
        {
            for (int shift = 56; shift >= 0; shift -= 8)
            {
                int value = (int)(word >> shift) & 0xFF;
                if (value == 0 && at == 2) continue;
                ascii[at++] = HexDigit(value >> 4);
                ascii[at++] = HexDigit(value & 15);
            }
        }

        if (at > 2) return at;
        "00"u8.CopyTo(ascii[at..]);
        return at + 2;
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
