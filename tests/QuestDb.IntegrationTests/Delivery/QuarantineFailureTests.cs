using QuestDb.TestSupport;
using QuestDb.IntegrationTests.Store;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>A rejected frame that the quarantine can't take: it must not leave the queue.</summary>
[Trait("Category", "Integration")]
public class QuarantineFailureTests
{
    private const string Keys = "on_schema_error=quarantine;reconnect_initial_backoff_millis=1;";

    [Fact]
    public async Task Delivery_stops_and_says_why_and_no_row_is_lost()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        string folder = store["default-ingest-0/.quarantine"];
        store.Server.Faults.Add(Fault.Reject(0x03, "not these").After(1));
        var events = new EventLog();
        QuestDbClient db = store.Connect(events, Keys + "close_flush_timeout_millis=0;");
        await db.Write<Pulse>(Pulse.Make(0, 10)).AcceptedAsync();
        // Where the folder would be there is a file: that stops root, too.
        await File.WriteAllTextAsync(folder, "");
        WriteReceipt refused = db.Write<Pulse>(Pulse.Make(10, 10));

        RejectedException told = await Assert.ThrowsAsync<RejectedException>(async () => await refused.AcceptedAsync());
        Assert.Equal((0x03, "not these", 1L, 1L), (told.Status, told.ServerMessage, told.FirstFsn, told.LastFsn));
        Assert.Contains("the quarantine did not take it", told.Message);
        Assert.Contains(folder, told.Message);
        await Assert.ThrowsAsync<RejectedException>(() => db.WaitAsync(AckLevel.Accepted, StoreFolder.Patience).AsTask());
        Assert.Throws<RejectedException>(() => db.Write<Pulse>(Pulse.Make(20, 10)));
        Assert.Equal((0L, 1L, 0), (db.AckedFsn, db.PublishedFsn, db.QuarantinedCount));
        QuestDbException closing = await db.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, closing.Code);
        ClientEvent stopped = Assert.Single(events.All, static e => e.Kind == ClientEventKind.Stopped);
        Assert.Equal((1L, 1L), (stopped.FirstFsn, stopped.LastFsn));
        Assert.Equal(0, events.Count(ClientEventKind.Quarantined));
        Assert.Equal(Pulse.Make(0, 10), await store.RowsAsync());

        // A person repairs it and removes the mark; this time the server takes the rows.
        File.Delete(folder);
        File.Delete(store["default-ingest-0/.failed"]);
        await using (QuestDbClient next = store.Connect(keys: Keys)) await next.Write<Pulse>(Pulse.Make(20, 10)).AcceptedAsync();
        Assert.Equal(Pulse.Make(0, 30), await store.RowsAsync());
    }
}
