namespace QuestDb.Configuration;

/// <summary>One key of the connect string, with what docs/configuration.md says of it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Section">Where the page lists it.</param>
/// <param name="Default">The value without the key.</param>
/// <param name="Range">The values that are taken.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Apply">Checks a value and puts it into the settings; null for a key that is understood and means nothing here.</param>
internal sealed record ConnectStringKey(string Name, KeySection Section, string Default, string Range, string Effect, Func<ClientSettings, string, ClientSettings>? Apply)
{
    /// <summary>The text in which the key is specified.</summary>
    public KeySource Source { get; init; } = KeySource.Reference;
}
