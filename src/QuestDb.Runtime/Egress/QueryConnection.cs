using QuestDb.Configuration;
using QuestDb.Decoders.Batches;
using QuestDb.Egress.Messages;
using QuestDb.Egress.Requests;
using QuestDb.Threading;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Egress;

/// <summary>
/// One connection for queries, one query at a time. Its pump receives and decodes during its whole life, so that a connection that the
/// server closes while it is idle is noticed, and the next batches are read while one is consumed. Its other part is the pump.
/// </summary>
internal sealed partial class QueryConnection : IDisposable
{
    /// <summary>The longest time for sending a close frame.</summary>
    private static readonly TimeSpan s_closeTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Guards the query that runs, its id, and why the connection has ended.</summary>
    private readonly RankedLock _gate = new(LockRank.QueryConnection);
    private readonly QwpSocket _socket;
    private readonly Action _lost;
    private readonly QueryOutbox _outbox;
    private readonly FrameBuffer _request;
    private readonly ResultDictionary _dictionary = new();
    private readonly BatchDecoder _decoder;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _requestBytes = new byte[1024];
    private ReceiveBuffer _incoming = new();
    private int _borrowEnded;
    private Task _pump = Task.CompletedTask;
    private QueryRun? _run;
    private QuestDbException? _failure;
    private long _requestId;

    private QueryConnection(QwpSocket socket, ClientSettings settings, Action lost)
    {
        _socket = socket;
        _lost = lost;
        _outbox = new QueryOutbox(socket, Fail);
        socket.PongDue = _outbox.Pong;
        _request = new FrameBuffer(GrowRequest);
        _decoder = new BatchDecoder(_dictionary);
        Batches = new BatchPool(settings.Query.BufferPoolSize);
    }

    public BatchPool Batches { get; }

    /// <summary>The time at which it was opened, on the pool's clock.</summary>
    public long Created { get; set; }

    /// <summary>The time at which its last query ended, on the pool's clock.</summary>
    public long Returned { get; set; }

    public ServerInfo Info { get; private set; } = null!;

    /// <summary>The protocol version of the connection; there is only one so far.</summary>
    public int Version => QwpConstants.Version;

    public string Endpoint => _socket.Endpoint.ToString();

    /// <summary>The request id of the query that begins next.</summary>
    public long NextRequestId => _requestId + 1;

    /// <summary>Whether no query runs, so that the connection may be lent.</summary>
    public bool IsFree
    {
        get
        {
            using (_gate.Enter()) return _run is null;
        }
    }

    /// <summary>Whether the next query may use the connection.</summary>
    public bool IsAlive
    {
        get
        {
            using (_gate.Enter()) return _failure is null;
        }
    }

    /// <summary>Whether it can be lent after it was idle: its server may have gone a moment ago.</summary>
    public bool IsUsable => IsAlive && !_socket.HasEnded;

