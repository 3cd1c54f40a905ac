using System.Text;

namespace QuestDb.Configuration;

/// <summary>
/// Parses <c>schema::key=value;…</c> (QuestDB documentation, "Connect string reference"): a doubled semicolon stands for one
/// in a value, keys are case-sensitive.
/// </summary>
internal static class ConnectString
{
    /// <summary>Parses and checks a connect string.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidConfiguration"/>, naming the key; never the value of a secret.</exception>
    public static ClientSettings Parse(string text)
    {
        int split = text.IndexOf("::", StringComparison.Ordinal);
        if (split < 0) throw Invalid("A connect string begins with its schema, as in \"ws::addr=localhost:9000;\".");
        string schema = text[..split];
        bool tls = schema switch
        {
            "ws" or "qwpws" => false,
            "wss" or "qwpwss" => true,
            _ => throw Invalid($"The schema {(schema.All(char.IsAsciiLetterOrDigit) ? $"\"{schema}\" is unknown" : "is missing, or has more than letters in it")}; use ws or wss (or qwpws, qwpwss)."),
        };

        var values = new ConnectStringValues();
        string? previous = null;
        foreach ((string key, string value) in Pairs(text, split + 2))
        {
            if (!ConnectStringKeys.All.TryGetValue(key, out ConnectStringKey? known)) throw Invalid(IsSecret(previous) ? $"{Shown(key, previous)} is not a key that is known." : $"The key \"{key}\" is unknown.");
            previous = key;
            values.Add(known, value);
        }

        return values.Build(tls);
    }

    public static QuestDbException Invalid(string message) => new(ErrorCode.InvalidConfiguration, "Invalid connect string: " + message);

    /// <summary>A value that is wrong, for its error: not what looks like more than the value, which may be a secret that lost its semicolon.</summary>
    public static string ShownValue(string value) => value.Contains('=') || (value.Contains(':') && value.Contains('@')) ? "…" : value;

    private static IEnumerable<(string Key, string Value)> Pairs(string text, int position)
    {
        string? previous = null;
        while (position < text.Length)
        {
            int equals = text.IndexOf('=', position);
            if (equals < 0) throw Invalid($"{Shown(text[position..], previous)} has no '='.");
            string key = text[position..equals];
            if (key.Length == 0 || !key.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')) throw Invalid($"{Shown(key, previous)} is not a key.");
            position = equals + 1;
            previous = key;
            yield return (key, ReadValue(text, key, ref position));
        }
    }

    private static string ReadValue(string text, string key, ref int position)
    {
        var value = new StringBuilder();
        for (; position < text.Length; position++)
        {
            char c = text[position];
            if (char.IsControl(c)) throw Invalid($"The value of \"{key}\" has the control character U+{(int)c:X4}.");
            if (c == ';')
            {
                if (position + 1 >= text.Length || text[position + 1] != ';') break;
                position++;
            }

            value.Append(c);
        }

        position++;
        if (value.Length == 0) throw Invalid($"The value of \"{key}\" is empty.");
        return value.ToString();
    }

    /// <summary>The start of a piece that could not be parsed. After a secret it is not shown: it may be the rest of it, behind a single semicolon.</summary>
    private static string Shown(string piece, string? previous) => IsSecret(previous)
        ? $"What follows the value of \"{previous}\", where a semicolon must be doubled,"
        : $"\"{(piece.Length <= 8 ? piece : piece[..8] + "…")}\"";

    private static bool IsSecret(string? key) => key is "password" or "pass" or "token" or "tls_roots_password";
}
