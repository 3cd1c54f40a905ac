using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>Delivery against a server that misbehaves: no row is lost.</summary>
[Trait("Category", "Integration")]
public sealed class FaultTests : IAsyncLifetime
{
    private const int Writes = 20;
    private const int RowsPerWrite = 500;

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
        _client = QuestDbClient.Connect(_server.ConnectString + "reconnect_initial_backoff_millis=5;reconnect_max_backoff_millis=20;");
        await _client.CreateTableAsync<KeyedReading>();
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
    public async Task Rows_written_while_the_server_is_down_arrive_when_it_is_back()
    {
        _client.Write<KeyedReading>(KeyedReading.Range(0, RowsPerWrite));
        await _client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        await _server.StopAsync();
        for (int i = 1; i < Writes; i++)
            _client.Write<KeyedReading>(KeyedReading.Range(i * RowsPerWrite, RowsPerWrite));
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

    private async Task WriteAllAsync()
    {
        for (int i = 0; i < Writes; i++)
            _client.Write<KeyedReading>(KeyedReading.Range(i * RowsPerWrite, RowsPerWrite));
        await _client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
    }

    private async Task ExpectAllRowsAsync()
    {
        KeyedReading[] read = await _client.Query<KeyedReading>("SELECT * FROM it_readings ORDER BY ts").ToArrayAsync();
        Assert.Equal(KeyedReading.Range(0, Writes * RowsPerWrite), read);
    }
}
