using System.Net.WebSockets;
using QuestDb.Configuration.Values;
using QuestDb.Wire;

namespace QuestDb.Transport;

/// <summary>One WebSocket connection that carries whole QWP frames. One send and one receive may run at a time.</summary>
internal sealed class QwpSocket(ClientWebSocket socket, Endpoint endpoint, int? maxBatchBytes) : IDisposable
{
    private const int InitialBuffer = 4096;

    public Endpoint Endpoint { get; } = endpoint;

    /// <summary>Largest frame the server takes, as it advertised.</summary>
    public int? MaxBatchBytes { get; } = maxBatchBytes;

    /// <summary>Sends one frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="abort">Ends the connection: half a message may be on the wire.</param>
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
    public async ValueTask<int> ReceiveAsync(ReceiveBuffer buffer)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult received;
            try
            {
                received = await socket.ReceiveAsync(buffer.Free(length, InitialBuffer), CancellationToken.None).ConfigureAwait(false);
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

            length += received.Count;
            if (received.EndOfMessage) return length;
            buffer.Expect(length);
        }
    }

    /// <summary>Says goodbye and closes; a peer that does not answer in time is cut off.</summary>
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
            // The connection is gone already, which is what closing wants.
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
