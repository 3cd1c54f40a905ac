using System.Globalization;
using System.Text.RegularExpressions;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Delivery;

[Trait("Category", "Integration")]
public class WaitTests
{
    [Fact]
    public async Task Zero_polls_and_an_expired_wait_keeps_the_frames()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "close_flush_timeout_millis=0;");
        await db.CreateTableAsync<Pulse>();
        await db.WaitAsync(AckLevel.Accepted, TimeSpan.Zero);
        server.Faults.Add(Fault.WithholdAck().Forever());
        WriteReceipt receipt = db.Write<Pulse>(Pulse.Make(0, 10));

        QuestDbException polled =
            await Assert.ThrowsAsync<QuestDbException>(async () => await db.WaitAsync(AckLevel.Accepted, TimeSpan.Zero));
        QuestDbException expired = await Assert.ThrowsAsync<QuestDbException>(
            async () => await db.WaitAsync(AckLevel.Accepted, TimeSpan.FromMilliseconds(20)));

        Assert.Equal(ErrorCode.WaitTimeout, polled.Code);
        Assert.Equal(ErrorCode.WaitTimeout, expired.Code);
        Assert.Equal(receipt.LastFsn, db.PublishedFsn);
        Assert.Equal(receipt.FirstFsn - 1, db.AckedFsn);
        await db.CloseUndeliveredAsync();
    }

    [Fact]
    public async Task An_infinite_wait_ends_with_the_ack_or_with_the_token()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        server.Faults.Add(Fault.DelayAck(TimeSpan.FromMilliseconds(300)));
        db.Write<Pulse>(Pulse.Make(0, 10));

        using var cancel = new CancellationTokenSource();
        ValueTask wait = db.WaitAsync(AckLevel.Accepted, Timeout.InfiniteTimeSpan, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await wait);
        await db.WaitAsync(AckLevel.Accepted, Timeout.InfiniteTimeSpan);

        Assert.Equal(db.PublishedFsn, db.AckedFsn);
    }

    [Fact]
    public async Task A_full_queue_refuses_after_its_deadline_and_keeps_what_it_has()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString
            + "sf_max_segment_bytes=64k;sf_max_total_bytes=64k;sf_append_deadline_millis=50;"
            + "reconnect_initial_backoff_millis=1;initial_connect_retry=off;");
        await db.CreateTableAsync<Pulse>();
        server.Faults.Add(Fault.HangIngest());

        int written = 0;
        QuestDbException? e = null;
        while (e is null)
        {
            e = Refused(() => db.Write<Pulse>(Pulse.Make(written, 100)));
            if (e is null) written += 100;
        }

        Assert.Equal(ErrorCode.QueueFull, e.Code);
        Assert.True(written > 0);
        // Struck before the restart, not by what is sent again after it.
        await Poll.UntilAsync(() => server.Stats.InjectedFaults == 1, "the server hung");
        await server.RestartAsync();
        await db.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30));
        Assert.Equal(Pulse.Make(0, written), await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    [Fact]
    public async Task A_write_larger_than_the_queue_that_stops_in_mid_way_says_how_many_rows_are_queued()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString
            + "sf_max_segment_bytes=256k;sf_max_total_bytes=512k;sf_append_deadline_millis=50;"
            + "reconnect_initial_backoff_millis=1;initial_connect_retry=off;");
        await db.CreateTableAsync<Pulse>();
        server.Faults.Add(Fault.HangIngest());
        Pulse[] rows = Pulse.Make(0, 100_000);

        QuestDbException e = Assert.Throws<QuestDbException>(() => db.Write<Pulse>(rows));

        Assert.Equal(ErrorCode.QueueFull, e.Code);
        int queued = int.Parse(Regex.Match(e.Message, "the first ([0-9]+) are queued").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(queued, 1, rows.Length - 1);
        // Struck before the restart, not by what is sent again after it.
        await Poll.UntilAsync(() => server.Stats.InjectedFaults == 1, "the server hung");
        await server.RestartAsync();
        await db.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30));
        Assert.Equal(rows[..queued], await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    private static QuestDbException? Refused(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (QuestDbException e)
        {
            return e;
        }
    }
}
