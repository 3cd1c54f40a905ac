using System.Net.Sockets;
using System.Net.WebSockets;
using QuestDb.Configuration.Values;
using QuestDb.Transport.WebSockets;
using QuestDb.Wire;

namespace QuestDb.Transport;

/// <summary>
/// One WebSocket connection that carries whole QWP frames. One thread may send and one receive at a time; both block, so that they need
/// no thread of the pool.
/// </summary>
internal sealed class QwpSocket : IDisposable
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly WebSocketReader _reader;
    private readonly WebSocketWriter _writer;
    private byte[]? _pong;
    private QuestDbException? _gone;
    private int _isClosed;

    /// <param name="socket">The connection.</param>
    /// <param name="stream">The bytes on it, which may be in TLS.</param>
    /// <param name="endpoint">The server.</param>
    public QwpSocket(Socket socket, Stream stream, Endpoint endpoint)
    {
        _socket = socket;
        _stream = stream;
        Endpoint = endpoint;
        _reader = new WebSocketReader(stream, Pinged);
        _writer = new WebSocketWriter(stream);
    }

    public Endpoint Endpoint { get; }

    /// <summary>The largest frame that the server accepts, as it advertised; null when it did not.</summary>
    public int? MaxBatchBytes { get; set; }

    /// <summary>Called on the receiving thread when a pong is due; the next <see cref="Send"/> or <see cref="Flush"/> sends it.</summary>
    public Action? PongDue { get; set; }

    /// <summary>Called once, when the socket is disposed.</summary>
    public Action<QwpSocket>? Closed { get; set; }

    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    /// <summary>Whether a message has come that is not received yet, so that receiving it does not wait.</summary>
    public bool HasMessage => _reader.HasMessage;

    /// <summary>
    /// Whether the peer has ended the connection and nothing is left to receive, although the thread that receives may not know it yet.
    /// </summary>
    public bool HasEnded
    {
        get
        {
            try
            {
                return _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) && _socket.Available == 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    /// <summary>Reads the answer of the upgrade; null when what comes is not HTTP.</summary>
    /// <exception cref="IOException">The connection has ended.</exception>
    public UpgradeAnswer? ReadAnswer() => _reader.ReadHead() is { } head ? UpgradeAnswer.Parse(head) : null;

    /// <summary>Adds a frame to those that <see cref="Flush"/> sends; many of them, or a large one, are sent at once.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ConnectionLost"/>.</exception>
    public void Send(ReadOnlySpan<byte> frame)
    {
        try
        {
            // A stream of frames may go on for long without a flush.
            WritePong();
            _writer.Write(Opcode.Binary, frame);
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            throw Lost(e);
        }
    }

    /// <summary>Sends what was added, and a pong if one is due.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ConnectionLost"/>.</exception>
    public void Flush()
    {
        try
        {
            WritePong();
            _writer.Flush();
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            throw Lost(e);
        }
    }

    /// <summary>Sends a ping. Its answer is not awaited: it makes a server that waits for something look.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ConnectionLost"/>.</exception>
    public void Ping()
    {
        try
        {
            _writer.Write(Opcode.Ping, []);
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            throw Lost(e);
        }

        Flush();
    }

    /// <summary>Sends one frame, and a pong if one is due, without blocking the thread.</summary>
    /// <param name="frame">The frame; nothing for the pong alone.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ConnectionLost"/>.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame)
    {
        try
        {
            if (!frame.IsEmpty) await _writer.WriteAsync(Opcode.Binary, frame, CancellationToken.None).ConfigureAwait(false);
            if (Interlocked.Exchange(ref _pong, null) is { } pong)
                await _writer.WriteAsync(Opcode.Pong, pong, CancellationToken.None).ConfigureAwait(false);
            await _writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            throw Lost(e);
        }
    }

    /// <summary>Receives one frame into a buffer, which grows as needed up to the protocol's limit, and returns its length.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ConnectionLost"/>; <see cref="ErrorCode.ProtocolError"/>.</exception>
    public int Receive(ReceiveBuffer buffer) => Receive(() => buffer);

    /// <summary>
    /// As the other overload, into a buffer that is chosen when the frame begins to come: while nothing comes, no buffer is bound.
    /// </summary>
    /// <param name="choose">Returns the buffer.</param>
    public int Receive(Func<ReceiveBuffer> choose)
    {
        try
        {
            return _reader.Read(choose);
        }
        catch (ClosedException e)
        {
            string reason = e.Reason.Length == 0 ? "" : ": " + e.Reason;
            throw new QuestDbException(ErrorCode.ConnectionLost, $"{Endpoint} closed the connection (code {e.Code}{reason}).")
            {
                CloseCode = e.Code,
            };
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            throw Lost(e);
        }
    }

    /// <summary>Sends a close frame and closes. The peer's answer is not awaited, and sending has a time limit.</summary>
    /// <remarks>No other thread may send.</remarks>
    public void Close(TimeSpan timeout)
    {
        try
        {
            if (!IsClosed)
            {
                _socket.SendTimeout = (int)timeout.TotalMilliseconds;
                Span<byte> code = stackalloc byte[sizeof(ushort)];
                System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(code, (ushort)WebSocketCloseStatus.NormalClosure);
                _writer.Write(Opcode.Close, code);
                _writer.Flush();
            }
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            // The connection is already closed, which is the purpose of this call.
        }

        Dispose();
    }

    /// <summary>Ends the connection; whoever sends or receives gets an error.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0) return;
        _socket.Dispose();
        _stream.Dispose();
        Closed?.Invoke(this);
    }

    /// <summary>Ends the connection if its host is gone.</summary>
    public void EndIfGone(Func<Socket, bool> isGone)
    {
        try
        {
            if (!isGone(_socket)) return;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection has ended, which whoever receives on it learns too.
            return;
        }

        _gone = new QuestDbException(ErrorCode.ConnectionLost, $"The connection to {Endpoint} broke: its host answers nothing any more.");
        Dispose();
    }

    private void WritePong()
    {
        if (Volatile.Read(ref _pong) is not null && Interlocked.Exchange(ref _pong, null) is { } pong) _writer.Write(Opcode.Pong, pong);
    }

    private static bool IsOfConnection(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or NotSupportedException;

    private void Pinged(byte[] payload)
    {
        Volatile.Write(ref _pong, payload);
        PongDue?.Invoke();
    }

    private QuestDbException Lost(Exception cause) => _gone
        ?? new(ErrorCode.ConnectionLost, $"The connection to {Endpoint} broke: {(cause.InnerException ?? cause).Message}", cause);
}
