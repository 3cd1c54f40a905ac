using QuestDb.Configuration.Values;

namespace QuestDb.Tool.Servers;

/// <summary>What an endpoint answered.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Ingest">Connecting to write rows.</param>
/// <param name="Query">Connecting to query.</param>
internal sealed record EndpointReport(Endpoint Endpoint, PathReport Ingest, PathReport Query)
{
    /// <summary>What the server says of itself to query connections, or null.</summary>
    public ServerInfo? Info { get; init; }

    /// <summary>The protocol version, or null.</summary>
    public int? QwpVersion { get; init; }

    /// <summary>The release, or null where the server does not tell.</summary>
    public string? ServerVersion { get; init; }
}

/// <summary>How connecting went.</summary>
/// <param name="Latency">Time to connect, TLS and upgrade included.</param>
/// <param name="Error">Why there is no connection, or null.</param>
internal readonly record struct PathReport(TimeSpan Latency, string? Error);
