using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Store;

[Trait("Category", "Integration")]
public class SlotTests
{
    [Fact]
    public async Task Rows_of_a_client_that_ended_without_a_server_are_delivered_by_the_next_one()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        QuestDbException error = await store.WriteAndLeaveAsync("", Pulse.Make(0, 1000), Pulse.Make(1000, 10));
        Assert.Equal(ErrorCode.CloseTimeout, error.Code);
        Assert.Contains(store["default-ingest-0"], error.Message);
        Assert.Contains("1010 rows in 2 frames", error.Message);

        var events = new EventLog();
        await using (QuestDbClient db = store.Connect(events))
        {
            // Nobody writes; the dictionary of the first frame goes on in this one.
            await db.WaitAsync(AckLevel.Accepted, StoreFolder.Patience);
            Assert.Equal(1, db.AckedFsn);
            WriteReceipt receipt = db.Write<Pulse>(Pulse.Make(1010, 90));
            Assert.Equal(2, receipt.FirstFsn);
            await receipt.AcceptedAsync();
            Assert.Equal(Pulse.Make(0, 1100), await store.RowsAsync());
        }

        Assert.Contains(events.All, static e => e is { Kind: ClientEventKind.Replayed, FirstFsn: 0, LastFsn: 1 });
        Assert.Equal([".lock", ".lock.pid"], store.Files("default-ingest-0"));
    }

    [Fact]
    public async Task Rows_are_on_disk_when_write_returns_and_gone_once_they_are_delivered_and_the_client_closes()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await using (QuestDbClient db = store.Connect())
        {
            db.Write<Pulse>(Pulse.Make(0, 1000));
            Assert.True(File.Exists(store["default-ingest-0/sf-0000000000000000.sfa"]));
            Assert.True(File.Exists(store["default-ingest-0/.symbol-dict"]));
        }

        Assert.Equal([".lock", ".lock.pid"], store.Files("default-ingest-0"));
        Assert.Equal(1000, store.Server.RowCount("ticks"));
    }

    [Fact]
    public async Task A_single_row_waits_for_no_others_and_is_on_disk_when_write_returns()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await using QuestDbClient db = store.Connect(keys: "auto_flush_interval=3600000;");
        WriteReceipt receipt = db.Write(Pulse.Make(0, 1)[0]);
        Assert.Equal((0L, 0L), (receipt.FirstFsn, db.PublishedFsn));
        Assert.True(File.Exists(store["default-ingest-0/sf-0000000000000000.sfa"]));
    }

    [Fact]
    public async Task Rows_written_again_and_again_without_a_server_keep_their_order()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        for (int run = 0; run < 4; run++) await store.WriteAndLeaveAsync("", Pulse.Make(run * 10, 5), Pulse.Make((run * 10) + 5, 5));
        await using QuestDbClient db = store.Connect();
        Assert.Equal(7, db.PublishedFsn);
        await db.WaitAsync(AckLevel.Accepted, StoreFolder.Patience);
        Assert.Equal(Pulse.Make(0, 40), await store.RowsAsync());
    }

    [Fact]
    public async Task Two_clients_on_one_folder_take_a_slot_each()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await using QuestDbClient first = store.Connect();
        await using QuestDbClient second = store.Connect();
        first.Write<Pulse>(Pulse.Make(0, 10));
        second.Write<Pulse>(Pulse.Make(10, 10));
        Assert.True(File.Exists(store["default-ingest-0/sf-0000000000000000.sfa"]));
        Assert.True(File.Exists(store["default-ingest-1/sf-0000000000000000.sfa"]));
        await first.WaitAsync(AckLevel.Accepted, StoreFolder.Patience);
        await second.WaitAsync(AckLevel.Accepted, StoreFolder.Patience);
        Assert.Equal(Pulse.Make(0, 20), await store.RowsAsync());
    }

    [Fact]
    public async Task A_slot_that_cannot_be_replayed_is_set_aside_and_writing_goes_on()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync("sf_max_segment_bytes=65536;", Pulse.Make(0, 4000), Pulse.Make(4000, 4000), Pulse.Make(8000, 4000));
        string[] segments = Directory.GetFiles(store["default-ingest-0"], "*.sfa");
        Assert.True(segments.Length > 2, $"{segments.Length} segments");
        string lost = segments.Order(StringComparer.Ordinal).ElementAt(1);
        byte[] bytes = File.ReadAllBytes(lost);
        File.Delete(lost);

        var events = new EventLog();
        await using (QuestDbClient db = store.Connect(events))
        {
            await db.Write<Pulse>(Pulse.Make(0, 10)).AcceptedAsync();
        }

        ClientEvent aside = Assert.Single(events.All, static e => e.Kind == ClientEventKind.SlotSetAside);
        Assert.Equal(store["default-ingest-0.failed-0"], aside.Slot);
        Assert.Equal(ErrorCode.StoreCorrupt, aside.Error!.Code);
        Assert.Contains(store["default-ingest-0.failed-0"], aside.Error.Message);
        Assert.Equal(segments.Length - 1, Directory.GetFiles(aside.Slot!, "*.sfa").Length);
        Assert.Contains("begins with FSN", File.ReadAllText(Path.Combine(aside.Slot!, ".failed")));
        Assert.Equal(Pulse.Make(0, 10), await store.RowsAsync());

        // Nobody takes it up again.
        await using (QuestDbClient next = store.Connect(keys: "drain_orphans=on;"))
        {
            await next.Write<Pulse>(Pulse.Make(10, 1)).AcceptedAsync();
        }

        Assert.True(File.Exists(Path.Combine(aside.Slot!, ".failed")));

        // A person repairs it and removes the mark: all of its rows are delivered.
        File.WriteAllBytes(Path.Combine(aside.Slot!, Path.GetFileName(lost)), bytes);
        File.Delete(Path.Combine(aside.Slot!, ".failed"));
        await using (QuestDbClient repaired = store.Connect())
        {
            await Poll.UntilAsync(() => store.Server.RowCount("ticks") == 12_000, "the rows are there");
        }

        Assert.Equal(Pulse.Make(0, 12_000), await store.RowsAsync());
    }

    [Fact]
    public async Task A_slot_of_another_version_is_an_error_and_stays_as_it_is()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync("", Pulse.Make(0, 10));
        string segment = store["default-ingest-0/sf-0000000000000000.sfa"];
        byte[] bytes = File.ReadAllBytes(segment);
        bytes[4] = 2;
        File.WriteAllBytes(segment, bytes);
        QuestDbException e = Assert.Throws<QuestDbException>(() => store.Connect());
        Assert.Equal(ErrorCode.StoreUnsupported, e.Code);
        Assert.Contains(segment, e.Message);
        Assert.Equal(bytes, File.ReadAllBytes(segment));
    }

    [Fact]
    public async Task The_parent_of_the_folder_must_exist()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        QuestDbException e =
            Assert.Throws<QuestDbException>(() => QuestDbClient.Connect($"{store.Server.ConnectString}sf_dir={store.Path}/a/b;"));
        Assert.Equal(ErrorCode.InvalidConfiguration, e.Code);
        Assert.Contains("sf_dir", e.Message);
        Assert.False(Directory.Exists(store.Path));
    }

    [Fact]
    public async Task A_slot_whose_frame_the_server_refuses_for_good_is_marked_and_the_next_client_writes_elsewhere()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        store.Server.Faults.Add(Testing.Faults.Fault.Reject(0x03, "no such column"));
        QuestDbClient db = store.Connect();
        db.Write<Pulse>(Pulse.Make(0, 10));
        await Assert.ThrowsAsync<RejectedException>(async () => await db.WaitAsync(AckLevel.Accepted, StoreFolder.Patience));
        QuestDbException left = await db.CloseUndeliveredAsync();
        Assert.Contains(store["default-ingest-0"], left.Message);
        Assert.Contains("no such column", File.ReadAllText(store["default-ingest-0/.failed"]));

        await using QuestDbClient next = store.Connect(keys: "drain_orphans=on;");
        await next.Write<Pulse>(Pulse.Make(10, 10)).AcceptedAsync();
        Assert.Equal(Pulse.Make(10, 10), await store.RowsAsync());
        Assert.Contains("sf-0000000000000000.sfa", store.Files("default-ingest-0"));
        Assert.Contains("sf-0000000000000000.sfa", store.Files("default-ingest-1"));
    }
}
