namespace QuestDb;

/// <summary>What a server says about itself when a query connection opens.</summary>
/// <param name="role">Its part in a cluster.</param>
/// <param name="epoch">Grows with each change of role of the node; 0 where the server does not count them.</param>
/// <param name="capabilities">Bits of what it can do; unknown ones mean nothing to this client.</param>
/// <param name="wallNanos">Its clock when the connection opened, in nanoseconds since the Unix epoch, UTC.</param>
/// <param name="clusterId">The name of its cluster; may be empty.</param>
/// <param name="nodeId">Its own name; may be empty.</param>
/// <param name="zoneId">Its zone, or null when it names none.</param>
public sealed class ServerInfo(
    ServerRole role, ulong epoch, uint capabilities, long wallNanos, string clusterId, string nodeId, string? zoneId)
{
    private const uint CapQueryFlags = 0x2;

    /// <summary>Its part in a cluster.</summary>
    public ServerRole Role { get; } = role;

    /// <summary>Grows with each change of role of the node; 0 where the server does not count them.</summary>
    public ulong Epoch { get; } = epoch;

    /// <summary>Bits of what it can do; unknown ones mean nothing to this client.</summary>
    public uint Capabilities { get; } = capabilities;

    /// <summary>Its clock when the connection opened, in nanoseconds since the Unix epoch, UTC.</summary>
    public long WallNanos { get; } = wallNanos;

    /// <summary>The name of its cluster; may be empty.</summary>
    public string ClusterId { get; } = clusterId;

    /// <summary>Its own name; may be empty.</summary>
    public string NodeId { get; } = nodeId;

    /// <summary>Its zone, or null when it names none.</summary>
    public string? ZoneId { get; } = zoneId;

    /// <summary>Whether queries may carry flags, such as <see cref="QueryOptions.ResetSymbols"/>.</summary>
    public bool TakesQueryFlags => (Capabilities & CapQueryFlags) != 0;
}
