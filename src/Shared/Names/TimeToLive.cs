namespace QuestDb.Shared.Names;

/// <summary>
/// The rule for a table's time to live, as QuestDB's SQL reads it: a whole number and a unit, <c>12h</c> or <c>2 WEEKS</c>.
/// </summary>
internal static class TimeToLive
{
    /// <summary>Whether it is one. The server counts in hours or in months, 32 bits of them.</summary>
    public static bool IsLegal(string text)
    {
        int digits = 0;
        while (digits < text.Length && text[digits] is >= '0' and <= '9') digits++;
        // A number of 32 bits has at most ten digits.
        if (digits is 0 or > 10 || text[0] == '0') return false;
        int unit = digits;
        while (unit < text.Length && text[unit] is ' ' or '\t' or '\r' or '\n') unit++;
        long number = 0;
        for (int i = 0; i < digits; i++) number = (number * 10) + (text[i] - '0');
        return UnitSize(text.Substring(unit)) is var size and > 0 && number <= int.MaxValue / size;
    }

    /// <summary>Hours or months of a unit; 0 when there is none of that name.</summary>
    private static int UnitSize(string unit) => unit.ToUpperInvariant() switch
    {
        "H" or "HOUR" or "HOURS" => 1,
        "D" or "DAY" or "DAYS" => 24,
        "W" or "WEEK" or "WEEKS" => 24 * 7,
        "M" or "MONTH" or "MONTHS" => 1,
        "Y" or "YEAR" or "YEARS" => 12,
        _ => 0,
    };
}
