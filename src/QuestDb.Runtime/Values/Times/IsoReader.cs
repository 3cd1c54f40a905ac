namespace QuestDb.Values.Times;

/// <summary>Takes the parts of an ISO 8601 time from the start of a text.</summary>
internal ref struct IsoReader(ReadOnlySpan<char> text)
{
    // Years with more digits fit 64 bits in no unit, and this bound keeps products of days from overflowing.
    private const int MaxYearDigits = 6;

    private ReadOnlySpan<char> _rest = text;

    public readonly bool AtEnd => _rest.IsEmpty;

    public bool Date(out long days)
    {
        days = 0;
        bool negative = Take('-');
        int yearDigits = 0;
        while (yearDigits < _rest.Length && char.IsAsciiDigit(_rest[yearDigits])) yearDigits++;
        if (yearDigits is < 4 or > MaxYearDigits || !Number(yearDigits, 999_999, out int year)) return false;
        if (negative) year = -year;
        if (!Take('-') || !Number(2, 12, out int month) || month == 0) return false;
        if (!Take('-') || !Number(2, CivilTime.DaysInMonth(year, month), out int day) || day == 0) return false;
        days = CivilTime.Days(year, month, day);
        return true;
    }

    public bool TimeOfDay(out long seconds)
    {
        seconds = 0;
        if (!Take('T') && !Take('t') && !Take(' ')) return false;
        if (!Number(2, 23, out int hour) || !Take(':') || !Number(2, 59, out int minute)) return false;
        int second = 0;
        if (Take(':') && !Number(2, 59, out second)) return false;
        seconds = (hour * 3_600) + (minute * 60) + second;
        return true;
    }

    /// <summary>A fraction of a second, or none; digits past <paramref name="digits"/> must be zeros.</summary>
    public bool Fraction(int digits, out long fraction)
    {
        fraction = 0;
        if (!Take('.')) return true;
        int count = 0;
        for (; count < _rest.Length && char.IsAsciiDigit(_rest[count]); count++)
        {
            if (count < digits) fraction = (fraction * 10) + (_rest[count] - '0');
            else if (_rest[count] != '0') return false;
        }

        for (int i = count; i < digits; i++) fraction *= 10;
        _rest = _rest[count..];
        return count > 0;
    }

    public bool Offset(out int seconds)
    {
        seconds = 0;
        if (AtEnd || Take('Z') || Take('z')) return true;
        bool negative = Take('-');
        if (!negative && !Take('+')) return false;
        if (!Number(2, 23, out int hours)) return false;
        bool colon = Take(':');
        int minutes = 0;
        if ((colon || !AtEnd) && !Number(2, 59, out minutes)) return false;
        seconds = ((hours * 60) + minutes) * (negative ? -60 : 60);
        return true;
    }

    private bool Take(char expected)
    {
        if (AtEnd || _rest[0] != expected) return false;
        _rest = _rest[1..];
        return true;
    }

    private bool Number(int digits, int max, out int value)
    {
        value = 0;
        if (_rest.Length < digits) return false;
        foreach (char digit in _rest[..digits])
        {
            if (!char.IsAsciiDigit(digit)) return false;
            value = (value * 10) + (digit - '0');
        }

        _rest = _rest[digits..];
        return value <= max;
    }
}
