using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Store;

[Trait("Category", "Integration")]
public class DrainerTests
{
    [Fact]
    public async Task Slots_that_clients_of_the_same_id_left_are_delivered_in_the_background()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await LeaveAsync(store, "default", 5);
        var events = new EventLog();
        await using (QuestDbClient db = store.Connect(events))
        {
            await Poll.UntilAsync(() => store.Server.RowCount("ticks") == 50, "all rows are there");
            await Poll.UntilAsync(() => Drained(events) == 4, "four slots were drained");
        }

        Assert.Equal(Pulse.Make(0, 50), await store.RowsAsync());
        Assert.Equal(Enumerable.Range(1, 4).Select(n => store[$"default-ingest-{n}"]),
            events.All.Where(static e => e is { Kind: ClientEventKind.Drained, Slot: not null }).Select(static e => e.Slot)
                .Order(StringComparer.Ordinal));
        for (int n = 0; n < 5; n++) Assert.Equal([".lock", ".lock.pid"], store.Files($"default-ingest-{n}"));
    }

    [Fact]
    public async Task Slots_of_other_ids_are_delivered_only_when_asked_for()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync("sender_id=other;", Pulse.Make(0, 10));
        await store.WriteAndLeaveAsync("sender_id=default2;", Pulse.Make(10, 10));
        await using (QuestDbClient db = store.Connect()) await db.Write<Pulse>(Pulse.Make(20, 1)).AcceptedAsync();
        Assert.Equal(1, store.Server.RowCount("ticks"));
        Assert.Contains("sf-0000000000000000.sfa", store.Files("other-ingest-0"));

        var events = new EventLog();
        await using (QuestDbClient db = store.Connect(events, "drain_orphans=on;max_background_drainers=1;"))
        {
            await Poll.UntilAsync(() => Drained(events) == 2, "both slots were drained");
        }

        Assert.Equal(Pulse.Make(0, 21), await store.RowsAsync());
        Assert.Equal([".lock", ".lock.pid"], store.Files("other-ingest-0"));
    }

    [Fact]
    public async Task A_slot_that_is_held_or_marked_is_left_alone()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync("sender_id=marked;", Pulse.Make(0, 10));
        File.WriteAllText(store["marked-ingest-0/.failed"], "by hand\n");
        await using QuestDbClient holder = store.Connect(keys: "sender_id=held;");
        holder.Write<Pulse>(Pulse.Make(10, 10));
        var events = new EventLog();
        await using (QuestDbClient db = store.Connect(events, "drain_orphans=on;"))
            await db.Write<Pulse>(Pulse.Make(20, 10)).AcceptedAsync();
        await holder.WaitAsync(AckLevel.Accepted, StoreFolder.Patience);
        Assert.Equal(Pulse.Make(10, 20), await store.RowsAsync());
        Assert.Equal("by hand\n", File.ReadAllText(store["marked-ingest-0/.failed"]));
        Assert.DoesNotContain(events.All,
            static e => e is { Kind: ClientEventKind.Drained, Slot: not null } or { Kind: ClientEventKind.DrainFailed });
    }

    [Fact]
    public async Task A_slot_whose_frame_is_refused_for_good_is_marked_with_the_reason()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync("sender_id=other;", Pulse.Make(0, 10));
        store.Server.Faults.Add(Fault.Reject(0x03, "no such column"));
        var events = new EventLog();
        await using (QuestDbClient db = store.Connect(events, "drain_orphans=on;"))
        {
            await Poll.UntilAsync(() => events.Count(ClientEventKind.DrainFailed) == 1, "the failure was reported");
        }

        ClientEvent e = Assert.Single(events.All, static e => e.Kind == ClientEventKind.DrainFailed);
        Assert.Equal((store["other-ingest-0"], ErrorCode.Rejected), (e.Slot, e.Error!.Code));
        Assert.Contains("no such column", File.ReadAllText(store["other-ingest-0/.failed"]));
        Assert.Contains("sf-0000000000000000.sfa", store.Files("other-ingest-0"));

        // A person removes the mark: the next client delivers it.
        File.Delete(store["other-ingest-0/.failed"]);
        await using (QuestDbClient db = store.Connect(keys: "drain_orphans=on;"))
        {
            await Poll.UntilAsync(() => store.Server.RowCount("ticks") == 10, "the rows are there");
        }
    }

    [Fact]
    public async Task A_damaged_slot_is_marked_and_kept_as_it_was()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync("sender_id=other;", Pulse.Make(0, 10));
        string segment = store["other-ingest-0/sf-0000000000000000.sfa"];
        byte[] bytes = File.ReadAllBytes(segment);
        bytes[0] ^= 1;
        File.WriteAllBytes(segment, bytes);
        var events = new EventLog();
        await using (QuestDbClient db = store.Connect(events, "drain_orphans=on;"))
        {
            await Poll.UntilAsync(() => events.Count(ClientEventKind.DrainFailed) == 1, "the failure was reported");
        }

        Assert.Equal(ErrorCode.StoreCorrupt, events.All.Single(static e => e.Kind == ClientEventKind.DrainFailed).Error!.Code);
        Assert.Contains("not with SF01", File.ReadAllText(store["other-ingest-0/.failed"]));
        Assert.Equal(bytes, File.ReadAllBytes(segment));
    }

    [Fact]
    public async Task A_client_that_closes_while_slots_are_delivered_leaves_the_rest_for_the_next()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync("sender_id=other;", Pulse.Make(0, 10));
        await store.Server.StopAsync();
        var events = new EventLog();
        await using (QuestDbClient db = store.Connect(events, "drain_orphans=on;"))
        {
            await Poll.UntilAsync(() => events.Count(ClientEventKind.ConnectFailed) > 0, "a connection was tried");
        }

        Assert.DoesNotContain(events.All,
            static e => e is { Kind: ClientEventKind.Drained, Slot: not null } or { Kind: ClientEventKind.DrainFailed });
        await store.Server.RestartAsync();
        await using (QuestDbClient db = store.Connect(keys: "drain_orphans=on;"))
        {
            await Poll.UntilAsync(() => store.Server.RowCount("ticks") == 10, "the rows are there");
        }
    }

    /// <summary>Slots of earlier clients that were delivered.</summary>
    private static int Drained(EventLog events) => events.All.Count(static e => e is { Kind: ClientEventKind.Drained, Slot: not null });

    /// <summary>Leaves so many slots of one id, each with ten rows.</summary>
    private static async Task LeaveAsync(StoreFolder store, string senderId, int slots)
    {
        await store.Server.StopAsync();
        var clients = new List<QuestDbClient>();
        for (int n = 0; n < slots; n++)
        {
            QuestDbClient db = store.Connect(keys: $"sender_id={senderId};initial_connect_retry=async;close_flush_timeout_millis=0;");
            db.Write<Pulse>(Pulse.Make(n * 10, 10));
            clients.Add(db);
        }

        foreach (QuestDbClient db in clients) await db.CloseUndeliveredAsync();
        await store.Server.RestartAsync();
    }
}
