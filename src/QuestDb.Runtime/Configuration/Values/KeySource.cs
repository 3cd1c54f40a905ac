namespace QuestDb.Configuration.Values;

/// <summary>Who specifies a key.</summary>
internal enum KeySource
{
    /// <summary>QuestDB documentation, "Connect string reference".</summary>
    Reference,
    /// <summary>The Rust client.</summary>
    Rust,
}
