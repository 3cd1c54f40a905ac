namespace QuestDb.Values.Times;

/// <summary>Days since 1970-01-01 and dates of the proleptic Gregorian calendar, for any year (year 0 is 1 BC).</summary>
internal static class CivilTime
{
    public const int SecondsPerDay = 86_400;

    // Years are counted from March, so that the leap day is the last of its year; an era is 400 years.
    private const int DaysPerEra = 146_097;
    private const int DaysBefore1970 = 719_468;

    public static (long Year, int Month, int Day) Date(long days)
    {
        days += DaysBefore1970;
        long era = FloorDivide(days, DaysPerEra);
        int dayOfEra = (int)(days - (era * DaysPerEra));
        int yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        int dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        int monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        int day = dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return ((era * 400) + yearOfEra + (month <= 2 ? 1 : 0), month, day);
    }

    public static long Days(long year, int month, int day)
    {
        if (month <= 2) year--;
        long era = FloorDivide(year, 400);
        int yearOfEra = (int)(year - (era * 400));
        int dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (era * DaysPerEra) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - DaysBefore1970;
    }

    public static int DaysInMonth(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    public static long FloorDivide(long value, long divisor)
    {
        long quotient = Math.DivRem(value, divisor, out long remainder);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
