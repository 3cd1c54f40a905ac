using QuestDb.TestSupport;
using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.Delivery;

[Trait("Category", "Integration")]
public class RejectionTests
{
    private const byte SchemaMismatch = 0x03;
    private const byte InternalError = 0x06;

    [Fact]
    public async Task A_final_rejection_stops_delivery_and_keeps_the_rows()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        var events = new EventLog();
        QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "close_flush_timeout_millis=100;",
            new QuestDbOptions { EventListener = events.Add });
        await db.CreateTableAsync<Pulse>();
        await db.Write<Pulse>(Pulse.Make(0, 10)).AcceptedAsync();
        server.Faults.Add(Fault.Reject(SchemaMismatch, "column types differ"));

        WriteReceipt receipt = db.Write<Pulse>(Pulse.Make(10, 10));
        RejectedException e = await Assert.ThrowsAsync<RejectedException>(async () => await receipt.AcceptedAsync());

        Assert.Equal(ErrorCode.Rejected, e.Code);
        Assert.Equal(SchemaMismatch, e.Status);
        Assert.Equal("column types differ", e.ServerMessage);
        Assert.Equal((receipt.FirstFsn, receipt.LastFsn), (e.FirstFsn, e.LastFsn));
        Assert.Contains("SCHEMA_MISMATCH", e.Message);
        Assert.Throws<RejectedException>(() => db.Write<Pulse>(Pulse.Make(20, 1)));
        Assert.Equal(receipt.LastFsn, db.PublishedFsn);
        Assert.Equal(receipt.FirstFsn - 1, db.AckedFsn);
        Assert.Equal(10, server.RowCount("ticks"));

        QuestDbException close = await db.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, close.Code);
        Assert.Equal([ClientEventKind.Connected, ClientEventKind.Acked, ClientEventKind.Drained, ClientEventKind.Rejected,
            ClientEventKind.Stopped, ClientEventKind.Undelivered],
            events.All.Select(static e => e.Kind));
    }

    [Fact]
    public async Task A_passing_rejection_is_sent_again_until_it_is_accepted()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        var events = new EventLog();
        await using QuestDbClient db =
            QuestDbClient.Connect(server.ConnectString + "reconnect_initial_backoff_millis=1;initial_connect_retry=off;",
                new QuestDbOptions { EventListener = events.Add });
        await db.CreateTableAsync<Pulse>();
        server.Faults.Add(Fault.Reject(InternalError, "disk is busy").Times(2));

        await db.Write<Pulse>(Pulse.Make(0, 10)).AcceptedAsync();

        Assert.Equal(10, server.RowCount("ticks"));
        Assert.Equal(2, events.Count(ClientEventKind.Rejected));
    }

    [Fact]
    public async Task A_write_between_a_rejection_and_the_last_durable_acks_does_not_end_delivery()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { DurableAck = true });
        await using QuestDbClient db = QuestDbClient.Connect(
            server.ConnectString + "request_durable_ack=on;reconnect_initial_backoff_millis=1;initial_connect_retry=off;");
        await db.CreateTableAsync<Pulse>();
        server.Faults.Add(Fault.WithholdDurableAck().Forever());
        await db.Write<Pulse>(Pulse.Make(0, 10)).AcceptedAsync();
        server.Faults.Add(Fault.Reject(InternalError, "disk is busy"));

        db.Write<Pulse>(Pulse.Make(10, 10));
        await TestSupport.Poll.UntilAsync(() => server.Stats.Rejections == 1, "the rejection");
        await Assert.ThrowsAsync<QuestDbException>(() => db.WaitAsync(AckLevel.Durable, TimeSpan.FromMilliseconds(20)).AsTask());
        // The client reads on for durable acks that do not come, and this last write wakes its send loop meanwhile.
        db.Write<Pulse>(Pulse.Make(20, 10));
        server.Faults.Clear();
        await db.WaitAsync(AckLevel.Durable, TestSupport.Poll.DefaultDeadline);
        Assert.Equal(1, server.Stats.Rejections);
    }

    [Fact]
    public async Task A_rejection_that_does_not_pass_becomes_final()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        QuestDbClient db = QuestDbClient.Connect(server.ConnectString
            + "max_frame_rejections=3;poison_min_escalation_window_millis=0;reconnect_initial_backoff_millis=1;"
            + "initial_connect_retry=off;close_flush_timeout_millis=0;");
        await db.CreateTableAsync<Pulse>();
        server.Faults.Add(Fault.Reject(InternalError, "disk is gone").Forever());

        RejectedException e =
            await Assert.ThrowsAsync<RejectedException>(async () => await db.Write<Pulse>(Pulse.Make(0, 10)).AcceptedAsync());

        Assert.Contains("3 times", e.Message);
        Assert.Equal(3, server.Stats.Rejections);
        await db.CloseUndeliveredAsync();
    }
}
