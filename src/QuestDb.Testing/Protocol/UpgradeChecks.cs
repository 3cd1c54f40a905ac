using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace QuestDb.Testing.Protocol;

/// <summary>What a server checks and negotiates in the headers of an upgrade.</summary>
internal static class UpgradeChecks
{
    private const int MaxZstdLevel = 9;

    /// <summary>The status and text with which the request is refused; null when nothing is wrong.</summary>
    public static (int Status, string Text)? FindObjection(HttpRequest request, QuestDbTestServerOptions options)
    {
        IHeaderDictionary headers = request.Headers;
        if (!HttpMethods.IsGet(request.Method)) return BadRequest("Content-length not specified for POST/PUT request\r\n");
        if (StringValues.IsNullOrEmpty(headers.Upgrade)) return BadRequest("Missing Upgrade header");
        if (!string.Equals(headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase))
        {
            return BadRequest("Invalid Upgrade header value");
        }

        if (StringValues.IsNullOrEmpty(headers.Connection)) return BadRequest("Missing Connection header");
        if (!headers.GetCommaSeparatedValues(HeaderNames.Connection).Contains("upgrade", StringComparer.OrdinalIgnoreCase))
            return BadRequest("Connection header must contain 'upgrade'");
        string? key = headers.SecWebSocketKey;
        if (string.IsNullOrEmpty(key)) return BadRequest("Missing Sec-WebSocket-Key header");
        if (!IsWebSocketKey(key)) return BadRequest("Invalid Sec-WebSocket-Key (must be 24-character base64 key)");
        if (headers.SecWebSocketVersion != "13") return (StatusCodes.Status426UpgradeRequired, "");
        if (headers.ContainsKey(HeaderNames.Origin)) return BadRequest("Origin header not allowed on QWP WebSocket");
        if (!IsAuthorized(headers.Authorization, options)) return (StatusCodes.Status401Unauthorized, "Unauthorized\r\n");
        return null;
    }

    /// <summary>The zstd level if the first encoding known in the client's list is zstd; any level asked for is clamped to 1..9.</summary>
    public static int? NegotiateZstd(HttpRequest request)
    {
        foreach (string entry in request.Headers.GetCommaSeparatedValues("X-QWP-Accept-Encoding"))
        {
            string[] parts = entry.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0].ToLowerInvariant() is "raw" or "identity") return null;
            if (!parts[0].Equals("zstd", StringComparison.OrdinalIgnoreCase)) continue;
            string? level = parts.FirstOrDefault(p => p.StartsWith("level=", StringComparison.OrdinalIgnoreCase))?["level=".Length..];
            return int.TryParse(level, out int asked) ? Math.Clamp(asked, 1, MaxZstdLevel) : 1;
        }

        return null;
    }

    /// <summary>The batch cap: a client can lower it; what isn't a positive number is ignored.</summary>
    public static int BatchRows(HttpRequest request, int serverCap)
        => int.TryParse(request.Headers["X-QWP-Max-Batch-Rows"], NumberStyles.None, CultureInfo.InvariantCulture, out int asked)
            && asked > 0
            ? Math.Min(asked, serverCap)
            : serverCap;

    private static (int, string) BadRequest(string text) => (StatusCodes.Status400BadRequest, text);

    private static bool IsWebSocketKey(string key)
        => key.Length == 24 && Convert.TryFromBase64String(key, stackalloc byte[24], out int length) && length == 16;

    private static bool IsAuthorized(string? header, QuestDbTestServerOptions options)
    {
        if (options.Username is null && options.Token is null) return true;
        if (header is null) return false;
        bool basic = options.Username is not null
            && SameText(header, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}")));
        bool bearer = options.Token is not null && SameText(header, "Bearer " + options.Token);
        return basic || bearer;
    }

    private static bool SameText(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
