using System.Net;
using System.Net.WebSockets;
using QuestDb.Configuration.Values;

namespace QuestDb.Transport;

/// <summary>
/// Says what came in place of an accepted upgrade, from whom, and what to do about it. What passes by itself, such as a gateway without
/// its server, is <see cref="ErrorCode.ConnectFailed"/>; what takes another address or setting <see cref="ErrorCode.ProtocolUnsupported"/>.
/// Both are tried again where the client keeps trying.
/// </summary>
internal static class RefusedUpgrade
{
    /// <summary>The error of an HTTP status.</summary>
    /// <param name="socket">The WebSocket, with the headers of the answer.</param>
    /// <param name="endpoint">The server.</param>
    /// <param name="cause">What the WebSocket threw.</param>
    public static QuestDbException Of(ClientWebSocket socket, Endpoint endpoint, Exception cause)
    {
        int status = (int)socket.HttpStatusCode;
        string answer = $"{endpoint} answered the QWP upgrade with HTTP {status}{Sender(socket)}";
        return socket.HttpStatusCode switch
        {
            HttpStatusCode.SwitchingProtocols => Wrong(
                $"{answer}, but not as a WebSocket: {Detail(cause)} What answered is not QuestDB, or a proxy before it changes the "
                + "answer."),
            HttpStatusCode.ProxyAuthenticationRequired => Wrong(
                $"{answer}: a proxy wants credentials{Quoted(socket, "Proxy-Authenticate")}. This client uses no proxy, so \"addr\" must "
                + "be the server itself, or a proxy that lets it pass."),
            HttpStatusCode.MisdirectedRequest => Passing($"{endpoint} refused the connection as misdirected and named no role (HTTP 421)."),
            HttpStatusCode.TooManyRequests => Passing($"{answer}: it takes no more connections now{Wait(socket)}."),
            HttpStatusCode.ServiceUnavailable => Passing($"{answer}: it is not available{Wait(socket)}."),
            HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout =>
                Passing($"{answer}: a gateway in between does not reach the server behind it. Is that one running?"),
            HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError =>
                Passing($"{answer}: it could not handle the request."),
            _ when status is >= 300 and < 400 => Wrong(
                $"{answer}, a redirect{Quoted(socket, "Location", " to ")}, which is not followed: put the server that it means in \"addr\""
                + " (for an https address with the schema wss)."),
            _ => Wrong($"{answer}: it is not QuestDB, or a version without QWP."),
        };

        QuestDbException Passing(string message) => new(ErrorCode.ConnectFailed, message, cause);
        QuestDbException Wrong(string message) => new(ErrorCode.ProtocolUnsupported, message, cause);
    }

    /// <summary>The first value of a header, or null.</summary>
    public static string? Header(ClientWebSocket socket, string name) =>
        socket.HttpResponseHeaders is { } headers
        && headers.FirstOrDefault(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase)).Value is { } values
            ? values.FirstOrDefault()
            : null;

    /// <summary>Who says to have answered: a gateway is often told by its name alone.</summary>
    private static string Sender(ClientWebSocket socket)
    {
        string via = Header(socket, "Via") is { Length: > 0 } proxy ? $" by way of {proxy}" : "";
        return (Header(socket, "Server") is { Length: > 0 } server ? $" from {server}" : "") + via;
    }

    private static string Quoted(ClientWebSocket socket, string header, string before = ": ") =>
        Header(socket, header) is { Length: > 0 } value ? before + value : "";

    private static string Wait(ClientWebSocket socket) => Header(socket, "Retry-After") is { Length: > 0 } value
        ? value.All(char.IsAsciiDigit) ? $", and asks to wait {value} s" : $", and asks to wait until {value}"
        : "";

    private static string Detail(Exception cause)
    {
        string message = (cause.InnerException ?? cause).Message;
        return message.EndsWith('.') ? message : message + ".";
    }
}
