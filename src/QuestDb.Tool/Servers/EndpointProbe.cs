using System.Diagnostics;
using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Egress;
using QuestDb.Transport;

namespace QuestDb.Tool.Servers;

/// <summary>Connects to one endpoint for each purpose and asks the server there what it is.</summary>
internal static class EndpointProbe
{
    public static async Task<EndpointReport> RunAsync(ClientSettings settings, Endpoint endpoint, CancellationToken cancellationToken)
    {
        // The report is about this one endpoint, so the probe accepts any role and never fails over to another server.
        using var transport = new QwpTransport(settings with
        {
            Endpoints = [endpoint],
            Query = settings.Query with { Target = QueryTarget.Any },
            Failover = settings.Failover with { Enabled = false },
            Pool = settings.Pool with { QueryMin = 0 },
        });
        PathReport ingest =
            await TryAsync(async () => (await transport.ConnectAsync(endpoint, QwpRoute.Ingest, cancellationToken)).Dispose());
        await using var queries = new QueryPool(transport);
        Reader? reader = null;
        PathReport query = await TryAsync(async () => reader = new Reader(await queries.BorrowAsync(cancellationToken)));
        if (reader is null) return new EndpointReport(endpoint, ingest, query);
        await using (reader)
        {
            return new EndpointReport(endpoint, ingest, query)
            {
                Info = reader.ServerInfo,
                QwpVersion = reader.ServerVersion,
                ServerVersion = await VersionAsync(reader, cancellationToken),
            };
        }
    }

    private static async Task<PathReport> TryAsync(Func<Task> connect)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            await connect();
            return new PathReport(Stopwatch.GetElapsedTime(start), null);
        }
        catch (QuestDbException e)
        {
            return new PathReport(Stopwatch.GetElapsedTime(start), e.Message);
        }
    }

    /// <summary>QuestDB has a function for it; what else speaks QWP may not.</summary>
    private static async Task<string?> VersionAsync(Reader reader, CancellationToken cancellationToken)
    {
        try
        {
            await using Cursor cursor = await reader.ExecuteAsync("SELECT build()", cancellationToken);
            Batch? batch = await cursor.NextBatchAsync(cancellationToken);
            string? build = batch is { RowCount: > 0 } ? batch[0].AsVarchar()[0] : null;
            // "Build Information: QuestDB 9.4.4, JDK 17.0.7, Commit Hash …"
            return build?.Split(':', 2)[^1].Split(',')[0].Trim();
        }
        catch (QuestDbException)
        {
            return null;
        }
    }
}
