using System.Collections.Concurrent;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests;

/// <summary>Delivery against a server that misbehaves: no row is lost and each loss of a connection is told.</summary>
public sealed class DeliveryFaultTests : IAsyncLifetime
{
    private const int Writes = 20;
    private const int RowsPerWrite = 500;

    private readonly ConcurrentQueue<ClientEvent> _events = new();
    private QuestDbTestServer _server = null!;
    private QuestDbClient _client = null!;

    public static TheoryData<string> Faults => [.. s_faults.Keys];

    private static readonly Dictionary<string, Fault> s_faults = new()
    {
        ["drop before commit"] = Fault.DropBeforeCommit(),
        ["drop before ack"] = Fault.DropBeforeAck(),
        ["drop after ack"] = Fault.DropAfterAck(),
        ["half an ack"] = Fault.HalfAck(),
        ["garbage for an ack"] = Fault.GarbageAck(),
        ["close 1000"] = Fault.CloseIngest(1000),
        ["close 1001"] = Fault.CloseIngest(1001, "going away"),
        ["close 4001"] = Fault.CloseIngest(4001, "role change"),
        ["internal error"] = Fault.Reject(0x06, "passing trouble"),
        ["write error"] = Fault.Reject(0x09, "passing trouble"),
        ["not writable"] = Fault.Reject(0x0C, "read-only"),
        ["dictionary gap"] = Fault.Reject(0x0D, "gap"),
    };

    public async Task InitializeAsync()
    {
        _server = await QuestDbTestServer.StartAsync();
        _client = QuestDbClient.Connect(_server.ConnectString + "reconnect_initial_backoff_millis=5;reconnect_max_backoff_millis=20;",
            new QuestDbOptions { EventListener = _events.Enqueue });
        await _client.CreateTableAsync<Reading>();
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_fault_in_mid_write_loses_no_row(string fault)
    {
        _server.Faults.Add(s_faults[fault].After(3));
        _server.Faults.Add(s_faults[fault].After(3));
        await WriteAllAsync();
        Assert.Equal(2, _server.Stats.InjectedFaults);
        await ExpectAllRowsAsync();
    }

    [Fact]
    public async Task A_restart_in_mid_write_loses_no_row_and_is_told()
    {
        for (int i = 0; i < Writes; i++)
        {
            _client.Write<Reading>(Reading.Range(i * RowsPerWrite, RowsPerWrite));
            if (i % 5 == 2)
                await _server.RestartAsync();
        }
        await _client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        await ExpectAllRowsAsync();
        await Poll.UntilAsync(() => _events.Count(e => e.Kind == ClientEventKind.Connected) > 1, "an event for the reconnect");
        Assert.Contains(_events, e => e.Kind == ClientEventKind.Disconnected && e.Error is { Code: ErrorCode.ConnectionLost });
    }

    [Fact]
    public async Task Rows_written_while_the_server_is_down_arrive_when_it_is_back()
    {
        _client.Write<Reading>(Reading.Range(0, RowsPerWrite));
        await _client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        await _server.StopAsync();
        for (int i = 1; i < Writes; i++)
            _client.Write<Reading>(Reading.Range(i * RowsPerWrite, RowsPerWrite));
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => _client.WaitAsync(AckLevel.Accepted, TimeSpan.Zero).AsTask());
        Assert.Equal(ErrorCode.WaitTimeout, e.Code);
        await _server.RestartAsync();
        await _client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        await ExpectAllRowsAsync();
    }

    [Fact]
    public async Task Withheld_acks_are_made_up_by_a_later_one()
    {
        _server.Faults.Add(Fault.WithholdAck().After(2).Times(5));
        await WriteAllAsync();
        await ExpectAllRowsAsync();
        Assert.Equal(1, _server.Stats.IngestConnections);
    }

    [Fact]
    public async Task A_frame_that_is_rejected_for_good_stops_delivery_with_its_number()
    {
        _server.Faults.Add(Fault.Reject(0x03, "column 'value' is of another type").After(1).Forever());
        _client.Write<Reading>(Reading.Range(0, 1));
        await _client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        _client.Write<Reading>(Reading.Range(1, 1));
        RejectedException e = await Assert.ThrowsAsync<RejectedException>(() => _client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline).AsTask());
        Assert.Equal((0x03, 1L, "column 'value' is of another type"), (e.Status, e.FirstFsn, e.ServerMessage));
        Assert.Throws<RejectedException>(() => _client.Write(Reading.Range(2, 1)[0]));
        await Poll.UntilAsync(() => _events.Any(v => v.Kind == ClientEventKind.Stopped), "an event for the stop");
        QuestDbException closing = await Assert.ThrowsAsync<QuestDbException>(() => _client.DisposeAsync().AsTask());
        Assert.Equal(ErrorCode.CloseTimeout, closing.Code);
        _client = QuestDbClient.Connect(_server.ConnectString);
    }

    private async Task WriteAllAsync()
    {
        for (int i = 0; i < Writes; i++)
            _client.Write<Reading>(Reading.Range(i * RowsPerWrite, RowsPerWrite));
        await _client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
    }

    private async Task ExpectAllRowsAsync()
    {
        Reading[] read = await _client.Query<Reading>("SELECT * FROM it_readings ORDER BY ts").ToArrayAsync();
        Assert.Equal(Reading.Range(0, Writes * RowsPerWrite), read);
    }
}
