using QuestDb.IntegrationTests.Store;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>A slot that an earlier client left, with a symbol that the server's frames have no room for.</summary>
[Trait("Category", "Integration")]
public class SymbolLimitTests
{
    private const int Limit = 2048;
    private const string Keys = "drain_orphans=on;reconnect_initial_backoff_millis=1;reconnect_max_backoff_millis=2;";

    private readonly EventLog _events = new();

    [Fact]
    public async Task Its_drainer_gives_it_up_after_the_window_and_a_later_client_delivers_it()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        Pulse[] rows = await LeaveAsync(store);
        await using (QuestDbClient db = store.Connect(_events, Keys + "catch_up_cap_gap_min_escalation_window_millis=0;"))
        {
            await Poll.UntilAsync(() => _events.Count(ClientEventKind.DrainFailed) > 0, "the slot was given up");
        }

        ClientEvent failed = _events.All.Single(static e => e.Kind == ClientEventKind.DrainFailed);
        Assert.Equal((ErrorCode.RowTooLarge, store["other-ingest-0"]), (failed.Error!.Code, failed.Slot));
        Assert.Contains("frame FSN 1 needs", failed.Error.Message);
        Assert.Equal(16, Refusals);
        Assert.Equal(1, store.Server.RowCount("ticks"));

        store.Server.MaxBatchBytes = 1024 * 1024;
        await using (QuestDbClient db = store.Connect(_events, Keys)) await DrainedAsync();
        Assert.Equal(rows, await store.RowsAsync());
    }

    [Fact]
    public async Task Its_drainer_goes_on_while_the_window_lasts()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        Pulse[] rows = await LeaveAsync(store);
        await using (QuestDbClient db = store.Connect(_events, Keys + "catch_up_cap_gap_min_escalation_window_millis=600000;"))
        {
            await Poll.UntilAsync(() => Refusals > 20, "many attempts");
            store.Server.MaxBatchBytes = 1024 * 1024;
            await DrainedAsync();
        }

        Assert.Equal(0, _events.Count(ClientEventKind.DrainFailed));
        Assert.Equal(rows, await store.RowsAsync());
    }

    private int Refusals => _events.All.Count(static e => e is { Kind: ClientEventKind.Disconnected, Error.Code: ErrorCode.RowTooLarge });

    private Task DrainedAsync() => Poll.UntilAsync(
        () => _events.All.Any(static e => e is { Kind: ClientEventKind.Drained, Slot: not null }), "the slot was delivered");

    /// <summary>
    /// Leaves a frame without an ack whose large symbol an earlier frame, acknowledged, has told; from now on the
    /// server has the small limit.
    /// </summary>
    private static async Task<Pulse[]> LeaveAsync(StoreFolder store)
    {
        Pulse[] rows = [.. Pulse.Make(0, 2).Select(static row => row with { Source = new string('x', 2 * Limit) })];
        QuestDbClient db = store.Connect(keys: "sender_id=other;close_flush_timeout_millis=0;");
        await db.Write<Pulse>(rows.AsSpan(0, 1)).AcceptedAsync();
        store.Server.Faults.Add(Fault.HangIngest());
        db.Write<Pulse>(rows.AsSpan(1));
        await Poll.UntilAsync(() => store.Server.Stats.InjectedFaults == 1, "the frame was sent");
        await db.CloseUndeliveredAsync();
        store.Server.MaxBatchBytes = Limit;
        return rows;
    }
}
