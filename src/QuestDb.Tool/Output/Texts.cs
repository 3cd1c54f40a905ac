using System.Globalization;

namespace QuestDb.Tool.Output;

/// <summary>Numbers, sizes and times for people.</summary>
internal static class Texts
{
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long value, string one) => $"{Number(value)} {one}{(value == 1 ? "" : "s")}";

    /// <summary>An FSN; a negative one is not known.</summary>
    public static string Fsn(long fsn) => fsn < 0 ? "?" : fsn.ToString(CultureInfo.InvariantCulture);

    public static string Bytes(long value) => value switch
    {
        < 10_000 => $"{value} B",
        < 10_000_000 => $"{value / 1024.0:N0} KiB",
        < 10_000_000_000 => $"{value / (1024.0 * 1024):N0} MiB",
        _ => $"{value / (1024.0 * 1024 * 1024):N0} GiB",
    };

    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "now",
        { TotalMinutes: < 1 } => $"{(int)age.TotalSeconds} s",
        { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} d",
    };

    public static string Utc(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
