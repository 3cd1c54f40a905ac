using System.Security.Cryptography;
using System.Text;

namespace QuestDb.Transport.WebSockets;

/// <summary>The HTTP request that turns a connection into a WebSocket (RFC 6455, 4.1).</summary>
internal sealed class UpgradeRequest
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
    private readonly StringBuilder _head = new();

    /// <param name="host">The value of the header Host.</param>
    /// <param name="path">The path.</param>
    public UpgradeRequest(string host, string path)
    {
        _head.Append("GET ").Append(path).Append(" HTTP/1.1\r\n");
        Add("Host", host);
        Add("Connection", "Upgrade");
        Add("Upgrade", "websocket");
        Add("Sec-WebSocket-Version", "13");
        Add("Sec-WebSocket-Key", _key);
    }

    /// <summary>Adds a header; neither part holds a line end, which the connect string refuses.</summary>
    public void Add(string name, string value) => _head.Append(name).Append(": ").Append(value).Append("\r\n");

    /// <summary>The bytes of the request.</summary>
    public byte[] ToBytes() => Encoding.Latin1.GetBytes(_head + "\r\n");

    /// <summary>What makes an answer with status 101 no WebSocket, as a sentence; null for one that is.</summary>
    public string? Fault(UpgradeAnswer answer)
    {
        if (!Has(answer, "Upgrade", "websocket")) return "its header Upgrade does not say websocket.";
        if (!Has(answer, "Connection", "upgrade")) return "its header Connection does not say Upgrade.";
        string? accept = answer.Header("Sec-WebSocket-Accept");
        if (accept == Accept()) return null;
        return accept is null
            ? "it has no header Sec-WebSocket-Accept."
            : $"its header Sec-WebSocket-Accept, \"{accept}\", does not answer the key of the request.";
    }

    private static bool Has(UpgradeAnswer answer, string name, string value) =>
        answer.Header(name) is { } header
        && header.Split(',', StringSplitOptions.TrimEntries).Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The answer to the key. The standard names SHA-1 for it; it protects nothing.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "RFC 6455 names it.")]
    private string Accept() => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(_key + Guid)));
}
