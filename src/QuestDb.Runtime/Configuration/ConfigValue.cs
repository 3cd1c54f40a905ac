using System.Globalization;

namespace QuestDb.Configuration;

/// <summary>
/// One value of the connect string, and how it is read: as a number, size, time or choice. Every error names the key, and shows the value
/// only where it is no part of a secret.
/// </summary>
/// <param name="key">The key, as it was spelled.</param>
/// <param name="text">The value.</param>
/// <param name="afterSecret">Whether a secret stands before the key. The key and its value may then be the rest of it.</param>
internal sealed class ConfigValue(ConnectStringKey key, string text, bool afterSecret)
{
    public const string Off = "off";

    public ConnectStringKey Key => key;

    public string Text => text;

    public bool IsOff => Is(Off);

    public int Integer(int min, int max) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw Wrong($"is not a whole number from {min} to {max}.");

    public TimeSpan Millis(int min) => TimeSpan.FromMilliseconds(Integer(min, int.MaxValue));

    /// <summary>Bytes, with the suffixes k, m, g and t, each also with b, for powers of 1024.</summary>
    public long Size(long min, long max)
    {
        string digits = text.EndsWith('b') || text.EndsWith('B') ? text[..^1] : text;
        int shift = digits.Length == 0
            ? 0
            : char.ToLowerInvariant(digits[^1]) switch { 'k' => 10, 'm' => 20, 'g' => 30, 't' => 40, _ => 0 };
        // "5b" is no size: the b belongs to a unit.
        if (shift > 0) digits = digits[..^1];
        else digits = text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number <= long.MaxValue >> shift && number << shift >= min && number << shift <= max
            ? number << shift
            : throw Wrong($"is not a size from {min} to {max} bytes, such as 65536, 64k or 4m.");
    }

    /// <summary>A text that is sent as an HTTP header.</summary>
    public string Header()
    {
        if (!key.Secret) Plain();
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i])) throw HasCharacter(key, text[i], i, afterSecret, "character", "but a header of HTTP is ASCII");
        }

        return text;
    }

    /// <summary>
    /// A text that is no secret, so that later errors may show it. One that a key of a secret stands in has lost a semicolon; as it is,
    /// the secret would be shown, and the client would connect without it.
    /// </summary>
    public string Plain() => ConnectStringKeys.Secrets.FirstOrDefault(Holds) is not { } secret
        ? text
        : throw Wrong($"has the key \"{secret}\" in it; is there no semicolon before it?");

    /// <summary>A user name of HTTP basic authentication, where a colon begins the password.</summary>
    public string UserName() => !text.Contains(':')
        ? Plain()
        : throw ConnectString.Invalid($"The value of \"{key.Name}\" has a ':', which no user name of HTTP basic authentication has.");

    /// <summary>A path in the request of an upgrade, where a space or a line end would end it.</summary>
    public string HttpPath() => Header() is ['/', ..] path && !path.Contains(' ') && !path.Contains('#')
        ? path
        : throw Wrong("is not a path of HTTP: it begins with '/' and has neither spaces nor '#'.");

    /// <summary>One of several words, in any case.</summary>
    public TValue Choice<TValue>(params ReadOnlySpan<(string Name, TValue Value)> choices)
    {
        var names = new List<string>();
        foreach ((string name, TValue choice) in choices)
        {
            if (Is(name)) return choice;
            names.Add(name);
        }

        throw Wrong($"is not one of {string.Join(", ", names)}.");
    }

    /// <summary>The error of a value that is not taken.</summary>
    /// <param name="says">What is wrong with it, after the key and the value.</param>
    public QuestDbException Wrong(string says) => ConnectString.Invalid($"\"{key.Name}={Shown(text)}\" {says}");

    /// <summary>
    /// The value or a part of it, for an error. It is not shown where it is a secret, may be the rest of one, or looks like more than one
    /// value, which may be a secret that lost its semicolon. A part is judged by the whole: a comma in a password parts it.
    /// </summary>
    public string Shown(string part) => key.Secret || afterSecret || LooksLikeMore(text) ? "…" : part;

    /// <summary>
    /// The error of a character that the value may not have. Of a secret, and of what may be the rest of one, it says only where the
    /// character stands.
    /// </summary>
    public static QuestDbException HasCharacter(
        ConnectStringKey key, char c, int index, bool afterSecret, string kind, string? but = null)
    {
        string which = key.Secret || afterSecret ? $"a {kind} at place {index + 1} of it that is not allowed" : $"the {kind} U+{(int)c:X4}";
        return ConnectString.Invalid($"The value of \"{key.Name}\" has {which}{(but is null ? "" : ", " + but)}.");
    }

    private bool Is(string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool Holds(string secret) => text.Contains(secret + "=", StringComparison.OrdinalIgnoreCase);

    private static bool LooksLikeMore(string value) => value.Contains('=')
        || (value.Contains(':') && value.Contains('@'))
        || ConnectStringKeys.Secrets.Any(secret => value.Contains(secret, StringComparison.OrdinalIgnoreCase));
}
