using QuestDb.Configuration;
using QuestDb.Egress.Messages;
using QuestDb.Egress.Requests;
using QuestDb.Shared.Wire;
using QuestDb.Testing;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Benchmarks;

/// <summary>The in-process server with a table of trades, or the server that <c>QUESTDB_BENCH_CONF</c> names.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    private readonly QuestDbTestServer? _server;

    private BenchmarkServer(QuestDbTestServer? server, string connectString)
    {
        _server = server;
        ConnectString = connectString;
        Client = QuestDbClient.Connect(connectString);
    }

    public string ConnectString { get; }

    public QuestDbClient Client { get; }

    public static async Task<BenchmarkServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("QUESTDB_BENCH_CONF") is { Length: > 0 } conf) return new BenchmarkServer(null, conf);
        QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        return new BenchmarkServer(server, server.ConnectString);
    }

    /// <summary>Replaces the table by these rows and waits until queries see them.</summary>
    public async Task FillAsync(Trade[] rows)
    {
        await Client.ExecuteAsync("DROP TABLE IF EXISTS trades");
        await Client.CreateTableAsync<Trade>();
        Client.Write<Trade>(rows);
        await Client.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30));
        long end = Environment.TickCount64 + 60_000;
        while ((await Client.Query<RowCount>("SELECT count() AS count FROM trades").ToArrayAsync())[0].Count < rows.Length)
        {
            if (Environment.TickCount64 > end) throw new TimeoutException("The rows did not become visible.");
            await Task.Delay(10);
        }
    }

    /// <summary>The result frames of a query, as the server sends them.</summary>
    public async Task<List<byte[]>> RecordAsync(string sql)
    {
        ClientSettings settings = QuestDb.Configuration.ConnectString.Parse(ConnectString);
        using var transport = new QwpTransport(settings);
        using QwpSocket socket = await transport.ConnectAsync(settings.Endpoints[0], QwpRoute.Query, CancellationToken.None);
        byte[] request = [];
        var buffer = new FrameBuffer(capacity => (request.Length < capacity ? request = new byte[capacity] : request, 0));
        QueryRequest.Write(buffer, requestId: 1, sql, [], initialCredit: 0);
        await socket.SendAsync(request.AsMemory(0, buffer.Length));
        var received = new ReceiveBuffer();
        var frames = new List<byte[]>();
        while (true)
        {
            int length = socket.Receive(received);
            byte[] frame = received.Bytes[..length];
            switch (ServerFrame.Parse(frame).Kind)
            {
                case MessageKind.ServerInfo:
                    continue;
                case MessageKind.ResultBatch:
                    frames.Add(frame);
                    continue;
                default:
                    return frames;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }
}
