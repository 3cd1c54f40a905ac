using System.Globalization;

namespace QuestDb.Shared.Sql;

/// <summary>Reads ISO 8601 dates and times of any precision, from a year to nanoseconds, as QuestDB does in timestamp literals.</summary>
internal static class TimestampText
{
    private const long MicrosPerSecond = 1_000_000;

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Units of a time type in one second.</summary>
    public static long UnitsPerSecond(ColumnType type) => type switch
    {
        ColumnType.TimestampNanos => 1_000_000_000,
        ColumnType.Date => 1_000,
        _ => MicrosPerSecond,
    };

    /// <summary>The instant that a text names, in the units of a time type; a partial text names its first instant.</summary>
    public static bool TryParse(string text, ColumnType type, out long value)
    {
        if (TryParsePeriod(text, type, out value, out _)) return true;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The first and the last instant of the period that a text names, as <c>2024-01</c> names a month.</summary>
    public static bool TryParsePeriod(string text, ColumnType type, out long first, out long last)
    {
        first = last = 0;
        var reader = new Reader(text.Trim());
        int month = 1, day = 1, hour = 0, minute = 0, second = 0, nanos = 0;
        if (!reader.Digits(4, out int year) || year < 1) return false;
        int parts = 1;
        int fractionDigits = 0;
        if (reader.Take('-'))
        {
            if (!reader.Digits(2, out month)) return false;
            parts = 2;
            if (reader.Take('-'))
            {
                if (!reader.Digits(2, out day)) return false;
                parts = 3;
                if (reader.Take('T') || reader.Take(' '))
                {
                    if (!reader.Digits(2, out hour)) return false;
                    parts = 4;
                    if (reader.Take(':'))
                    {
                        if (!reader.Digits(2, out minute)) return false;
                        parts = 5;
                        if (reader.Take(':'))
                        {
                            if (!reader.Digits(2, out second)) return false;
                            parts = 6;
                            if (reader.Take('.') && !reader.Fraction(out nanos, out fractionDigits)) return false;
                        }
                    }
                }
            }
        }

        if (!reader.Offset(out int offsetSeconds) || !reader.AtEnd) return false;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var start = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        try
        {
            first = ToUnits(start, nanos, offsetSeconds, type);
            last = checked(End(start, nanos, parts, fractionDigits, offsetSeconds, type) - 1);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static long End(DateTime start, int nanos, int parts, int fractionDigits, int offsetSeconds, ColumnType type)
    {
        if (fractionDigits > 0)
        {
            int step = 1;
            for (int i = fractionDigits; i < 9; i++) step *= 10;
            long unit = 1_000_000_000 / UnitsPerSecond(type);
            return checked(ToUnits(start, nanos, offsetSeconds, type) + Math.Max(1, step / unit));
        }

        // The year after 9999 is past DateTime.
        if (parts == 1 && start.Year == 9999)
        {
            return checked(ToUnits(start, 0, offsetSeconds, type) + (365 * 86_400L * UnitsPerSecond(type)));
        }

        DateTime end = parts switch
        {
            1 => start.AddYears(1),
            2 => start.AddMonths(1),
            3 => start.AddDays(1),
            4 => start.AddHours(1),
            5 => start.AddMinutes(1),
            _ => start.AddSeconds(1),
        };
        return ToUnits(end, 0, offsetSeconds, type);
    }

    private static long ToUnits(DateTime time, int nanos, int offsetSeconds, ColumnType type)
    {
        long seconds = ((time - Epoch).Ticks / TimeSpan.TicksPerSecond) - offsetSeconds;
        long perSecond = UnitsPerSecond(type);
        return checked((seconds * perSecond) + (nanos / (1_000_000_000 / perSecond)));
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public bool AtEnd => _at == text.Length;

        private char Current => _at < text.Length ? text[_at] : '\0';

        public bool Take(char c)
        {
            if (Current != c) return false;
            _at++;
            return true;
        }

        public bool Digits(int count, out int value)
        {
            value = 0;
            for (int i = 0; i < count; i++)
            {
                if (Current is < '0' or > '9') return false;
                value = (value * 10) + (text[_at++] - '0');
            }

            return true;
        }

        public bool Fraction(out int nanos, out int digits)
        {
            nanos = 0;
            digits = 0;
            while (Current is >= '0' and <= '9' && digits < 9)
            {
                nanos = (nanos * 10) + (text[_at++] - '0');
                digits++;
            }

            for (int i = digits; i < 9; i++) nanos *= 10;
            return digits > 0;
        }

        public bool Offset(out int seconds)
        {
            seconds = 0;
            if (Take('Z') || AtEnd) return true;
            int sign = Take('+') ? 1 : Take('-') ? -1 : 0;
            if (sign == 0 || !Digits(2, out int hours)) return false;
            Take(':');
            int minutes = 0;
            if (!AtEnd && !Digits(2, out minutes)) return false;
            seconds = sign * ((hours * 3600) + (minutes * 60));
            return true;
        }
    }
}
