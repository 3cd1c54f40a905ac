namespace QuestDb;

/// <summary>What a server says of itself when a query connection opens.</summary>
/// <param name="Role">Its part in a cluster.</param>
/// <param name="Epoch">Grows with each change of role of the node; 0 where the server does not count them.</param>
/// <param name="Capabilities">Bits of what it can do; unknown ones mean nothing to this client.</param>
/// <param name="WallNanos">Its clock when the connection opened, in nanoseconds since the Unix epoch, UTC.</param>
/// <param name="ClusterId">The name of its cluster; may be empty.</param>
/// <param name="NodeId">Its own name; may be empty.</param>
/// <param name="ZoneId">Its zone, or null when it names none.</param>
public sealed record ServerInfo(ServerRole Role, ulong Epoch, uint Capabilities, long WallNanos, string ClusterId, string NodeId, string? ZoneId)
{
    private const uint CapQueryFlags = 0x2;

    /// <summary>Whether queries may carry flags, such as <see cref="QueryOptions.ResetSymbols"/>.</summary>
    public bool TakesQueryFlags => (Capabilities & CapQueryFlags) != 0;
}
