using Microsoft.Extensions.Time.Testing;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest.Pool;

/// <summary>What the housekeeper closes and opens, by a clock of the test's.</summary>
public sealed class HousekeepingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<ClientEvent> _events = [];
    private QuestDbTestServer _server = null!;

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Idle_connections_are_closed_down_to_the_minimum()
    {
        await using QuestDbClient client = Connect("pool_reap=manual;sender_pool_min=1;query_pool_min=1;idle_timeout_ms=60000;");
        await UseAsync(client, columns: 3, rows: 2, readers: 2);
        Assert.Equal((0, 0, 0), Counts(client.ReapIdle()));
        _time.Advance(TimeSpan.FromSeconds(61));
        ReapedConnections reaped = client.ReapIdle();
        Assert.Equal(((2, 1, 1), 4), (Counts(reaped), reaped.Total));
        await Poll.UntilAsync(() => _server.Stats.OpenConnections == 3, "the connections are closed");
        Assert.Equal(0, client.ReapIdle().Total);
    }

    [Fact]
    public async Task Zero_keeps_idle_connections_for_ever()
    {
        await using QuestDbClient client =
            Connect("pool_reap=manual;sender_pool_min=0;query_pool_min=0;idle_timeout_ms=0;max_lifetime_ms=0;");
        await UseAsync(client, columns: 1, rows: 1, readers: 1);
        _time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(0, client.ReapIdle().Total);
    }

    [Fact]
    public async Task Borrowed_connections_are_left_alone()
    {
        await using QuestDbClient client = Connect("pool_reap=manual;sender_pool_min=0;query_pool_min=0;");
        using ColumnSender columns = client.BorrowColumnSender();
        using RowSender rows = client.BorrowRowSender();
        await using Reader reader = await client.BorrowReaderAsync();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, client.ReapIdle().Total);
    }

    [Fact]
    public async Task A_sender_with_frames_under_way_is_never_closed()
    {
        _server.Faults.Add(Fault.WithholdAck().Forever());
        QuestDbClient client = Connect("pool_reap=manual;sender_pool_min=0;close_flush_timeout_millis=0;");
        using (ColumnSender sender = client.BorrowColumnSender()) sender.Flush(new Chunk("kept").ColumnLong("x", [1]));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, client.ReapIdle().Total);
        await client.CloseUndeliveredAsync();
    }

    [Fact]
    public async Task Old_connections_are_closed_when_they_are_idle_or_returned()
    {
        await using QuestDbClient client =
            Connect("pool_reap=manual;sender_pool_min=1;query_pool_min=1;idle_timeout_ms=0;max_lifetime_ms=1800000;");
        await UseAsync(client, columns: 1, rows: 0, readers: 1);
        RowSender held = client.BorrowRowSender();
        _time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal((1, 0, 1), Counts(client.ReapIdle()));
        held.Dispose();
        await Poll.UntilAsync(() => _server.Stats.OpenConnections == 0, "the connections are closed");
    }

    [Fact]
    public async Task By_default_the_housekeeper_does_it()
    {
        await using QuestDbClient client = Connect("sender_pool_min=0;query_pool_min=0;");
        await UseAsync(client, columns: 2, rows: 1, readers: 1);
        _time.Advance(TimeSpan.FromSeconds(61));
        await Poll.UntilAsync(() => _server.Stats.OpenConnections == 0, "the connections are closed");
    }

    [Fact]
    public async Task Without_lazy_connect_the_minimum_opens_with_the_client()
    {
        await using QuestDbClient client = Connect("lazy_connect=off;sender_pool_min=2;query_pool_min=3;");
        await Poll.UntilAsync(() => _server.Stats.OpenConnections == 7, "two senders of each kind and three query connections are open");
        Assert.Equal((4L, 3L), (_server.Stats.IngestConnections, _server.Stats.QueryConnections));
    }

    [Fact]
    public async Task With_lazy_connect_nothing_opens_before_it_is_needed()
    {
        await using QuestDbClient client = Connect("lazy_connect=on;initial_connect_retry=off;sender_pool_min=2;query_pool_min=2;");
        _time.Advance(TimeSpan.FromSeconds(5));
        await UseAsync(client, columns: 0, rows: 0, readers: 1);
        _time.Advance(TimeSpan.FromSeconds(5));
        await Poll.UntilAsync(() => _server.Stats.QueryConnections == 2, "the second query connection is open");
        Assert.Equal(0, _server.Stats.IngestConnections);
    }

    [Fact]
    public async Task What_can_not_be_opened_ahead_is_an_event_and_tried_again()
    {
        await _server.StopAsync();
        await using QuestDbClient client = Connect("lazy_connect=off;sender_pool_min=1;query_pool_min=1;");
        await Poll.UntilAsync(() => Failures() >= 3, "three failures are told");
        await _server.RestartAsync();
        await Poll.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                return _server.Stats.OpenConnections == 3;
            },
            "the connections are open");
    }

    [Fact]
    public async Task An_idle_query_connection_says_goodbye()
    {
        ScriptedConnection? used = null;
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            used = connection;
            await connection.AcceptUpgradeAsync();
            await connection.SendAsync(ScriptedMessages.ServerInfo());
            await connection.ReceiveUntilClosedAsync();
        });
        await using (QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};"))
        {
            await (await client.BorrowReaderAsync()).DisposeAsync();
        }

        await Poll.UntilAsync(() => used!.ClientClosed, "the close frame arrived");
    }

    private int Failures()
    {
        lock (_events) return _events.Count(static e => e is { Kind: ClientEventKind.ConnectFailed, Error: not null });
    }

    private static async Task UseAsync(QuestDbClient client, int columns, int rows, int readers)
    {
        List<IDisposable> used = [];
        for (int i = 0; i < columns; i++) used.Add(await client.BorrowColumnSenderAsync());
        for (int i = 0; i < rows; i++) used.Add(await client.BorrowRowSenderAsync());
        for (int i = 0; i < readers; i++) used.Add(await client.BorrowReaderAsync());
        foreach (IDisposable one in used) one.Dispose();
    }

    private static (int ColumnSenders, int RowSenders, int QueryConnections) Counts(ReapedConnections reaped) =>
        (reaped.ColumnSenders, reaped.RowSenders, reaped.QueryConnections);

    private QuestDbClient Connect(string settings) => QuestDbClient.Connect(_server.ConnectString + settings, new QuestDbOptions
    {
        Time = _time,
        EventListener = e =>
        {
            lock (_events) _events.Add(e);
        },
    });
}
