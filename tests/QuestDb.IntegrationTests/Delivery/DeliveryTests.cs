using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Delivery;

[Trait("Category", "Integration")]
public class DeliveryTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_server_that_restarts_in_mid_write_loses_no_row_and_each_reconnect_is_reported()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        var events = new EventLog();
        await using QuestDbClient db = Connect(server, events);
        await db.CreateTableAsync<Pulse>();

        const int Restarts = 5;
        const int RowsPerWrite = 500;
        int written = 0;
        for (int restart = 0; restart < Restarts; restart++)
        {
            // A drop before the commit, one after it, and the restart itself all fall between these writes.
            server.Faults.Add(restart % 2 == 0 ? Fault.DropBeforeAck().After(3) : Fault.DropBeforeCommit().After(3));
            for (int i = 0; i < 20; i++, written += RowsPerWrite) db.Write<Pulse>(Pulse.Make(written, RowsPerWrite));
            await server.RestartAsync();
            for (int i = 0; i < 20; i++, written += RowsPerWrite) db.Write<Pulse>(Pulse.Make(written, RowsPerWrite));
            int connections = restart + 2;
            await Poll.UntilAsync(() => events.Count(ClientEventKind.Connected) >= connections, $"connection {connections} was reported");
        }

        await db.WaitAsync(AckLevel.Accepted, s_patience);
        Pulse[] rows = await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync();
        Assert.Equal(Pulse.Make(0, written), rows);
        int lost = events.Count(ClientEventKind.Disconnected);
        Assert.True(lost >= Restarts, $"{lost} lost connections were reported");
        Assert.Equal(lost + 1, events.Count(ClientEventKind.Connected));
        Assert.Contains(events.All, static e => e.Kind == ClientEventKind.Replayed && e.FirstFsn <= e.LastFsn);
        Assert.Equal(0, db.DroppedEvents);
    }

    [Fact]
    public async Task After_a_reconnect_the_dictionary_is_sent_again_before_frames_that_take_it_for_known()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = Connect(server);
        await db.CreateTableAsync<Pulse>();
        db.Write<Pulse>(Pulse.Make(0, 100));
        await db.WaitAsync(AckLevel.Accepted, s_patience);

        await server.RestartAsync();
        // All symbols of these rows are in the dictionary already: their frames carry none.
        db.Write<Pulse>(Pulse.Make(100, 100));
        await db.WaitAsync(AckLevel.Accepted, s_patience);

        Assert.Equal(Pulse.Make(0, 200), await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    [Fact]
    public async Task A_dictionary_above_the_frame_limit_is_caught_up_in_several_frames()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { MaxBatchBytes = 4096 });
        await using QuestDbClient db = Connect(server);
        await db.CreateTableAsync<Pulse>();
        Pulse[] rows = [.. Pulse.Make(0, 400).Select(static row => row with { Source = $"a-rather-long-source-name-{row.Number:D10}" })];
        db.Write<Pulse>(rows.AsSpan(0, 399));
        await db.WaitAsync(AckLevel.Accepted, s_patience);

        await server.RestartAsync();
        db.Write<Pulse>(rows.AsSpan(399));
        await db.WaitAsync(AckLevel.Accepted, s_patience);

        Assert.Equal(rows, await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    [Fact]
    public async Task A_span_is_cut_into_frames_below_the_servers_limit()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { MaxBatchBytes = 2048 });
        await using QuestDbClient db = Connect(server);
        await db.CreateTableAsync<Pulse>();

        WriteReceipt receipt = db.Write<Pulse>(Pulse.Make(0, 1_000));
        await receipt.AcceptedAsync();

        Assert.True(receipt.LastFsn - receipt.FirstFsn >= 8, $"{receipt.LastFsn - receipt.FirstFsn + 1} frames");
        Assert.Equal(Pulse.Make(0, 1_000), await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    [Fact]
    public async Task A_span_larger_than_the_queue_goes_through_it_frame_by_frame()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "sf_max_segment_bytes=256k;sf_max_total_bytes=512k;");
        await db.CreateTableAsync<Pulse>();

        Pulse[] rows = Pulse.Make(0, 100_000);
        await db.Write<Pulse>(rows).AcceptedAsync();

        Assert.Equal(rows, await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    [Fact]
    public async Task Single_rows_are_sent_after_a_short_time_without_another_call()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = Connect(server);
        await db.CreateTableAsync<Pulse>();

        foreach (Pulse row in Pulse.Make(0, 3)) db.Write(in row);

        await Poll.UntilAsync(() => server.RowCount("ticks") == 3, "the rows arrived");
    }

    [Fact]
    public async Task Single_rows_share_a_frame_and_stay_ahead_of_the_next_span()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "auto_flush_interval=600000;");
        await db.CreateTableAsync<Pulse>();

        foreach (Pulse row in Pulse.Make(0, 10)) db.Write(in row);
        Assert.Equal(-1, db.PublishedFsn);
        WriteReceipt receipt = db.Write<Pulse>(Pulse.Make(10, 10));

        Assert.Equal(1, receipt.FirstFsn);
        await receipt.AcceptedAsync();
        Assert.Equal(Pulse.Make(0, 20), await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    [Fact]
    public async Task A_receipt_of_a_single_row_sends_it()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "auto_flush_interval=600000;");
        await db.CreateTableAsync<Pulse>();

        Pulse row = Pulse.Make(0, 1)[0];
        await db.Write(in row).AcceptedAsync();

        Assert.Equal(1, server.RowCount("ticks"));
    }

    [Fact]
    public async Task Rows_of_a_class_are_taken_as_they_are_at_the_call()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "auto_flush_interval=600000;");
        await db.CreateTableAsync<ChangingReading>();

        var reading = new ChangingReading { Sensor = "a", Value = 1, Timestamp = DateTime.UnixEpoch };
        WriteReceipt receipt = db.Write(in reading);
        reading.Value = 2;
        await receipt.AcceptedAsync();

        Assert.Equal(1, (await db.Query<ChangingReading>("SELECT * FROM readings").ToArrayAsync()).Single().Value);
    }

    [Fact]
    public async Task Disposing_delivers_what_was_written()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using (QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "auto_flush_interval=600000;"))
        {
            await db.CreateTableAsync<Pulse>();
            db.Write<Pulse>(Pulse.Make(0, 10_000));
            foreach (Pulse row in Pulse.Make(10_000, 5)) db.Write(in row);
        }

        Assert.Equal(10_005, server.RowCount("ticks"));
    }

    [Fact]
    public async Task Disposing_while_the_server_is_down_says_what_is_unacknowledged()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "close_flush_timeout_millis=100;");
        await db.CreateTableAsync<Pulse>();
        db.Write<Pulse>(Pulse.Make(0, 10));
        await db.WaitAsync(AckLevel.Accepted, s_patience);
        await server.StopAsync();
        WriteReceipt receipt = db.Write<Pulse>(Pulse.Make(10, 10));

        QuestDbException e = await db.CloseUndeliveredAsync();

        Assert.Equal(ErrorCode.CloseTimeout, e.Code);
        Assert.Contains($"FSN {receipt.FirstFsn} to {receipt.LastFsn}", e.Message);
        Assert.Equal(ErrorCode.Disposed, (await Assert.ThrowsAsync<QuestDbException>(async () => await receipt.AcceptedAsync())).Code);
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(() => db.Write<Pulse>(Pulse.Make(0, 1))).Code);
    }

    [Fact]
    public async Task Many_threads_write_without_loss_and_each_keeps_its_order()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = Connect(server);
        await db.CreateTableAsync<Pulse>();

        const int Threads = 8;
        const int Writes = 25;
        const int Rows = 40;
        var receipts = new long[Threads][];
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            receipts[thread] = new long[Writes];
            for (int i = 0; i < Writes; i++)
                receipts[thread][i] = db.Write<Pulse>(Pulse.Make(((thread * Writes) + i) * Rows, Rows)).LastFsn;
        })));
        await db.WaitAsync(AckLevel.Accepted, s_patience);

        Assert.All(receipts, static fsns => Assert.Equal(fsns.Order(), fsns));
        Assert.Equal(Threads * Writes, receipts.SelectMany(static fsns => fsns).Distinct().Count());
        Assert.Equal(Pulse.Make(0, Threads * Writes * Rows), await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    private static QuestDbClient Connect(QuestDbTestServer server, EventLog? events = null) =>
        QuestDbClient.Connect(
            server.ConnectString + "reconnect_initial_backoff_millis=5;reconnect_max_backoff_millis=50;initial_connect_retry=off;",
            new QuestDbOptions { EventListener = events is null ? null : events.Add });
}
