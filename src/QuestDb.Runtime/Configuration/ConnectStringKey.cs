namespace QuestDb.Configuration;

/// <summary>One key of the connect string.</summary>
/// <param name="Name">The key.</param>
/// <param name="Apply">Checks a value and puts it into the settings; null for a key that is understood and means nothing here.</param>
/// <param name="Unavailable">Why the key is refused: its feature is not there yet, and ignoring it would break a promise.</param>
internal sealed record ConnectStringKey(string Name, Func<ClientSettings, string, ClientSettings>? Apply, string? Unavailable = null);
