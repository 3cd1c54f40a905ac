using System.Text;

namespace QuestDb.Configuration;

/// <summary>Reads the keys and values of one connect string, one after the other.</summary>
/// <param name="text">The connect string.</param>
/// <param name="position">Where the first key stands, after the schema.</param>
internal sealed class ConnectStringReader(string text, int position)
{
    private int _position = position;
    // The last key whose value is a secret. The text behind it may be the rest of that secret, if a semicolon in it was not doubled, so no
    // error may show it.
    private string? _secret;

    /// <summary>The next value, or null at the end.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidConfiguration"/>: there is no key, no known one, or no value.
    /// </exception>
    public ConfigValue? Next()
    {
        if (_position >= text.Length) return null;
        ConnectStringKey key = ReadKey();
        var value = new ConfigValue(key, ReadValue(key), afterSecret: _secret is not null);
        if (key.Secret) _secret = key.Name;
        return value;
    }

    private ConnectStringKey ReadKey()
    {
        int equals = text.IndexOf('=', _position);
        if (equals < 0) throw Unreadable(text[_position..], "has no '='");
        string name = text[_position..equals];
        if (name.Length == 0 || !name.All(IsOfKey)) throw Unreadable(name, "is not a key");
        if (!ConnectStringKeys.All.TryGetValue(name, out ConnectStringKey? key))
        {
            throw _secret is null && !HasSecret(name)
                ? ConnectString.Invalid($"The key \"{name}\" is unknown.")
                : Unreadable(name, "is not a key that is known");
        }

        _position = equals + 1;
        return key;
    }

    private string ReadValue(ConnectStringKey key)
    {
        var value = new StringBuilder();
        for (; _position < text.Length; _position++)
        {
            char c = text[_position];
            if (char.IsControl(c))
            {
                throw ConfigValue.HasCharacter(key, c, value.Length, afterSecret: _secret is not null, "control character");
            }

            if (c == ';')
            {
                if (_position + 1 >= text.Length || text[_position + 1] != ';') break;
                _position++;
            }

            value.Append(c);
        }

        _position++;
        if (value.Length == 0) throw ConnectString.Invalid($"The value of \"{key.Name}\" is empty.");
        return value.ToString();
    }

    /// <summary>The error of a piece that could not be parsed. It shows no more of the piece than a known key at its start.</summary>
    private QuestDbException Unreadable(string piece, string why)
    {
        string place = $"What stands at character {_position + 1}";
        if (_secret is not null)
        {
            return ConnectString.Invalid($"{place}, after the value of \"{_secret}\", where a semicolon must be doubled, {why}.");
        }

        string start = piece.TrimStart();
        string? known = ConnectStringKeys.All.Keys
            .Where(key => start.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            .MaxBy(static key => key.Length);
        return ConnectString.Invalid(known is null ? $"{place} {why}." : $"{place}, beginning with \"{known}\", {why}.");
    }

    /// <summary>Whether a name is that of a secret with more behind it, which may be the secret.</summary>
    private static bool HasSecret(string name) => !ConnectStringKeys.All.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)
        && ConnectStringKeys.Secrets.Any(
            secret => name.Length > secret.Length && name.StartsWith(secret, StringComparison.OrdinalIgnoreCase));

    private static bool IsOfKey(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
