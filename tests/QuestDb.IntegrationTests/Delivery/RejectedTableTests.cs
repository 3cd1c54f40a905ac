using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>A table that takes no rows: its rejection names it and, where frames are set aside, holds up no other table.</summary>
[Trait("Category", "Integration")]
public sealed partial class RejectedTableTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly DateTime s_time = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_rejection_names_the_table_and_the_column()
    {
        await MakeTablesAsync();
        var events = new EventLog();
        QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "close_flush_timeout_millis=0;",
            new QuestDbOptions { EventListener = events.Add });

        RejectedException e = await Assert.ThrowsAsync<RejectedException>(
            async () => await db.Write<RefusedPrice>([new RefusedPrice(1, s_time)]).AcceptedAsync());

        Assert.Equal(("it_refusing", "price"), (e.Table, e.Column));
        Assert.Contains("(table it_refusing)", e.Message);
        Assert.Contains("on_server_error=quarantine", e.Message);
        RejectedException later = Assert.Throws<RejectedException>(() => db.Write<RefusedPrice>([new RefusedPrice(2, s_time)]));
        Assert.Equal(("it_refusing", "price"), (later.Table, later.Column));
        Assert.Equal(e.ServerMessage, Assert.IsType<RejectedException>(db.CheckDelivery().Error).ServerMessage);
        await db.CloseUndeliveredAsync();
        ClientEvent stopped = Assert.Single(events.All, static e => e.Kind == ClientEventKind.Stopped);
        Assert.Equal(("it_refusing", "price"), (stopped.Error!.Table, stopped.Error.Column));
    }

    [Fact]
    public async Task The_rejection_of_one_table_s_frame_stops_no_other_table_where_frames_are_set_aside()
    {
        await MakeTablesAsync();
        var events = new EventLog();
        QuestDbClient db = QuestDbClient.Connect(server.ConnectString,
            new QuestDbOptions { Quarantine = true, EventListener = events.Add });
        RefusedPrice[] refused = [new(1, s_time), new(2, s_time)];

        WriteReceipt first = db.Write<RefusedPrice>(refused);
        await db.Write<Taken>([new Taken(1, s_time)]).AcceptedAsync();
        db.Write<RefusedPrice>([new RefusedPrice(3, s_time)]);
        await db.Write<Taken>([new Taken(2, s_time)]).AcceptedAsync();

        RejectedException e = await Assert.ThrowsAsync<RejectedException>(async () => await first.AcceptedAsync());
        Assert.Equal(("it_refusing", "price"), (e.Table, e.Column));
        Assert.Equal(refused, db.ReadQuarantine<RefusedPrice>().First().Rows);
        DeliveryReport report = db.CheckDelivery();
        Assert.Equal((0L, 2, null, false), (report.Frames, report.QuarantinedFrames, report.Error, report.IsClean));
        Assert.Contains("Set aside: 2 frames", report.ToString());
        await server.WaitForRowsAsync("it_taking", 2);

        // They are in the memory of a client that ends.
        report = await db.CloseAsync();
        Assert.Contains("Set aside in memory, and lost: 2 frames", Assert.Throws<QuestDbException>(report.ThrowIfError).Message);
        Assert.Equal(["it_refusing", "it_refusing"],
            events.All.Where(static e => e.Kind == ClientEventKind.Quarantined).Select(static e => e.Error!.Table));
        Assert.Equal((ClientEventKind.Undelivered, report.ToString()), (events.All[^1].Kind, events.All[^1].Message));
    }

    private async Task MakeTablesAsync()
    {
        await server.OwnTableAsync("it_refusing");
        await server.OwnTableAsync("it_taking");
        await server.Client.ExecuteAsync("CREATE TABLE it_refusing (price UUID, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        await server.Client.CreateTableAsync<Taken>();
    }

    [QuestTable("it_refusing")]
    public readonly partial record struct RefusedPrice(long Price, [Designated] DateTime Ts);

    [QuestTable("it_taking")]
    public readonly partial record struct Taken(long Price, [Designated] DateTime Ts);
}
