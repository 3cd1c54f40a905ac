using System.Globalization;
using System.Security.Authentication;
using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Errors;
using QuestDb.Transport.WebSockets;

namespace QuestDb.Transport;

/// <summary>The HTTP upgrade: its request headers and the meaning of its answer (QWP specifications, "Version negotiation").</summary>
internal static class QwpHandshake
{
    /// <summary>The role of a promoted primary that still reads its predecessor's log: it accepts connections soon.</summary>
    private const string CatchUpRole = "PRIMARY_CATCHUP";

    private const int Unauthorized = 401;
    private const int Forbidden = 403;
    private const int Misdirected = 421;

    /// <summary>Adds the request headers of QWP.</summary>
    public static void Prepare(UpgradeRequest request, ClientSettings settings, QwpRoute route)
    {
        request.Add("X-QWP-Max-Version", settings.Connection.MaxVersion.ToString(CultureInfo.InvariantCulture));
        request.Add("X-QWP-Client-Id", settings.Connection.ClientId);
        if (Authorization(settings) is { } authorization) request.Add("Authorization", authorization);
        if (route == QwpRoute.Ingest && settings.Delivery.RequestDurableAck) request.Add("X-QWP-Request-Durable-Ack", "true");
        if (route != QwpRoute.Query) return;
        if (settings.Query.AcceptEncoding is { } encoding) request.Add("X-QWP-Accept-Encoding", encoding);
        if (settings.Query.MaxBatchRows is { } rows) request.Add("X-QWP-Max-Batch-Rows", rows.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The path of a route.</summary>
    public static string Path(ClientSettings settings, QwpRoute route) => route == QwpRoute.Ingest ? "/write/v4" : settings.Query.Path;

    /// <summary>Checks the answer of an upgrade that succeeded.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ProtocolUnsupported"/>.</exception>
    public static void CheckVersion(UpgradeAnswer answer, Endpoint endpoint, ClientSettings settings)
    {
        string? version = answer.Header("X-QWP-Version");
        if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1 && number <= settings.Connection.MaxVersion)
        {
            return;
        }

        throw new QuestDbException(ErrorCode.ProtocolUnsupported, version is null
            ? $"{endpoint} accepted a WebSocket but does not speak QWP (no X-QWP-Version header). Is it QuestDB 9.4 or newer?"
            : $"{endpoint} speaks QWP version {version}; this client speaks version {settings.Connection.MaxVersion}.");
    }

    /// <summary>Checks that a server sends the durable acks that were requested: without them the queue would never drain.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.DurableAckUnavailable"/>.</exception>
    public static void CheckDurableAck(UpgradeAnswer answer, Endpoint endpoint)
    {
        if (string.Equals(answer.Header("X-QWP-Durable-Ack"), "enabled", StringComparison.OrdinalIgnoreCase)) return;
        throw new QuestDbException(ErrorCode.DurableAckUnavailable,
            $"{endpoint} gives no durable acks (request_durable_ack=on): they take QuestDB Enterprise with replication, on a primary.");
    }

    /// <summary>The size limit of a frame that the server advertises, or null.</summary>
    public static int? MaxBatchBytes(UpgradeAnswer answer) =>
        int.TryParse(answer.Header("X-QWP-Max-Batch-Size"), out int bytes) && bytes > 0 ? bytes : null;

    /// <summary>The error of an answer that accepts no WebSocket.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="endpoint">The server.</param>
    /// <param name="fault">What makes an answer that switches protocols none to a WebSocket, or null.</param>
    public static QuestDbException Refused(UpgradeAnswer answer, Endpoint endpoint, string? fault)
    {
        // A 421 without a role comes from a proxy or from another kind of server, and counts as an ordinary error.
        string? role = answer.Status == Misdirected ? answer.Header("X-QuestDB-Role") : null;
        if (!string.IsNullOrEmpty(role)) return WrongRole(endpoint, role, answer.Header("X-QuestDB-Zone"));
        if (answer.Status is not (Unauthorized or Forbidden)) return RefusedUpgrade.Of(answer, endpoint, fault);
        return new QuestDbException(ErrorCode.AuthenticationFailed,
            $"{endpoint} refused the credentials (HTTP {answer.Status}). Check username and password, or token, in the connect string.")
        {
            Verdict = Verdict.Terminal,
        };
    }

    /// <summary>The error of an answer that is not HTTP.</summary>
    public static QuestDbException NoHttp(Endpoint endpoint) => new(ErrorCode.ProtocolUnsupported,
        $"{endpoint} accepts connections but does not answer in HTTP: it is not QuestDB, or it wants TLS (schema wss).");

    /// <summary>The error of a connection that could not be opened.</summary>
    public static QuestDbException Failed(Endpoint endpoint, Exception cause) => cause is AuthenticationException tls
        ? new(ErrorCode.ConnectFailed, TlsOptions.Describe(tls, endpoint), cause)
        : new(ErrorCode.ConnectFailed, $"Can't connect to {endpoint}: {(cause.InnerException ?? cause).Message}", cause);

    private static QuestDbException WrongRole(Endpoint endpoint, string role, string? zone) =>
        new(ErrorCode.RoleRejected, $"{endpoint} refused the connection because of its role ({role}, HTTP 421).")
        {
            Verdict = string.Equals(role, CatchUpRole, StringComparison.OrdinalIgnoreCase) ? Verdict.CatchingUp : Verdict.WrongRole,
            ServerZone = zone,
        };

    private static string? Authorization(ClientSettings settings)
    {
        if (settings.Auth.Token?.Value is { } token) return "Bearer " + token;
        if (settings.Auth.Username is null) return null;
        return "Basic "
            + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{settings.Auth.Username}:{settings.Auth.Password?.Value}"));
    }
}
