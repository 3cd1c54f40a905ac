using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Egress;

/// <summary>
/// One connection for queries, one query at a time. A receive is always under way, so that a connection which the server
/// closed while it was idle is known to be gone, and the next frame arrives while the last one is read.
/// </summary>
internal sealed class QueryConnection : IDisposable
{
    private readonly QwpSocket _socket;
    private readonly SemaphoreSlim _sendLock = new(1, 1);
    private readonly FrameBuffer _request;
    private readonly byte[] _credit = new byte[1 + sizeof(long) + Varint.MaxLength];
    private byte[] _requestBytes = new byte[1024];
    private ReceiveBuffer _current = new();
    private ReceiveBuffer _next = new();
    private Task<int> _receiving;
    private long _lastRequestId;

    private QueryConnection(QwpSocket socket)
    {
        _socket = socket;
        _request = new FrameBuffer(GrowRequest);
        Decoder = new BatchDecoder(Dictionary);
        _receiving = _socket.ReceiveAsync(_next).AsTask();
    }

    public ResultDictionary Dictionary { get; } = new();

    public BatchDecoder Decoder { get; }

    public ServerInfo Info { get; private set; } = null!;

    public string Endpoint => _socket.Endpoint.ToString();

    /// <summary>Whether the next query may use the connection: it has not ended. A frame may have come, such as a CACHE_RESET.</summary>
    public bool IsAlive => !_receiving.IsCompleted || _receiving.IsCompletedSuccessfully;

    /// <summary>Reads SERVER_INFO, which every server sends first.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ConnectFailed"/>: it did not come in time; <see cref="ErrorCode.ConnectionLost"/>; <see cref="ErrorCode.ProtocolError"/>.</exception>
    public static async Task<QueryConnection> OpenAsync(QwpSocket socket, TimeSpan limit, CancellationToken cancellationToken)
    {
        var connection = new QueryConnection(socket);
        try
        {
            int length = await connection._receiving.WaitAsync(limit, cancellationToken).ConfigureAwait(false);
            connection.ReadServerInfo(length);
            return connection;
        }
        catch (TimeoutException e)
        {
            connection.Dispose();
            throw new QuestDbException(ErrorCode.ConnectFailed, $"{connection.Endpoint} accepted the connection and sent no SERVER_INFO within {limit.TotalMilliseconds:N0} ms (auth_timeout_ms).", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a query and returns its id.</summary>
    public async ValueTask<long> SendQueryAsync(string sql, BindValue[] binds, long credit)
    {
        long id = ++_lastRequestId;
        QueryRequest.Write(_request, id, sql, binds, credit);
        await SendAsync(_requestBytes.AsMemory(0, _request.Length)).ConfigureAwait(false);
        return id;
    }

    /// <summary>Asks the server to stop a query. A server that waits for credit sees the request only when some arrives.</summary>
    public async ValueTask SendCancelAsync(long requestId)
    {
        await SendAsync(QueryRequest.Cancel(requestId)).ConfigureAwait(false);
        await SendCreditAsync(requestId, 1).ConfigureAwait(false);
    }

    public async ValueTask SendCreditAsync(long requestId, long bytes)
    {
        await _sendLock.WaitAsync().ConfigureAwait(false);
        try
        {
            int length = QueryRequest.Credit(_credit, requestId, bytes);
            await _socket.SendAsync(_credit.AsMemory(0, length)).ConfigureAwait(false);
        }
        finally
        {
            _sendLock.Release();
        }
    }

    /// <summary>The receive under way; completes when a frame, or the end of the connection, has come.</summary>
    public Task Receiving => _receiving;

    /// <summary>
    /// The next frame: its bytes stay valid until the next call. The receive after it begins at once, into a second buffer.
    /// </summary>
    public async ValueTask<(byte[] Bytes, int Length)> ReceiveAsync()
    {
        int length = await _receiving.ConfigureAwait(false);
        (_current, _next) = (_next, _current);
        _receiving = _socket.ReceiveAsync(_next).AsTask();
        return (_current.Bytes, length);
    }

    public void Dispose()
    {
        _socket.Dispose();
        // The receive ends with the socket; its error is why the connection is being given up.
        _ = _receiving.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void ReadServerInfo(int length)
    {
        ReadOnlySpan<byte> bytes = _next.Bytes.AsSpan(0, length);
        ServerFrame frame = ServerFrame.Parse(bytes);
        if (frame.Kind != MessageKind.ServerInfo) throw new QuestDbException(ErrorCode.ProtocolError, $"{Endpoint} sent message kind 0x{(byte)frame.Kind:x2} before SERVER_INFO.");
        var reader = new WireReader(bytes, frame.BodyOffset);
        Info = ServerInfo.Parse(ref reader);
        _receiving = _socket.ReceiveAsync(_next).AsTask();
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> frame)
    {
        await _sendLock.WaitAsync().ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(frame).ConfigureAwait(false);
        }
        finally
        {
            _sendLock.Release();
        }
    }

    private (byte[] Bytes, int Start) GrowRequest(int capacity)
    {
        if (_requestBytes.Length < capacity) _requestBytes = new byte[capacity];
        return (_requestBytes, 0);
    }
}
