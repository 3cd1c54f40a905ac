using QuestDb.TestSupport;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.Store;

/// <summary>What went wrong in other clients between a slot and its worker (docs/testing.md lists all of it).</summary>
[Trait("Category", "Integration")]
public class BugsOfOtherClientsTests
{
    [Fact]
    public async Task A_slot_is_not_released_before_its_worker_stopped()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        var events = new EventLog();
        const int Lives = 12;
        for (int life = 0; life < Lives; life++)
        {
            // Acks that do not come keep the worker busy with frames that stay.
            store.Server.Faults.Add(Fault.WithholdAck().Forever());
            QuestDbClient db = store.Connect(events, "close_flush_timeout_millis=0;");
            for (int write = 0; write < 20; write++) db.Write<Pulse>(Pulse.Make((life * 20) + write, 1));
            await db.CloseUndeliveredAsync();
            store.Server.Faults.Clear();
        }

        // Each life took over the slot at once: the one before had nothing open in it and changed nothing any more.
        Assert.Equal(["default-ingest-0"], Directory.EnumerateDirectories(store.Path).Select(Path.GetFileName));
        Assert.DoesNotContain(events.All, static e => e.Kind is ClientEventKind.StoreFailed or ClientEventKind.Stopped);
        await using (QuestDbClient db = store.Connect(events)) await db.WaitAsync(AckLevel.Accepted, StoreFolder.Patience);
        Assert.Equal(Enumerable.Range(0, Lives * 20), (await store.RowsAsync()).Select(static row => (int)row.Number).Distinct().Order());
    }
}
