using System.Buffers.Text;

namespace QuestDb.Values.Times;

/// <summary>Time since 1970 UTC as QuestDB prints it, <c>2026-08-01T12:00:00.000000Z</c>.</summary>
internal static class IsoTime
{
    /// <summary>Writes a time that is given in units of 10^-<paramref name="digits"/> seconds.</summary>
    public static int Write(long value, int digits, Span<byte> ascii)
    {
        long unitsPerSecond = UnitsPerSecond(digits);
        long seconds = CivilTime.FloorDivide(value, unitsPerSecond);
        long fraction = value - (seconds * unitsPerSecond);
        long days = CivilTime.FloorDivide(seconds, CivilTime.SecondsPerDay);
        int secondOfDay = (int)(seconds - (days * CivilTime.SecondsPerDay));
        (long year, int month, int day) = CivilTime.Date(days);

        int at = 0;
        if (year < 0) ascii[at++] = (byte)'-';
        at += Number(Math.Abs(year), 4, ascii[at..]);
        at += Part('-', month, 2, ascii[at..]);
        at += Part('-', day, 2, ascii[at..]);
        at += Part('T', secondOfDay / 3_600, 2, ascii[at..]);
        at += Part(':', secondOfDay / 60 % 60, 2, ascii[at..]);
        at += Part(':', secondOfDay % 60, 2, ascii[at..]);
        at += Part('.', fraction, digits, ascii[at..]);
        ascii[at++] = (byte)'Z';
        return at;
    }

    /// <summary>
    /// Reads <c>date[(T| )hour:minute[:second[.fraction]][Z|±hh[:mm]]]</c>, as units of 10^-<paramref name="digits"/> seconds. Without
    /// an offset the time is UTC.
    /// </summary>
    /// <returns>Null, or why the text is no time.</returns>
    public static string? Read(ReadOnlySpan<char> text, int digits, out long value)
    {
        value = 0;
        var reader = new IsoReader(text.Trim());
        if (!reader.Date(out long days)) return "it must start with a date, such as 2026-08-01.";
        long secondOfDay = 0;
        long fraction = 0;
        int offsetSeconds = 0;
        if (!reader.AtEnd)
        {
            if (!reader.TimeOfDay(out secondOfDay)) return "after the date comes T and a time of day, such as 12:00:00.";
            if (!reader.Fraction(digits, out fraction)) return $"a fraction of a second has 1 to {digits} digits; more would be lost.";
            if (!reader.Offset(out offsetSeconds) || !reader.AtEnd) return "after the time comes nothing, Z or an offset such as +02:00.";
        }

        Int128 units = (((((Int128)days * CivilTime.SecondsPerDay) + secondOfDay) - offsetSeconds) * UnitsPerSecond(digits)) + fraction;
        if (units < long.MinValue || units > long.MaxValue) return $"it does not fit 64 bits of 10^-{digits} seconds since 1970.";
        value = (long)units;
        return null;
    }

    private static long UnitsPerSecond(int digits) => digits == 9 ? 1_000_000_000 : 1_000_000;

    private static int Part(char separator, long value, int width, Span<byte> ascii)
    {
        ascii[0] = (byte)separator;
        return 1 + Number(value, width, ascii[1..]);
    }

    private static int Number(long value, int width, Span<byte> ascii)
    {
        // The buffer of AsciiText has room for every date.
        Utf8Formatter.TryFormat(value, ascii, out int written, new System.Buffers.StandardFormat('D', (byte)width));
        return written;
    }
}
