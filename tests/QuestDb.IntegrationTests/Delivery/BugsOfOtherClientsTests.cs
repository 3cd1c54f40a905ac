using QuestDb.IntegrationTests.Store;
using QuestDb.Mapping;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.Wire;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>What went wrong on the way to the server in other clients (docs/testing.md lists all of it).</summary>
[Trait("Category", "Integration")]
public class BugsOfOtherClientsTests
{
    private const string Backoff = "reconnect_initial_backoff_millis=5;reconnect_max_backoff_millis=20;initial_connect_retry=async;";

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_reconnect_while_producing_drops_no_frame_and_shifts_no_fsn(bool onDisk)
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        string conf = store.Server.ConnectString + Backoff + (onDisk ? $"sf_dir={store.Path};" : "");
        var receipts = new List<WriteReceipt>();
        var events = new EventLog();
        await using (var db = QuestDbClient.Connect(conf, new QuestDbOptions { EventListener = events.Add }))
        {
            Task writer = Task.Run(() =>
            {
                for (int number = 0; number < 2_000; number++)
                {
                    lock (receipts) receipts.Add(db.Write<Pulse>([.. Pulse.Make(number, 1)]));
                }
            });
            for (int restart = 0; restart < 6 || !writer.IsCompleted; restart++)
            {
                store.Server.Faults.Add(
                    (restart % 3) switch { 0 => Fault.DropBeforeAck(), 1 => Fault.DropBeforeCommit(), _ => Fault.HalfAck() });
                await store.Server.RestartAsync();
            }

            await writer;
            store.Server.Faults.Clear();
            await db.WaitAsync(AckLevel.Accepted, StoreFolder.Patience);
            Assert.Equal(db.PublishedFsn, db.AckedFsn);
            for (int i = 0; i < receipts.Count; i++) Assert.Equal((i, i), (receipts[i].FirstFsn, receipts[i].LastFsn));
        }

        // What it closed with is true: every row is there, in its own values.
        Assert.Equal(Pulse.Make(0, 2_000), await store.RowsAsync());
        Assert.Contains(events.All, static e => e.Kind == ClientEventKind.Connected);
    }

    [Fact]
    public async Task A_role_change_is_no_security_error()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        store.Server.Faults.Add(Fault.UpgradeStatus(421, "REPLICA").OnIngest().Times(2));
        store.Server.Faults.Add(Fault.UpgradeStatus(421, "PRIMARY_CATCHUP").OnIngest());
        store.Server.Faults.Add(Fault.CloseIngest(4001, "role change"));
        var events = new EventLog();
        await using (var db = QuestDbClient.Connect(store.Server.ConnectString + Backoff,
            new QuestDbOptions { EventListener = events.Add }))
        {
            await db.Write<Pulse>(Pulse.Make(0, 10)).AcceptedAsync();
        }

        Assert.Equal(Pulse.Make(0, 10), await store.RowsAsync());
        Assert.Equal(3, events.All.Count(static e => e.Error?.Code == ErrorCode.RoleRejected));
        Assert.Contains(events.All, static e => e.Kind == ClientEventKind.Disconnected);
        Assert.DoesNotContain(events.All, static e => e.Error?.Code == ErrorCode.AuthenticationFailed || e.Kind == ClientEventKind.Stopped);
    }

    [Fact]
    public async Task A_date_is_a_plain_integer_on_ingest_and_like_a_timestamp_in_results()
    {
        DateOnly[] dates = [.. Enumerable.Range(0, 1000).Select(static day => new DateOnly(2000, 1, 1).AddDays(day))];
        DateTime[] times = [.. dates.Select(static date => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc))];
        // Regular times take about a bit each; the dates are not compressed on this side of the wire.
        Assert.InRange(FrameBytes(new Chunk("t").At(times)), 1, 1_000);
        Assert.InRange(FrameBytes(new Chunk("t").ColumnDate("date", dates).At(times)), 8 * dates.Length, (8 * dates.Length) + 1_000);

        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using var db = QuestDbClient.Connect(server.ConnectString);
        await db.ExecuteAsync("CREATE TABLE dates (date DATE, timestamp TIMESTAMP) TIMESTAMP(timestamp) PARTITION BY YEAR WAL");
        using (ColumnSender sender = db.BorrowColumnSender())
        {
            await sender.Flush(new Chunk("dates").ColumnDate("date", dates).At(times)).AcceptedAsync();
        }

        Assert.Equal(dates, (await db.Query<Dated>("SELECT date FROM dates").ToArrayAsync()).Select(static row => row.Date));
    }

    private static int FrameBytes(Chunk chunk)
    {
        byte[] frame = new byte[64 * 1024];
        var buffer = new FrameBuffer(_ => (frame, 0));
        var encoder = new ChunkEncoder(buffer, new SymbolDictionary());
        encoder.BeginFrame(chunk.Source.Schema, chunk.Source.Count);
        chunk.Source.Encode(encoder, 0, chunk.Source.Count);
        encoder.EndFrame();
        return buffer.Written.Length;
    }
}

[QuestRow]
internal readonly partial record struct Dated(DateOnly Date);
