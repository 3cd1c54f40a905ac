namespace QuestDb.Errors;

/// <summary>
/// What a failed connection attempt says about its endpoint, and about the others (QuestDB documentation, "Error classification").
/// </summary>
internal enum Verdict
{
    /// <summary>Another endpoint, or this one later, may work: everything that is not one of the others.</summary>
    Transient,
    /// <summary>HTTP 421 as PRIMARY_CATCHUP.</summary>
    CatchingUp,
    /// <summary>HTTP 421 with another role, or a role that the query does not want.</summary>
    WrongRole,
    /// <summary>HTTP 401 or 403: credentials are those of the cluster, no other endpoint is asked.</summary>
    Terminal,
}
