using System.Formats.Tar;
using System.IO.Compression;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Store;

/// <summary>A whole slot that the Java client wrote and never sent (shared/vectors/sf).</summary>
[Trait("Category", "Conformance")]
public partial class JavaSlotTests
{
    private const int Rows = 900;

    [VectorFact]
    public async Task It_is_delivered_as_an_orphan_with_every_value()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        Unpack(store);
        var events = new EventLog();
        await using (QuestDbClient db = store.Connect(events, "drain_orphans=on;"))
        {
            await Poll.UntilAsync(() => Drained(events) == 1, "the slot was drained");
            await CheckAsync(db);
        }

        Assert.Equal([".lock", ".lock.pid"], store.Files("plant-7"));
    }

    [VectorFact]
    public async Task A_symbol_file_of_ours_that_the_java_client_left_beside_its_frames_changes_no_value()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        Unpack(store);
        File.WriteAllBytes(store["plant-7/.symbol-dict"], Convert.FromHexString("53594431010000000206024555025553610f7a2b"));
        var events = new EventLog();
        await using QuestDbClient db = store.Connect(events, "drain_orphans=on;");
        await Poll.UntilAsync(() => Drained(events) == 1, "the slot was drained");
        await CheckAsync(db);
    }

    [VectorFact]
    public async Task It_is_delivered_by_a_client_of_the_same_id()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        Unpack(store);
        var events = new EventLog();
        await using QuestDbClient db = store.Connect(events, "sender_id=plant-7;");
        await Poll.UntilAsync(() => Drained(events) == 1, "the slot was drained");
        await CheckAsync(db);
    }

    [VectorFact]
    public async Task Our_sender_goes_on_in_it_with_the_texts_of_its_frames()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        Unpack(store);
        Directory.Move(store["plant-7"], store["mine-ingest-0"]);
        await using QuestDbClient db = store.Connect(keys: "sender_id=mine;");
        await db.Write<SensorRow>([new SensorRow("dev-0", 1, Rows, new TimestampNanos(1_760_000_000_000_000_000)),
            new SensorRow("new", 2, Rows + 1, new TimestampNanos(1_760_000_000_000_000_001))])
            .AcceptedAsync();
        SensorRow[] all = await db.Query<SensorRow>("SELECT * FROM sensor WHERE n >= 900").ToArrayAsync();
        Assert.Equal(["dev-0", "new"], all.Select(static r => r.Device));
        await CheckAsync(db);
    }

    /// <summary>Slots of earlier clients that were delivered.</summary>
    private static int Drained(EventLog events) => events.All.Count(static e => e is { Kind: ClientEventKind.Drained, Slot: not null });

    private static async Task CheckAsync(QuestDbClient db)
    {
        SensorRow[] rows = await db.Query<SensorRow>("SELECT * FROM sensor WHERE n < 900").ToArrayAsync();
        Assert.Equal(Rows, rows.Length);
        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal(($"dev-{i % 13}", (long)i, 1_750_000_000_000_000_000 + (i * 1_000_003L)),
                (rows[i].Device, rows[i].N, rows[i].Timestamp.Value));
            Assert.Equal(20 + (5 * Math.Sin(i)), rows[i].Temperature, 1e-12);
        }
    }

    private static void Unpack(StoreFolder store)
    {
        Directory.CreateDirectory(store.Path);
        using FileStream file = File.OpenRead(VectorFolder.File("sf", "java-slot-plant-7.tar.gz"));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(gzip, store.Path, overwriteFiles: false);
    }

    [QuestTable("sensor")]
    public readonly partial record struct SensorRow(
        [Symbol] string Device, double Temperature, long N, [Designated] TimestampNanos Timestamp);
}
