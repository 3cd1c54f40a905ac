using System.Net;
using QuestDb.Configuration.Values;
using QuestDb.Transport.WebSockets;

namespace QuestDb.Transport;

/// <summary>
/// Says what came in place of an accepted upgrade, from whom, and what to do about it. What passes by itself, such as a gateway without
/// its server, is <see cref="ErrorCode.ConnectFailed"/>; what takes another address or setting <see cref="ErrorCode.ProtocolUnsupported"/>.
/// Both are tried again where the client keeps trying.
/// </summary>
internal static class RefusedUpgrade
{
    /// <summary>The error of an HTTP status.</summary>
    /// <param name="head">The answer.</param>
    /// <param name="endpoint">The server.</param>
    /// <param name="fault">What makes an answer that switches protocols none to a WebSocket, as a sentence, or null.</param>
    public static QuestDbException Of(UpgradeAnswer head, Endpoint endpoint, string? fault)
    {
        int status = head.Status;
        string answer = $"{endpoint} answered the QWP upgrade with HTTP {status}{Sender(head)}";
        return (HttpStatusCode)status switch
        {
            HttpStatusCode.SwitchingProtocols => Wrong(
                $"{answer}, but not as a WebSocket: {fault} What answered is not QuestDB, or a proxy before it changes the "
                + "answer."),
            HttpStatusCode.ProxyAuthenticationRequired => Wrong(
                $"{answer}: a proxy wants credentials{Quoted(head, "Proxy-Authenticate")}. This client uses no proxy, so \"addr\" must "
                + "be the server itself, or a proxy that lets it pass."),
            HttpStatusCode.MisdirectedRequest => Passing($"{endpoint} refused the connection as misdirected and named no role (HTTP 421)."),
            HttpStatusCode.TooManyRequests => Passing($"{answer}: it takes no more connections now{Wait(head)}."),
            HttpStatusCode.ServiceUnavailable => Passing($"{answer}: it is not available{Wait(head)}."),
            HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout =>
                Passing($"{answer}: a gateway in between does not reach the server behind it. Is that one running?"),
            HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError =>
                Passing($"{answer}: it could not handle the request."),
            _ when status is >= 300 and < 400 => Wrong(
                $"{answer}, a redirect{Quoted(head, "Location", " to ")}, which is not followed: put the server that it means in \"addr\""
                + " (for an https address with the schema wss)."),
            _ => Wrong($"{answer}: it is not QuestDB, or a version without QWP."),
        };

        QuestDbException Passing(string message) => new(ErrorCode.ConnectFailed, message);
        QuestDbException Wrong(string message) => new(ErrorCode.ProtocolUnsupported, message);
    }

    /// <summary>Who says to have answered: a gateway is often told by its name alone.</summary>
    private static string Sender(UpgradeAnswer head)
    {
        string via = head.Header("Via") is { Length: > 0 } proxy ? $" by way of {proxy}" : "";
        return (head.Header("Server") is { Length: > 0 } server ? $" from {server}" : "") + via;
    }

    private static string Quoted(UpgradeAnswer head, string header, string before = ": ") =>
        head.Header(header) is { Length: > 0 } value ? before + value : "";

    private static string Wait(UpgradeAnswer head) => head.Header("Retry-After") is { Length: > 0 } value
        ? value.All(char.IsAsciiDigit) ? $", and asks to wait {value} s" : $", and asks to wait until {value}"
        : "";
}
