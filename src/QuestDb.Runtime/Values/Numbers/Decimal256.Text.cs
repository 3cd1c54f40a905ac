using System.Diagnostics.CodeAnalysis;
using QuestDb.Values;
using QuestDb.Values.Numbers;

namespace QuestDb;

public readonly partial struct Decimal256 : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<Decimal256>, IAsciiText
{
    private const string TooLong = "it has more than 76 digits.";

    /// <summary>
    /// Reads digits with an optional sign, point and exponent, such as <c>-12.50</c> or <c>1.5e-3</c>. Digits after
    /// the point give the scale.
    /// </summary>
    /// <exception cref="FormatException">Not such a text, or a number of more than 76 digits.</exception>
    public static Decimal256 Parse(ReadOnlySpan<char> text) =>
        TryRead(text, out Decimal256 value) is { } reason ? throw AsciiText.ParseError(text, "decimal", reason) : value;

    /// <summary>Reads what <see cref="Parse(ReadOnlySpan{char})"/> reads, or returns false.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Decimal256 value) => TryRead(text, out value) is null;

    /// <summary>The number as QuestDB prints it, with exactly <see cref="Scale"/> digits after the point.</summary>
    public override string ToString() => AsciiText.ToString(this);

    /// <summary>Writes the text of <see cref="ToString()"/>; false when it does not fit.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten) => AsciiText.TryFormat(this, destination, out charsWritten);

    /// <summary>Writes the text of <see cref="ToString()"/> as UTF-8; false when it does not fit.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten) => AsciiText.TryFormat(this, utf8Destination, out bytesWritten);

    int IAsciiText.WriteText(Span<byte> ascii) => WriteNumber(ascii);

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

    static Decimal256 IParsable<Decimal256>.Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s);
    }

    static bool IParsable<Decimal256>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Decimal256 result) =>
        TryParse(s, out result);

    static Decimal256 ISpanParsable<Decimal256>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<Decimal256>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Decimal256 result) =>
        TryParse(s, out result);

    private static string? TryRead(ReadOnlySpan<char> text, out Decimal256 value)
    {
        value = default;
        if (!DecimalText.TryRead(text.Trim(), out DecimalText read))
        {
            return "it must be digits, with a sign, a point or an exponent if need be.";
        }

        Long256 magnitude = read.Magnitude;
        int scale = read.Scale;
        if (scale > MaxScale)
        {
            if (!magnitude.TryRemoveZeros(scale - MaxScale, out magnitude)) return $"it has more than {MaxScale} digits after the point.";
            scale = MaxScale;
        }
        else if (scale < 0)
        {
            if (!magnitude.TryAddZeros(-scale, out magnitude)) return TooLong;
            scale = 0;
        }

        return !read.IsTooLong && TryCreate(magnitude, read.IsNegative, scale, out value) ? null : TooLong;
    }

    private int WriteNumber(Span<byte> ascii)
    {
        int at = 0;
        if (IsNegative) ascii[at++] = (byte)'-';

        // The digits are produced from the last to the first. At least one stands before the point, if only a zero.
        Span<byte> digits = stackalloc byte[AsciiText.MaxLength];
        int first = digits.Length;
        Long256 rest = Magnitude;
        do
        {
            rest = rest.DivRem(PowersOfTen.Word(PowersOfTen.MaxWordExponent), out ulong chunk);
            for (int i = 0; rest.IsZero ? chunk > 0 : i < PowersOfTen.MaxWordExponent; i++)
            {
                (chunk, ulong digit) = Math.DivRem(chunk, 10);
                digits[--first] = (byte)('0' + digit);
            }
        }
        while (!rest.IsZero);
        while (digits.Length - first <= _scale) digits[--first] = (byte)'0';

        ReadOnlySpan<byte> whole = digits[first..^_scale];
        whole.CopyTo(ascii[at..]);
        at += whole.Length;
        if (_scale == 0) return at;
        ascii[at++] = (byte)'.';
        digits[^_scale..].CopyTo(ascii[at..]);
        return at + _scale;
    }
}
