namespace QuestDb.TestSupport;

/// <summary>The read path of a server, decoded by the independent decoder.</summary>
public sealed class ReferenceQueryConnection : IAsyncDisposable
{
    private readonly QwpWebSocket _socket;
    private readonly ReferenceResultFrameDecoder _decoder = new();
    private long _requestId = 1_000_000;

    private ReferenceQueryConnection(QwpWebSocket socket) => _socket = socket;

    public ServerInfoFrame ServerInfo { get; private set; } = null!;

    public static async Task<ReferenceQueryConnection> OpenAsync(string address, IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        var connection = new ReferenceQueryConnection(await QwpWebSocket.ConnectAsync(address, QwpWebSocket.ReadPath, headers));
        connection.ServerInfo = (ServerInfoFrame)connection._decoder.Decode(await connection._socket.ReceiveAsync());
        return connection;
    }

    /// <summary>Sends a QUERY_REQUEST as it is and receives all frames up to the terminator.</summary>
    public async Task<IReadOnlyList<ReferenceServerFrame>> RunAsync(byte[] request)
    {
        await _socket.SendAsync(request);
        var frames = new List<ReferenceServerFrame>();
        do
            frames.Add(_decoder.Decode(await _socket.ReceiveAsync()));
        while (frames[^1] is not (ResultEndFrame or QueryErrorFrame or ExecDoneFrame));
        return frames;
    }

    /// <summary>Runs a statement without rows; an error fails the test.</summary>
    public async Task<ExecDoneFrame> ExecuteAsync(string sql) => (await RunAsync(ClientMessages.Query(_requestId++, sql)))[^1] switch
    {
        ExecDoneFrame done => done,
        ReferenceServerFrame other => throw new InvalidOperationException($"'{sql}' was answered by {other}."),
    };

    public ValueTask DisposeAsync() => _socket.DisposeAsync();
}
