using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Faults;
using QuestDb.Testing.Protocol.Egress;
using QuestDb.Testing.Protocol.Ingest;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol;

/// <summary>Answers HTTP requests: checks and accepts WebSocket upgrades and runs the sessions behind them.</summary>
internal sealed class UpgradeHandler(ServerContext server, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        try
        {
            await RouteAsync(context, ending.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client is gone or the server stops: there is nobody left to answer.
            context.Abort();
        }
    }

    private Task RouteAsync(HttpContext context, CancellationToken ending) => context.Request.Path.Value switch
    {
        "/write/v4" or "/api/v4/write" => UpgradeAsync(context, isIngest: true, ending),
        "/read/v1" or "/api/v1/read" => UpgradeAsync(context, isIngest: false, ending),
        // The endpoint of the line protocol over HTTP, which takes POST alone.
        "/write" when HttpMethods.IsGet(context.Request.Method) =>
            RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "Method GET not supported\r\n"),
        _ => RefuseAsync(context, StatusCodes.Status404NotFound, "Not Found\r\n"),
    };

    private async Task UpgradeAsync(HttpContext context, bool isIngest, CancellationToken ending)
    {
        if (UpgradeChecks.FindObjection(context.Request, server.Options) is { } objection)
        {
            await RefuseAsync(context, objection.Status, objection.Text).ConfigureAwait(false);
            return;
        }

        Fault? fault = server.Faults.Take(isIngest ? FaultPoint.IngestUpgrade : FaultPoint.QueryUpgrade);
        if (fault?.Action == FaultAction.Hang) await Task.Delay(Timeout.Infinite, ending).ConfigureAwait(false);
        if (fault?.Action == FaultAction.HttpStatus)
        {
            await RefuseAsync(context, fault.Code, "injected fault", fault.Text).ConfigureAwait(false);
            return;
        }

        if (isIngest && !server.IsWritable)
        {
            await RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "node does not accept writes", RoleName)
                .ConfigureAwait(false);
            return;
        }

        context.Response.Headers["X-QWP-Version"] = "1";
        if (isIngest) await RunIngestAsync(context, ending).ConfigureAwait(false);
        else await RunQueriesAsync(context, ending).ConfigureAwait(false);
    }

    private async Task RunIngestAsync(HttpContext context, CancellationToken ending)
    {
        bool durableAck = server.Options.DurableAck
            && string.Equals(context.Request.Headers["X-QWP-Request-Durable-Ack"], "true", StringComparison.OrdinalIgnoreCase);
        context.Response.Headers["X-QuestDB-Role"] = RoleName;
        int maxBatchBytes = server.MaxBatchBytes;
        context.Response.Headers["X-QWP-Max-Batch-Size"] = maxBatchBytes.ToString();
        if (durableAck) context.Response.Headers["X-QWP-Durable-Ack"] = "enabled";
        await ServeAsync(context, isIngest: true, maxBatchBytes,
            connection => new IngestSession(connection, server, durableAck, new OpenTables()).RunAsync(), ending)
            .ConfigureAwait(false);
    }

    private async Task RunQueriesAsync(HttpContext context, CancellationToken ending)
    {
        int? zstdLevel = UpgradeChecks.NegotiateZstd(context.Request);
        if (zstdLevel is int level) context.Response.Headers["X-QWP-Content-Encoding"] = $"zstd;level={level}";
        var settings = new QuerySessionSettings(UpgradeChecks.BatchRows(context.Request, server.Options.BatchRows), zstdLevel);
        await ServeAsync(context, isIngest: false, server.MaxBatchBytes, RunSessionAsync, ending).ConfigureAwait(false);

        async Task RunSessionAsync(QwpConnection connection)
        {
            using var session = new QuerySession(connection, server, settings);
            await session.RunAsync().ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(
        HttpContext context, bool isIngest, int maxBatchBytes, Func<QwpConnection, Task> session, CancellationToken ending)
    {
        var transport = (TransportCapture)context.Features.GetRequiredFeature<IHttpUpgradeFeature>();
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        if (isIngest) transport.Stream.CutsMessage = () => server.Faults.Take(FaultPoint.IngestTransfer) is not null;
        server.Stats.AddConnection(isIngest);
        try
        {
            await session(new QwpConnection(socket, transport.Stream, maxBatchBytes, ending)).ConfigureAwait(false);
        }
        finally
        {
            server.Stats.RemoveConnection();
        }
    }

    private string RoleName => server.RoleAndEpoch.Role switch
    {
        ServerRole.Primary => "PRIMARY",
        ServerRole.Replica => "REPLICA",
        ServerRole.PrimaryCatchUp => "PRIMARY_CATCHUP",
        _ => "STANDALONE",
    };

    private async Task RefuseAsync(HttpContext context, int status, string text, string role = "")
    {
        server.Stats.AddRefusedUpgrade();
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.Headers.Connection = "close";
        if (role.Length > 0) response.Headers["X-QuestDB-Role"] = role;
        if (status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Basic realm=\"questdb\", charset=\"UTF-8\"";
        if (status == StatusCodes.Status426UpgradeRequired)
        {
            response.Headers.Upgrade = "websocket";
            response.Headers[HeaderNames.SecWebSocketVersion] = "13";
        }

        response.ContentType = "text/plain";
        response.ContentLength = text.Length;
        await response.WriteAsync(text, stopping).ConfigureAwait(false);
    }
}