    /// <summary>Reads SERVER_INFO, which every server sends first, and starts the pump.</summary>
    /// <param name="socket">The upgraded connection.</param>
    /// <param name="settings">The settings of the client.</param>
    /// <param name="lost">Called when the connection is lost, before its query is failed.</param>
    /// <param name="cancellationToken">Ends the wait, and the connection.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ConnectFailed"/>: SERVER_INFO did not arrive in time; <see cref="ErrorCode.ConnectionLost"/>;
    /// <see cref="ErrorCode.ProtocolError"/>.
    /// </exception>
    public static async Task<QueryConnection> OpenAsync(
        QwpSocket socket, ClientSettings settings, Action lost, CancellationToken cancellationToken)
    {
        var connection = new QueryConnection(socket, settings, lost);
        connection._pump = OwnThread.Run($"QuestDb query {connection.Endpoint}", connection.Pump);
        try
        {
            await connection._opened.Task.WaitAsync(settings.Connection.AuthTimeout, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e)
        {
            socket.Dispose();
            // Disposing the socket ends the pump. Its error is ignored, since e is the reason.
            await connection._pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (e is not TimeoutException) throw;
            throw new QuestDbException(ErrorCode.ConnectFailed,
                $"{connection.Endpoint} accepted the connection and sent no SERVER_INFO within "
                + $"{settings.Connection.AuthTimeout.TotalMilliseconds:N0} ms (auth_timeout_ms).", e);
        }
    }

    /// <summary>Sends a query; its answer goes to <paramref name="run"/>.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: nothing was sent, and the connection can be used; <see cref="ErrorCode.ConnectionLost"/>:
    /// the connection has ended, and nothing was sent.
    /// </exception>
    public void Begin(QueryRun run)
    {
        if (!IsAlive) throw Failure();
        // The server answered the last query before it had read all of it, so that its bytes are still being sent.
        if (_outbox.IsSending) _requestBytes = [];
        long id = NextRequestId;
        byte? flags = Info.TakesQueryFlags && run.Call.Options.ResetSymbols ? QueryRequest.FlagResetDictionary : null;
        QueryRequest.Write(_request, id, run.Call.Sql, run.Call.Binds, run.Call.Window, flags);
        using (_gate.Enter())
        {
            if (_failure is not null) throw Failure();
            _run = run;
            _requestId = id;
            run.Begun(this, id);
        }

        _outbox.Request(id, _requestBytes.AsMemory(0, _request.Length));
    }

    /// <summary>Asks the server to stop a query; the pump skips batches that still arrive.</summary>
    public void Cancel(long requestId)
    {
        _outbox.Cancel(requestId);
        Batches.Wake();
    }

    public void Grant(long requestId, long bytes) => _outbox.Credit(requestId, bytes);

    /// <summary>Ends the connection and the query that runs on it.</summary>
    public void Fail(QuestDbException e) => Fail(e, null);

    /// <summary>Ends the connection if it still serves a given query. A later query on it is not affected.</summary>
    public void GiveUp(QueryRun run, QuestDbException e) => Fail(e, run);

    /// <summary>
    /// Ends a borrow: memory that the borrower may still look into is let go of, so that no bytes of the next one come there.
    /// </summary>
    public void EndBorrow()
    {
        Batches.Trim();
        Interlocked.Exchange(ref _borrowEnded, 1);
    }

    /// <summary>Ends the connection; no query runs on it.</summary>
    public void Dispose() => Fail(new QuestDbException(ErrorCode.Disposed, "The client was disposed."));

    /// <summary>Sends a close frame and ends the connection; no query may run on it.</summary>
    public async Task CloseAsync()
    {
        // The rest runs on another thread, since the caller holds the pool's lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _outbox.Close(s_closeTimeout);
        Dispose();
        await _pump.ConfigureAwait(false);
    }

    private void Fail(QuestDbException e, QueryRun? only)
    {
        QueryRun? run;
        bool first;
        using (_gate.Enter())
        {
            if (only is not null && !ReferenceEquals(only, _run)) return;
            first = _failure is null;
            _failure ??= e;
            (run, _run) = (_run, null);
        }

        _socket.Dispose();
        bool isOpening = _opened.TrySetException(e);
        // Whoever opens it may have given up, and then looks at no error.
        if (isOpening) _ = _opened.Task.Exception;
        // A connection that the client itself ended is not held against the server.
        if (first && !isOpening && e.Code != ErrorCode.Disposed) _lost();
        run?.Fail(e);
        Batches.Wake();
    }

    private QuestDbException Failure() => new(ErrorCode.ConnectionLost, _failure!.Message, _failure);

    private void ReadServerInfo(int length)
    {
        ReadOnlySpan<byte> bytes = _incoming.Bytes.AsSpan(0, length);
        ServerFrame frame = ServerFrame.Parse(bytes);
        if (frame.Kind != MessageKind.ServerInfo)
        {
            throw new QuestDbException(ErrorCode.ProtocolError,
                $"{Endpoint} sent message kind 0x{(byte)frame.Kind:x2} before SERVER_INFO.");
        }

        var reader = new WireReader(bytes, frame.BodyOffset);
        Info = ServerMessages.ServerInfo(ref reader);
    }

    private (byte[] Bytes, int Start) GrowRequest(int capacity)
    {
        if (_requestBytes.Length < capacity) _requestBytes = new byte[capacity];
        return (_requestBytes, 0);
    }
}
