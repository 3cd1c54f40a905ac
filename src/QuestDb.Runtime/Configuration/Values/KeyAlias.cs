namespace QuestDb.Configuration.Values;

/// <summary>Another spelling of a key. The two are one key: giving both is giving it twice.</summary>
/// <param name="Name">The spelling.</param>
/// <param name="Effect">What the page says of it.</param>
/// <param name="Source">The text in which the spelling is specified.</param>
internal sealed record KeyAlias(string Name, string Effect, KeySource Source = KeySource.Reference);
