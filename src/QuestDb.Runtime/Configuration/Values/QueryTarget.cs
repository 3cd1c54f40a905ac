namespace QuestDb.Configuration.Values;

/// <summary>What kind of server runs queries (key <c>target</c>).</summary>
internal enum QueryTarget
{
    Any,
    /// <summary>A primary, one that is catching up, or a server without replication.</summary>
    Primary,
    Replica,
}
