using System.Net;
using System.Net.WebSockets;
using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Errors;

namespace QuestDb.Transport;

/// <summary>The HTTP upgrade: its request headers and the meaning of its answer (QWP specifications, "Version negotiation").</summary>
internal static class QwpHandshake
{
    private const string SupportedVersion = "1";

    /// <summary>The role of a promoted primary that still reads its predecessor's log: it accepts connections soon.</summary>
    private const string CatchUpRole = "PRIMARY_CATCHUP";

    /// <summary>Sets the request headers of a WebSocket.</summary>
    public static void Prepare(ClientWebSocketOptions options, ClientSettings settings, QwpRoute route)
    {
        options.CollectHttpResponseDetails = true;
        options.SetRequestHeader("X-QWP-Max-Version", SupportedVersion);
        options.SetRequestHeader("X-QWP-Client-Id", settings.Connection.ClientId);
        if (Authorization(settings) is { } authorization) options.SetRequestHeader("Authorization", authorization);
        if (route == QwpRoute.Ingest && settings.Delivery.RequestDurableAck) options.SetRequestHeader("X-QWP-Request-Durable-Ack", "true");
        if (route != QwpRoute.Query) return;
        if (settings.Query.AcceptEncoding is { } encoding) options.SetRequestHeader("X-QWP-Accept-Encoding", encoding);
        if (settings.Query.MaxBatchRows is { } rows)
        {
            options.SetRequestHeader("X-QWP-Max-Batch-Rows", rows.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The path of a route.</summary>
    public static string Path(QwpRoute route) => route == QwpRoute.Ingest ? "/write/v4" : "/read/v1";

    /// <summary>Checks the answer of an upgrade that succeeded.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ProtocolUnsupported"/>.</exception>
    public static void CheckVersion(ClientWebSocket socket, Endpoint endpoint)
    {
        string? version = Header(socket, "X-QWP-Version");
        if (version == SupportedVersion) return;
        throw new QuestDbException(ErrorCode.ProtocolUnsupported, version is null
            ? $"{endpoint} accepted a WebSocket but does not speak QWP (no X-QWP-Version header). Is it QuestDB 9.4 or newer?"
            : $"{endpoint} speaks QWP version {version}; this client speaks version {SupportedVersion}.");
    }

    /// <summary>Checks that a server sends the durable acks that were requested: without them the queue would never drain.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.DurableAckUnavailable"/>.</exception>
    public static void CheckDurableAck(ClientWebSocket socket, Endpoint endpoint)
    {
        if (string.Equals(Header(socket, "X-QWP-Durable-Ack"), "enabled", StringComparison.OrdinalIgnoreCase)) return;
        throw new QuestDbException(ErrorCode.DurableAckUnavailable,
            $"{endpoint} gives no durable acks (request_durable_ack=on): they take QuestDB Enterprise with replication, on a primary.");
    }

    /// <summary>The size limit of a frame that the server advertises, or null.</summary>
    public static int? MaxBatchBytes(ClientWebSocket socket) =>
        int.TryParse(Header(socket, "X-QWP-Max-Batch-Size"), out int bytes) && bytes > 0 ? bytes : null;

    /// <summary>The error of a failed upgrade.</summary>
    public static QuestDbException Failed(ClientWebSocket socket, Endpoint endpoint, Exception cause)
    {
        int status = (int)socket.HttpStatusCode;
        // A 421 without a role comes from a proxy or from another kind of server, and counts as an ordinary error.
        string? role = socket.HttpStatusCode == HttpStatusCode.MisdirectedRequest
            && Header(socket, "X-QuestDB-Role") is { Length: > 0 } header
            ? header
            : null;
        if (role is not null) return WrongRole(endpoint, role, Header(socket, "X-QuestDB-Zone"), cause);
        return socket.HttpStatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(ErrorCode.AuthenticationFailed,
                $"{endpoint} refused the credentials (HTTP {status}). Check username and password, or token, in the connect string.", cause)
            {
                Verdict = Verdict.Terminal,
            },
            0 => Unanswered(endpoint, cause),
            _ => RefusedUpgrade.Of(socket, endpoint, cause),
        };
    }

    private static QuestDbException WrongRole(Endpoint endpoint, string role, string? zone, Exception cause) =>
        new(ErrorCode.RoleRejected, $"{endpoint} refused the connection because of its role ({role}, HTTP 421).", cause)
        {
            Verdict = string.Equals(role, CatchUpRole, StringComparison.OrdinalIgnoreCase) ? Verdict.CatchingUp : Verdict.WrongRole,
            ServerZone = zone,
        };

    private static QuestDbException Unanswered(Endpoint endpoint, Exception cause)
    {
        for (Exception? e = cause; e is not null; e = e.InnerException)
        {
            if (e is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded })
            {
                return new(ErrorCode.ProtocolUnsupported,
                    $"{endpoint} accepts connections but does not answer in HTTP: it is not QuestDB, or it wants TLS (schema wss).", cause);
            }

            if (e is System.Security.Authentication.AuthenticationException tls)
            {
                return new(ErrorCode.ConnectFailed, TlsOptions.Describe(tls, endpoint), cause);
            }
        }

        string detail = (cause.InnerException ?? cause).Message;
        return new(ErrorCode.ConnectFailed, $"Can't connect to {endpoint}: {detail}", cause);
    }

    private static string? Header(ClientWebSocket socket, string name) => RefusedUpgrade.Header(socket, name);

    private static string? Authorization(ClientSettings settings)
    {
        if (settings.Auth.Token?.Value is { } token) return "Bearer " + token;
        if (settings.Auth.Username is null) return null;
        return "Basic "
            + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{settings.Auth.Username}:{settings.Auth.Password?.Value}"));
    }
}
