using System.Net.WebSockets;

namespace QuestDb.TestSupport;

/// <summary>A WebSocket to a QWP server on which tests send and receive whole messages, byte for byte as they choose.</summary>
public sealed class QwpWebSocket : IAsyncDisposable
{
    public const string ReadPath = "/read/v1";
    public const string WritePath = "/write/v4";

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private byte[] _buffer = new byte[64 * 1024];

    private QwpWebSocket()
    {
    }

    /// <summary>The headers of the upgrade response.</summary>
    public IReadOnlyDictionary<string, string> ResponseHeaders { get; private set; } = new Dictionary<string, string>();

    /// <summary>The close code once <see cref="ReceiveOrCloseAsync"/> has returned null.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    /// <summary>Connects with request headers; X-QWP-Max-Version is sent unless they name it.</summary>
    public static async Task<QwpWebSocket> ConnectAsync(
        string address, string path, IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        var connection = new QwpWebSocket();
        connection._socket.Options.CollectHttpResponseDetails = true;
        connection._socket.Options.SetRequestHeader("X-QWP-Max-Version", "1");
        foreach ((string name, string value) in headers ?? [])
            connection._socket.Options.SetRequestHeader(name, value);
        using var deadline = new CancellationTokenSource(s_deadline);
        await connection._socket.ConnectAsync(new Uri($"ws://{address}{path}"), deadline.Token);
        connection.ResponseHeaders = connection._socket.HttpResponseHeaders?.ToDictionary(
            h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase) ?? [];
        return connection;
    }

    public async Task SendAsync(byte[] message)
    {
        using var deadline = new CancellationTokenSource(s_deadline);
        await _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, deadline.Token);
    }

    /// <summary>The next message; a close is an error.</summary>
    public async Task<byte[]> ReceiveAsync() => await ReceiveOrCloseAsync()
        ?? throw new InvalidOperationException(
            $"The server closed the connection with code {CloseCode}: {_socket.CloseStatusDescription}.");

    /// <summary>The next message, or null when the server closes the connection.</summary>
    public async Task<byte[]?> ReceiveOrCloseAsync()
    {
        using var deadline = new CancellationTokenSource(s_deadline);
        int length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, length * 2);
            ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(_buffer.AsMemory(length), deadline.Token);
            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            length += result.Count;
            if (result.EndOfMessage)
                return _buffer[..length];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            using var deadline = new CancellationTokenSource(s_deadline);
            await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
        }

        _socket.Dispose();
    }
}
