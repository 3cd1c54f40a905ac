namespace QuestDb.Transport;

/// <summary>
/// The last known state of an endpoint; the lower value is tried first (QuestDB documentation, "Client failover concepts").
/// </summary>
internal enum HostState
{
    /// <summary>The last connection attempt succeeded.</summary>
    Healthy,
    /// <summary>It was not tried yet, or its state is too old.</summary>
    Unknown,
    /// <summary>HTTP 421 as PRIMARY_CATCHUP: a promoted primary that accepts connections soon.</summary>
    TransientReject,
    /// <summary>No connection, a failed upgrade, or a connection that broke.</summary>
    TransportError,
    /// <summary>
    /// HTTP 421 with another role, or a role that the query's <c>target</c> does not accept: it is of no use until the
    /// topology changes.
    /// </summary>
    TopologyReject,
}

/// <summary>
/// The location of an endpoint relative to the client's <c>zone</c>; within one <see cref="HostState"/> the lower value is tried first.
/// </summary>
internal enum ZoneTier
{
    Same,
    Unknown,
    Other,
}
