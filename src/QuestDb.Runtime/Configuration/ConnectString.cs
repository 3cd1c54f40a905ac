namespace QuestDb.Configuration;

/// <summary>
/// Parses <c>schema::key=value;…</c> (QuestDB documentation, "Connect string reference"): a doubled semicolon stands for one
/// in a value, keys are case-sensitive. What stands around it in a file or a secret is no part of it: byte order mark and line ends.
/// </summary>
internal static class ConnectString
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Parses and checks a connect string.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidConfiguration"/>, naming the key; never the value of a secret.
    /// </exception>
    public static ClientSettings Parse(string text)
    {
        text = Trim(text);
        int split = text.IndexOf("::", StringComparison.Ordinal);
        if (split < 0) throw Invalid("A connect string begins with its schema, as in \"ws::addr=localhost:9000;\".");
        string schema = text[..split];
        bool tls = schema.ToLowerInvariant() switch
        {
            "ws" or "qwpws" => false,
            "wss" or "qwpwss" => true,
            _ => throw Invalid($"The schema {Shown(schema)}; use ws or wss (or qwpws, qwpwss)."),
        };

        var values = new ConnectStringValues();
        var reader = new ConnectStringReader(text, split + 2);
        while (reader.Next() is { } value) values.Add(value);
        return values.Build(tls);
    }

    public static QuestDbException Invalid(string message) => new(ErrorCode.InvalidConfiguration, "Invalid connect string: " + message);

    /// <summary>
    /// Takes white space and byte order marks off, at the end only behind the last semicolon or from a line end on: a last value may end
    /// with a space.
    /// </summary>
    private static string Trim(string text)
    {
        int start = 0;
        while (start < text.Length && IsAround(text[start])) start++;
        int end = text.Length;
        while (end > start && IsAround(text[end - 1])) end--;
        if (end > start && text[end - 1] != ';')
        {
            while (end < text.Length && text[end] == ' ') end++;
        }

        return text[start..end];
    }

    private static bool IsAround(char c) => char.IsWhiteSpace(c) || c == ByteOrderMark;

    private static string Shown(string schema) =>
        schema.All(char.IsAsciiLetterOrDigit) ? $"\"{schema}\" is unknown" : "is missing, or has more than letters in it";
}
