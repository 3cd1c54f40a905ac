using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;

namespace QuestDb.Testing.Protocol;

/// <summary>One upgraded connection: whole messages in, whole frames out. Receiving and sending each from one task at a time.</summary>
internal sealed class QwpConnection(WebSocket socket, FrameGuard transport, int maxMessageBytes, CancellationToken stopping)
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private byte[] _buffer = new byte[64 * 1024];
    private Task<ValueWebSocketReceiveResult>? _receive;
    private Task? _ping;

    /// <summary>Ends when the server stops or the client is gone.</summary>
    public CancellationToken Stopping { get; } = stopping;

    /// <summary>
    /// Receives one message, which stays valid until the next call, or tells of a ping. <paramref name="beforeWait"/>
    /// runs when no message is there yet. A message in fragments is a violation, as with QuestDB.
    /// </summary>
    public async ValueTask<ReceivedMessage> ReceiveAsync(Func<ValueTask>? beforeWait = null)
    {
        int length = 0;
        try
        {
            while (true)
            {
                // When a ping ended an earlier call, its receive is still running and is awaited here. It had received nothing then, so it
                // still writes to the start of the buffer.
                _receive ??= socket.ReceiveAsync(_buffer.AsMemory(length), Stopping).AsTask();
                if (!_receive.IsCompleted && length == 0)
                {
                    if (beforeWait is not null) await beforeWait().ConfigureAwait(false);
                    _ping ??= transport.PingedAsync(Stopping);
                    if (await Task.WhenAny(_receive, _ping).ConfigureAwait(false) == _ping && !_receive.IsCompleted
                        && _ping.IsCompletedSuccessfully)
                    {
                        _ping = null;
                        return new ReceivedMessage(ReceivedKind.Ping, default);
                    }
                }

                ValueWebSocketReceiveResult received = await _receive.ConfigureAwait(false);
                _receive = null;
                if (received.MessageType == WebSocketMessageType.Close) return new ReceivedMessage(ReceivedKind.Close, default);
                if (received.MessageType == WebSocketMessageType.Text) return new ReceivedMessage(ReceivedKind.Text, default);
                length += received.Count;
                if (length > maxMessageBytes) return new ReceivedMessage(ReceivedKind.TooLong, default);
                if (received.EndOfMessage) return new ReceivedMessage(ReceivedKind.Message, _buffer.AsMemory(0, length));
                if (length == _buffer.Length) Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, maxMessageBytes + 1));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client broke a rule or is gone, or the server stops; either way the connection is over.
            return new ReceivedMessage(transport.Violation == FrameViolation.Fragment ? ReceivedKind.Fragment : ReceivedKind.Lost, default);
        }
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> frame)
        => socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, Stopping);

    /// <summary>Sends a WebSocket frame that announces all of <paramref name="frame"/> and contains half of it.</summary>
    public async Task SendHalfAsync(ReadOnlyMemory<byte> frame)
    {
        var header = new byte[10];
        header[0] = 0x82;
        header[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(2), (ulong)frame.Length);
        await transport.WriteAsync(header, Stopping).ConfigureAwait(false);
        await transport.WriteAsync(frame[..(frame.Length / 2)], Stopping).ConfigureAwait(false);
        await transport.FlushAsync(Stopping).ConfigureAwait(false);
    }

    /// <summary>Answers the client's close frame with the same code, or with 1000.</summary>
    public Task AnswerCloseAsync(bool echo)
    {
        WebSocketCloseStatus code = echo && socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty
            ? status
            : WebSocketCloseStatus.NormalClosure;
        return socket.CloseOutputAsync(code, null, Stopping);
    }

    /// <summary>
    /// Says why the connection ends where the WebSocket itself has ended already, and reads on for a moment as
    /// <see cref="CloseAsync"/> does.
    /// </summary>
    public async Task SendCloseFrameAsync(int code, string reason)
    {
        byte[] text = Encoding.UTF8.GetBytes(reason);
        byte[] frame = [0x88, (byte)(2 + text.Length), (byte)(code >> 8), (byte)code, .. text];
        await transport.WriteAsync(frame, Stopping).ConfigureAwait(false);
        await transport.FlushAsync(Stopping).ConfigureAwait(false);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        timeout.CancelAfter(CloseTimeout);
        await transport.DrainAsync(timeout.Token).ConfigureAwait(false);
    }

    /// <summary>Closes from the server's side and reads on for a moment, so that the close frame isn't lost to a reset.</summary>
    public async Task CloseAsync(int code, string reason)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        timeout.CancelAfter(CloseTimeout);
        try
        {
            await socket.CloseAsync((WebSocketCloseStatus)code, reason, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client did not answer the close frame in time or hung up on it: the connection ends all the same.
            socket.Abort();
        }
    }
}

internal enum ReceivedKind
{
    Message,
    Ping,
    Close,
    Text,
    TooLong,
    Fragment,
    Lost,
}

internal readonly record struct ReceivedMessage(ReceivedKind Kind, ReadOnlyMemory<byte> Bytes);
