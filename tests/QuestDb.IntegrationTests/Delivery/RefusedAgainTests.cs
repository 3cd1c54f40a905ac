using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>Frames that are refused for a reason that could pass and does not, where what is refused for good is set aside.</summary>
[Trait("Category", "Integration")]
public sealed partial class RefusedAgainTests : IAsyncLifetime
{
    private const byte InternalError = 0x06;
    private const int Attempts = 3;

    private static readonly DateTime s_time = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private QuestDbTestServer _server = null!;
    private QuestDbClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await QuestDbTestServer.StartAsync();
        _client = QuestDbClient.Connect(_server.ConnectString + $"on_server_error=quarantine;max_frame_rejections={Attempts};"
            + "poison_min_escalation_window_millis=0;reconnect_initial_backoff_millis=1;initial_connect_retry=off;");
    }

    public async Task DisposeAsync()
    {
        foreach (QuarantinedFrame frame in _client.ListQuarantine()) _client.RemoveQuarantined(frame);
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_table_holds_the_others_up_with_its_first_frame_alone()
    {
        await RefuseAsync();
        for (int i = 0; i < 5; i++) _client.Write<Broken>([new Broken(i, s_time)]);
        await _client.Write<Whole>([new Whole(1, s_time)]).AcceptedAsync();
        Assert.Equal(5, _client.QuarantinedCount);
        Assert.Equal(Attempts + 4, _server.Stats.Rejections);
    }

    [Fact]
    public async Task A_table_that_has_taken_rows_since_is_tried_again_as_often_as_any()
    {
        await RefuseAsync();
        await Assert.ThrowsAsync<RejectedException>(async () => await _client.Write<Broken>([new Broken(1, s_time)]).AcceptedAsync());
        _server.Faults.Clear();
        await _client.Write<Broken>([new Broken(2, s_time)]).AcceptedAsync();
        long before = _server.Stats.Rejections;
        _server.Faults.Add(Fault.Reject(InternalError, "the disk is busy").Times(Attempts - 1));
        await _client.Write<Broken>([new Broken(3, s_time)]).AcceptedAsync();
        Assert.Equal(Attempts - 1, _server.Stats.Rejections - before);
        Assert.Equal(1, _client.QuarantinedCount);
    }

    private async Task RefuseAsync()
    {
        await _client.CreateTableAsync<Broken>();
        await _client.CreateTableAsync<Whole>();
        _server.Faults.Add(Fault.Reject(InternalError, "the table is broken").Containing("again_broken").Forever());
    }

    [QuestTable("again_broken")]
    public readonly partial record struct Broken(long Price, [Designated] DateTime Ts);

    [QuestTable("again_whole")]
    public readonly partial record struct Whole(long Price, [Designated] DateTime Ts);
}
