using System.Diagnostics;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Store;

/// <summary>Slots that can't be delivered when a client looks for the first time are looked at again.</summary>
[Trait("Category", "Integration")]
public sealed class DrainAgainTests
{
    private const string Keys = "drain_orphans=on;max_background_drainers=1;housekeeper_interval_ms=50;";

    /// <summary>In a rolling restart the old process leaves its slot after the new one has looked.</summary>
    [Fact]
    public async Task A_slot_that_its_holder_leaves_later_is_delivered()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        QuestDbClient holder = QuestDbClient.Connect(
            $"ws::addr=localhost:1;sf_dir={store.Path};sender_id=old;initial_connect_retry=async;");
        holder.Write<Pulse>(Pulse.Make(0, 10));
        await using QuestDbClient db = store.Connect(keys: Keys);
        await db.Write<Pulse>(Pulse.Make(10, 10)).AcceptedAsync();
        Assert.Equal(10, store.Server.RowCount("ticks"));
        await holder.CloseAsync(TimeSpan.Zero);
        await Poll.UntilAsync(() => store.Server.RowCount("ticks") == 20, "the rows of the old process are there");
    }

    /// <summary>A FIFO with the name of a segment ended the only drainer without a word, and closing threw what had ended it.</summary>
    [Fact]
    public async Task A_slot_that_fails_holds_up_no_other_and_is_tried_again()
    {
        if (OperatingSystem.IsWindows()) return;
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync("sender_id=a;", Pulse.Make(0, 10));
        await store.WriteAndLeaveAsync("sender_id=b;", Pulse.Make(10, 10));
        string fifo = store["a-ingest-0/z.sfa"];
        using (Process process = Process.Start("mkfifo", fifo)) await process.WaitForExitAsync();
        var events = new EventLog();
        await using (QuestDbClient db = store.Connect(events, Keys))
        {
            await Poll.UntilAsync(() => store.Server.RowCount("ticks") == 10, "the other slot is delivered");
            await Poll.UntilAsync(() => events.Count(ClientEventKind.DrainFailed) > 1, "the failure is reported, and again");
            ClientEvent failed = events.All.First(static e => e.Kind == ClientEventKind.DrainFailed);
            Assert.Equal((store["a-ingest-0"], ErrorCode.StoreFailed), (failed.Slot, failed.Error!.Code));
            Assert.False(File.Exists(store["a-ingest-0/.failed"]));
            File.Delete(fifo);
            await Poll.UntilAsync(() => store.Server.RowCount("ticks") == 20, "the slot is delivered when it can be");
        }
    }
}
