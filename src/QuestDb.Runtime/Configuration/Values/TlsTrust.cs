namespace QuestDb.Configuration.Values;

/// <summary>Where trusted certificates come from (key <c>tls_ca</c>).</summary>
internal enum TlsTrust
{
    /// <summary>The system's store.</summary>
    System,
    /// <summary>The roots that other clients carry with them; here the system's store, and a notice says so.</summary>
    WebPki,
    /// <summary>The file of <c>tls_roots</c>.</summary>
    File,
}
