using System.Net.WebSockets;
using QuestDb.Configuration.Values;
using QuestDb.Wire;

namespace QuestDb.Transport;

/// <summary>One WebSocket connection that carries whole QWP frames. One send and one receive may run at a time.</summary>
internal sealed class QwpSocket(ClientWebSocket socket, Endpoint endpoint, int? maxBatchBytes) : IDisposable
{
    private const int InitialBuffer = 4096;

    public Endpoint Endpoint { get; } = endpoint;

    /// <summary>The largest frame that the server accepts, as it advertised; null when it did not.</summary>
    public int? MaxBatchBytes { get; } = maxBatchBytes;

    /// <summary>Sends one frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="abort">Aborts the connection, since half a message may have been sent.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ConnectionLost"/>.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken abort = default)
    {
        try
        {
            await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, abort).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException
            or OperationCanceledException)
        {
            throw Lost(e);
        }
    }

    /// <summary>Receives one frame into a buffer, which grows as needed up to the protocol's limit, and returns its length.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ConnectionLost"/>; <see cref="ErrorCode.ProtocolError"/>.</exception>
    public ValueTask<int> ReceiveAsync(ReceiveBuffer buffer) => ReceiveAsync(buffer, 0);

    /// <summary>
    /// As the other overload, into a buffer that is chosen when the frame begins to come: while nothing comes, no buffer is bound.
    /// </summary>
    /// <param name="head">Receives the first bytes of the frame.</param>
    /// <param name="choose">Returns the buffer.</param>
    public async ValueTask<int> ReceiveAsync(Memory<byte> head, Func<ReceiveBuffer> choose)
    {
        ValueWebSocketReceiveResult first = await ReceivePartAsync(head).ConfigureAwait(false);
        ReceiveBuffer buffer = choose();
        buffer.Begin(head.Span[..first.Count]);
        if (first.EndOfMessage) return first.Count;
        buffer.Expect(first.Count);
        return await ReceiveAsync(buffer, first.Count).ConfigureAwait(false);
    }

    private async ValueTask<int> ReceiveAsync(ReceiveBuffer buffer, int length)
    {
        while (true)
        {
            ValueWebSocketReceiveResult received = await ReceivePartAsync(buffer.Free(length, InitialBuffer)).ConfigureAwait(false);
            length += received.Count;
            if (received.EndOfMessage) return length;
            buffer.Expect(length);
        }
    }

    private async ValueTask<ValueWebSocketReceiveResult> ReceivePartAsync(Memory<byte> free)
    {
        ValueWebSocketReceiveResult received;
        try
        {
            received = await socket.ReceiveAsync(free, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException
            or InvalidOperationException or OperationCanceledException)
        {
            throw Lost(e);
        }

        if (received.MessageType == WebSocketMessageType.Close) throw Closed();
        if (received.MessageType == WebSocketMessageType.Text)
        {
            throw new QuestDbException(ErrorCode.ProtocolError, $"{Endpoint} sent a text message; QWP frames are binary.");
        }

        return received;
    }

    /// <summary>Sends a close frame and closes. The peer's answer is not awaited, and sending has a time limit.</summary>
    public async Task CloseAsync(TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            if (socket.State == WebSocketState.Open)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException
            or OperationCanceledException)
        {
            // The connection is already closed, which is the purpose of this call.
        }

        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    private QuestDbException Closed()
    {
        // A close frame without a code counts as 1005 (RFC 6455, 7.1.5).
        int code = (int)(socket.CloseStatus ?? WebSocketCloseStatus.Empty);
        string reason = string.IsNullOrEmpty(socket.CloseStatusDescription) ? "" : ": " + socket.CloseStatusDescription;
        return new QuestDbException(ErrorCode.ConnectionLost, $"{Endpoint} closed the connection (code {code}{reason}).")
        {
            CloseCode = code,
        };
    }

    private QuestDbException Lost(Exception cause) =>
        new(ErrorCode.ConnectionLost, $"The connection to {Endpoint} broke: {(cause.InnerException ?? cause).Message}", cause);
}
