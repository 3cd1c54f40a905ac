using QuestDb.TestSupport;
using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>Rows that a server acknowledges and does not store, played by the in-process server.</summary>
[Trait("Category", "Integration")]
public sealed class UnstoredRowsTests : IAsyncLifetime
{
    private readonly EventLog _events = new();
    private readonly TempFolder _folder = new();
    private QuestDbTestServer _server = null!;

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_that_are_acknowledged_twice_and_never_stored_are_an_error_of_the_receipt_and_are_kept(bool onDisk)
    {
        await using QuestDbClient db = Connect(onDisk);
        _server.Faults.Add(Fault.LoseRows().Times(2));
        WriteReceipt lost = db.Write<DroppedRow>(DroppedRow.Make(0, 1000));
        RejectedException e = await Assert.ThrowsAsync<RejectedException>(async () => await lost.AcceptedAsync());
        Assert.Equal((lost.FirstFsn, lost.LastFsn, "it_dropped"), (e.FirstFsn, e.LastFsn, e.Table));
        Assert.Contains("acknowledged frame FSN 0 twice", e.Message);
        Assert.Equal([ClientEventKind.Rejected, ClientEventKind.Rejected, ClientEventKind.Quarantined],
            _events.All.Select(static x => x.Kind).Where(static k => k is ClientEventKind.Rejected or ClientEventKind.Quarantined));

        await db.Write<DroppedRow>(DroppedRow.Make(1000, 1)).AcceptedAsync();
        Assert.Equal(1, _server.RowCount("it_dropped"));
        QuarantinedRows<DroppedRow> kept = Assert.Single(db.ReadQuarantine<DroppedRow>());
        Assert.Equal(DroppedRow.Make(0, 1000), kept.Rows);
        _server.Faults.Add(Fault.LoseRows().Containing("it_dropped").Times(2));
        await Assert.ThrowsAsync<RejectedException>(async () => await db.ReplayQuarantinedAsync(kept));
        await db.ReplayQuarantinedAsync(kept);
        Assert.Equal((0, 1001L), (db.QuarantinedCount, _server.RowCount("it_dropped")));
    }

    [Fact]
    public async Task Frames_behind_rows_that_are_not_stored_are_delivered_once_also_when_the_connection_breaks()
    {
        await using QuestDbClient db = Connect(onDisk: false);
        await db.Write<DroppedRow>(DroppedRow.Make(0, 10)).AcceptedAsync();
        _server.Faults.Add(Fault.LoseRows());
        _server.Faults.Add(Fault.DropBeforeCommit());
        WriteReceipt lost = db.Write<DroppedRow>(DroppedRow.Make(10, 10));
        WriteReceipt behind = db.Write<DroppedRow>(DroppedRow.Make(20, 10));
        await lost.AcceptedAsync();
        await behind.AcceptedAsync();
        Assert.Equal(DroppedRow.Make(0, 30), await db.Query<DroppedRow>("SELECT * FROM it_dropped").ToArrayAsync());
        Assert.Equal((2, 0), (db.AckedFsn, db.QuarantinedCount));
    }

    [Fact]
    public async Task A_slot_keeps_rows_that_are_not_stored_for_the_next_client()
    {
        QuestDbClient db = Connect(onDisk: true, "close_flush_timeout_millis=0;");
        await db.Write<DroppedRow>(DroppedRow.Make(0, 10)).AcceptedAsync();
        _server.Faults.Add(Fault.LoseRows());
        _server.Faults.Add(Fault.DropBeforeCommit().Forever());
        db.Write<DroppedRow>(DroppedRow.Make(10, 10));
        await Poll.UntilAsync(() => _events.Count(ClientEventKind.Disconnected) > 0, "the connection breaks");
        Assert.Equal(0, db.AckedFsn);
        await CloseAsync(db);
        _server.Faults.Clear();
        Assert.Equal(10, _server.RowCount("it_dropped"));
        await using QuestDbClient next = Connect(onDisk: true);
        await Poll.UntilAsync(() => _server.RowCount("it_dropped") == 20, "the next client delivers them");
        Assert.Equal(DroppedRow.Make(0, 20), await next.Query<DroppedRow>("SELECT * FROM it_dropped").ToArrayAsync());
    }

    [Fact]
    public async Task The_drainer_of_a_slot_that_was_left_sends_them_again_too()
    {
        // Frames that share an OK are sent again together, so that rows come twice where nothing deduplicates them.
        await using (QuestDbClient db = QuestDbClient.Connect(_server.ConnectString))
        {
            await db.ExecuteAsync("CREATE TABLE it_dropped (Id LONG, Source SYMBOL, Timestamp TIMESTAMP) TIMESTAMP(Timestamp) "
                + "PARTITION BY DAY WAL DEDUP UPSERT KEYS(Timestamp, Id)");
            await db.ExecuteAsync("CREATE TABLE it_staying (Id LONG, Timestamp TIMESTAMP) TIMESTAMP(Timestamp) "
                + "PARTITION BY DAY WAL DEDUP UPSERT KEYS(Timestamp, Id)");
        }

        await _server.StopAsync();
        QuestDbClient left = Connect(onDisk: true, "initial_connect_retry=async;close_flush_timeout_millis=0;sender_id=left;");
        using (RowSender rows = left.BorrowRowSender())
        {
            for (int i = 0; i < 3; i++)
            {
                rows.Table("it_dropped").Symbol("Source", $"s{i}").Column("Id", (long)i).At(DateTime.UnixEpoch.AddDays(1));
                rows.Table("it_staying").Column("Id", (long)i).At(DateTime.UnixEpoch.AddDays(1));
                rows.Flush();
            }
        }

        await CloseAsync(left);
        await _server.RestartAsync();
        _server.Faults.Add(Fault.LoseRows().Containing("s1"));
        await using (QuestDbClient db = Connect(onDisk: true, "drain_orphans=on;"))
        {
            await Poll.UntilAsync(() => _server.RowCount("it_dropped") == 3 && _server.RowCount("it_staying") == 3, "the slot is drained");
            await Poll.UntilAsync(() => _events.All.Any(static e => e is { Kind: ClientEventKind.Drained, Slot: not null }), "it is empty");
        }

        Assert.Contains(_events.All,
            static e => e.Kind == ClientEventKind.Rejected && e.Error!.Message.Contains("it_dropped, it_staying"));
        Assert.Equal(0, _events.Count(ClientEventKind.Quarantined));
    }

    private QuestDbClient Connect(bool onDisk, string keys = "") => QuestDbClient.Connect(
        $"{_server.ConnectString}{(onDisk ? $"sf_dir={_folder.Path};" : "")}{keys}",
        new QuestDbOptions { EventListener = _events.Add });

    /// <summary>Closes a client that has rows left, which it says.</summary>
    private static async Task CloseAsync(QuestDbClient db)
    {
        try
        {
            await db.DisposeAsync();
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.CloseTimeout)
        {
            // The rows are in the slot.
        }
    }
}
