using QuestDb.Store.Quarantines;
using QuestDb.Store.Slots;
using QuestDb.TestSupport;
using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.Tool.Tests.Commands;

[Trait("Category", "Integration")]
public sealed class ReplayTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private QuestDbTestServer _server = null!;

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [VectorFact]
    public async Task A_slot_of_the_Java_client_is_delivered_once()
    {
        string slot = Slots.Plant(_folder);
        ToolRun run = (await ToolRun.OfAsync("sf", "replay", slot, "--conf", _server.ConnectString)).Expect(0);
        Assert.Equal("plant-7: 9 frames delivered.", run.Lines.Single());
        Assert.Equal(900, _server.RowCount("sensor"));
        Assert.Empty(Directory.GetFiles(slot, "*.sfa"));

        Assert.Contains("no frames", (await ToolRun.OfAsync("sf", "replay", slot, "--conf", _server.ConnectString)).Expect(0).Output);
        Assert.Equal(900, _server.RowCount("sensor"));
    }

    [Fact]
    public async Task A_slot_of_ours_is_delivered_and_its_mark_removed()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 3), Reading.Rows(3, 4));
        FailedMark.Put(slot, "looked at by a person");
        (await ToolRun.OfAsync("sf", "replay", slot, "--conf", _server.ConnectString)).Expect(0);
        Assert.Equal(7, _server.RowCount("readings"));
        Assert.False(FailedMark.IsOn(slot));
    }

    [Fact]
    public async Task Without_a_server_nothing_is_lost()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 3));
        ToolRun run = (await ToolRun.OfAsync("sf", "replay", slot, "--conf", "ws::addr=127.0.0.1:1;")).Expect(1);
        Assert.Contains("127.0.0.1:1", run.Error);
        Assert.Contains("readings: 3 rows", (await ToolRun.OfAsync("sf", "show", slot)).Expect(0).Output);
    }

    [Fact]
    public async Task What_the_server_rejects_stays_in_the_slot()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 3));
        _server.Faults.Add(Fault.Reject(0x03, "not like this"));
        ToolRun run = (await ToolRun.OfAsync("sf", "replay", slot, "--conf", _server.ConnectString)).Expect(1);
        Assert.Contains("not like this", run.Error);
        Assert.Contains("readings: 3 rows", (await ToolRun.OfAsync("sf", "show", slot)).Expect(0).Output);
    }

    [Fact]
    public async Task What_the_server_rejects_goes_to_quarantine_where_the_connect_string_says_so()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 3), Reading.Rows(3, 4), Reading.Rows(7, 5));
        _server.Faults.Add(Fault.Reject(0x03, "not like this").After(1));
        ToolRun run =
            (await ToolRun.OfAsync("sf", "replay", slot, "--conf", _server.ConnectString + "on_schema_error=quarantine;")).Expect(1);
        Assert.Equal("default-ingest-0: 2 frames delivered, 1 rejected and put into quarantine.", run.Lines.Single());
        Assert.Equal(8, _server.RowCount("readings"));
        Assert.Contains("readings: 4 rows", (await ToolRun.OfAsync("sf", "show", slot, "--quarantine")).Expect(0).Output);
    }

    [Fact]
    public async Task A_slot_that_a_client_holds_is_left_alone()
    {
        QuestDbClient client = Slots.Unconnected(_folder);
        client.Write<Reading>(Reading.Rows(0, 1));
        ToolRun run = (await ToolRun.OfAsync("sf", "replay", _folder["default-ingest-0"], "--conf", _server.ConnectString)).Expect(1);
        Assert.Contains($"process {Environment.ProcessId}", run.Error);
        await client.CloseUndeliveredAsync();
    }

    [Fact]
    public async Task A_damaged_slot_is_not_sent_in_part()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 1));
        Slots.Damage(Directory.GetFiles(slot, "*.sfa").Single(), 0);
        ToolRun run = (await ToolRun.OfAsync("sf", "replay", slot, "--conf", _server.ConnectString)).Expect(1);
        Assert.Contains("Nothing was sent", run.Error);
    }

    [Fact]
    public async Task Quarantined_frames_that_are_accepted_leave_it_and_the_others_stay()
    {
        string slot = _folder["s"];
        for (int fsn = 0; fsn < 3; fsn++) Slots.SetAside(slot, fsn, Reading.Rows(fsn * 10, 10));
        _server.Faults.Add(Fault.Reject(0x03, "still not").After(1));
        ToolRun run = (await ToolRun.OfAsync(
            "sf", "replay", slot, "--quarantine", "--conf", _server.ConnectString + "on_schema_error=quarantine;")).Expect(1);
        Assert.Contains("still not", run.Error);
        Assert.Equal("s: 2 of 3 frames in quarantine delivered.", run.Lines[^1]);
        Assert.Equal(20, _server.RowCount("readings"));
        Assert.Single(new QuarantineFolder(slot, sync: false).List());

        (await ToolRun.OfAsync("sf", "replay", slot, "--quarantine", "--conf", _server.ConnectString)).Expect(0);
        Assert.Equal(30, _server.RowCount("readings"));
        Assert.Equal(0, new QuarantineFolder(slot, sync: false).Count);
    }
}
