using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>One key of the connect string: all that the parser and docs/configuration.md know of it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Section">Where the page lists it.</param>
/// <param name="Default">The value without the key.</param>
/// <param name="Range">The values that are taken.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Apply">Checks a value and puts it into the settings; null for a key that is understood and means nothing here.</param>
internal sealed record ConnectStringKey(
    string Name,
    KeySection Section,
    string Default,
    string Range,
    string Effect,
    Func<ClientSettings, ConfigValue, ClientSettings>? Apply)
{
    /// <summary>The text in which the key is specified.</summary>
    public KeySource Source { get; init; } = KeySource.Reference;

    /// <summary>Whether the value is a secret. No error shows it then, nor what stands behind it, which may be the rest of it.</summary>
    public bool Secret { get; init; }

    /// <summary>Whether the key may be given several times, each adding to the others.</summary>
    public bool Repeats { get; init; }

    public IReadOnlyList<KeyAlias> Aliases { get; init; } = [];

    /// <summary>The key that this one is another spelling of, or null.</summary>
    public string? AliasOf { get; private init; }

    /// <summary>The key and its aliases, each as a key of its own name.</summary>
    public IEnumerable<ConnectStringKey> Spellings =>
    [
        this,
        .. Aliases.Select(alias => this with
        {
            Name = alias.Name,
            Effect = alias.Effect,
            Source = alias.Source,
            AliasOf = Name,
            Aliases = [],
        }),
    ];
}
