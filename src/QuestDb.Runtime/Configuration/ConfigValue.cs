using System.Globalization;

namespace QuestDb.Configuration;

/// <summary>Values of the connect string: numbers, sizes, times and choices. Every error names the key.</summary>
internal static class ConfigValue
{
    public static int Integer(string key, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw ConnectString.Invalid($"\"{key}={ConnectString.ShownValue(value)}\" is not a whole number from {min} to {max}.");

    public static TimeSpan Millis(string key, string value, int min) => TimeSpan.FromMilliseconds(Integer(key, value, min, int.MaxValue));

    /// <summary>Bytes, with the suffixes k, m, g and t, each also with b, for powers of 1024.</summary>
    public static long Size(string key, string value, long min, long max)
    {
        string digits = value.EndsWith('b') || value.EndsWith('B') ? value[..^1] : value;
        int shift = digits.Length == 0 ? 0 : char.ToLowerInvariant(digits[^1]) switch { 'k' => 10, 'm' => 20, 'g' => 30, 't' => 40, _ => 0 };
        // "5b" is no size: the b belongs to a unit.
        if (shift > 0) digits = digits[..^1];
        else digits = value;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number <= long.MaxValue >> shift && number << shift >= min && number << shift <= max
            ? number << shift
            : throw ConnectString.Invalid($"\"{key}={ConnectString.ShownValue(value)}\" is not a size from {min} to {max} bytes, such as 65536, 64k or 4m.");
    }

    /// <summary>A text that is sent as an HTTP header. The error does not show it: it may be a secret.</summary>
    public static string Header(string key, string value)
    {
        foreach (char c in value)
        {
            if (!char.IsAscii(c)) throw ConnectString.Invalid($"The value of \"{key}\" has the character U+{(int)c:X4}, but a header of HTTP is ASCII.");
        }

        return value;
    }

    /// <summary>A user name of HTTP basic authentication, where a colon begins the password.</summary>
    public static string UserName(string key, string value) =>
        value.Contains(':') ? throw ConnectString.Invalid($"The value of \"{key}\" has a ':', which no user name of HTTP basic authentication has.") : value;

    public static T Choice<T>(string key, string value, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        var names = new List<string>();
        foreach ((string name, T choice) in choices)
        {
            if (name == value) return choice;
            names.Add(name);
        }

        throw ConnectString.Invalid($"\"{key}={ConnectString.ShownValue(value)}\" is not one of {string.Join(", ", names)}.");
    }
}
