namespace QuestDb.Configuration.Values;

/// <summary>Where a key is specified.</summary>
internal enum KeySource
{
    /// <summary>QuestDB documentation, "Connect string reference".</summary>
    Reference,
    /// <summary>The Rust client.</summary>
    Rust,
}
