namespace QuestDb.Transport;

/// <summary>
/// What was last seen of an endpoint; the lower value is tried first (QuestDB documentation, "Client failover concepts").
/// </summary>
internal enum HostState
{
    /// <summary>The last connection attempt succeeded.</summary>
    Healthy,
    /// <summary>Not tried yet, or what was known is too old.</summary>
    Unknown,
    /// <summary>HTTP 421 as PRIMARY_CATCHUP: a promoted primary that takes connections soon.</summary>
    TransientReject,
    /// <summary>No connection, a failed upgrade, or a connection that broke.</summary>
    TransportError,
    /// <summary>
    /// HTTP 421 with another role, or a role that the query's <c>target</c> does not accept: useless until the topology changes.
    /// </summary>
    TopologyReject,
}

/// <summary>
/// Where an endpoint is, seen from the client's <c>zone</c>; within one <see cref="HostState"/> the lower value is tried first.
/// </summary>
internal enum ZoneTier
{
    Same,
    Unknown,
    Other,
}
