using System.Diagnostics.CodeAnalysis;
using QuestDb.Values;
using QuestDb.Values.Times;

namespace QuestDb;

public readonly partial struct TimestampNanos : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<TimestampNanos>, IAsciiText
{
    private const int Digits = 9;

    /// <summary>
    /// Reads ISO 8601 text: a date, or a date and time with up to 9 digits of a second, then <c>Z</c>, an offset such as
    /// <c>+02:00</c> or nothing, which is UTC. Digits that would be lost are an error.
    /// </summary>
    /// <exception cref="FormatException">Not such a text, or a time that does not fit.</exception>
    public static TimestampNanos Parse(ReadOnlySpan<char> text) =>
        IsoTime.Read(text, Digits, out long value) is { } reason ? throw AsciiText.ParseError(text, "timestamp", reason) : new(value);

    /// <summary>Reads what <see cref="Parse(ReadOnlySpan{char})"/> reads, or returns false.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimestampNanos time)
    {
        bool isTime = IsoTime.Read(text, Digits, out long value) is null;
        time = new(value);
        return isTime;
    }

    /// <summary>The time as QuestDB prints it, <c>2026-08-01T12:00:00.123456789Z</c>.</summary>
    public override string ToString() => AsciiText.ToString(this);

    /// <summary>Writes the text of <see cref="ToString()"/>; false when it does not fit.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten) => AsciiText.TryFormat(this, destination, out charsWritten);

    /// <summary>Writes the text of <see cref="ToString()"/> as UTF-8; false when it does not fit.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten) => AsciiText.TryFormat(this, utf8Destination, out bytesWritten);

    int IAsciiText.WriteText(Span<byte> ascii) => IsoTime.Write(Value, Digits, ascii);

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

    static TimestampNanos IParsable<TimestampNanos>.Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s);
    }

    static bool IParsable<TimestampNanos>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TimestampNanos result) =>
        TryParse(s, out result);

    static TimestampNanos ISpanParsable<TimestampNanos>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<TimestampNanos>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TimestampNanos result) =>
        TryParse(s, out result);
}
