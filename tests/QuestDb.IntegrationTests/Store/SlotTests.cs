using QuestDb.Testing;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Store;

[Trait("Category", "Integration")]
public class SlotTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Rows_of_a_client_that_ended_without_a_server_are_delivered_by_the_next_one()
    {
        using var folder = new TempFolder();
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await CreateTableAsync(server);
        await server.StopAsync();

        QuestDbException error = await WriteAndLeaveAsync(server, folder, Tick.Make(0, 1000), Tick.Make(1000, 10));
        Assert.Equal(ErrorCode.CloseTimeout, error.Code);
        Assert.Contains(folder["store/default-ingest-0"], error.Message);
        Assert.Contains("2 frames", error.Message);

        await server.RestartAsync();
        var events = new EventLog();
        await using (QuestDbClient db = Connect(server, folder, events))
        {
            // Nobody writes; the dictionary of the first frame goes on in this one.
            await db.WaitAsync(AckLevel.Accepted, s_patience);
            db.Write<Tick>(Tick.Make(1010, 90));
            await db.WaitAsync(AckLevel.Accepted, s_patience);
            Assert.Equal(Tick.Make(0, 1100), await db.Query<Tick>("SELECT * FROM ticks").ToArrayAsync());
        }

        Assert.Contains(events.All, static e => e is { Kind: ClientEventKind.Replayed, FirstFsn: 0, LastFsn: 1 });
        Assert.Equal([".lock", ".lock.pid"], Files(folder["store/default-ingest-0"]));
    }

    [Fact]
    public async Task The_slot_is_empty_after_a_close_that_delivered_everything()
    {
        using var folder = new TempFolder();
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using (QuestDbClient db = Connect(server, folder))
        {
            await db.CreateTableAsync<Tick>();
            db.Write<Tick>(Tick.Make(0, 1000));
            Assert.Contains("sf-0000000000000000.sfa", Files(folder["store/default-ingest-0"]));
        }

        Assert.Equal([".lock", ".lock.pid"], Files(folder["store/default-ingest-0"]));
        Assert.Equal(1000, server.RowCount("ticks"));
    }

    [Fact]
    public async Task Two_clients_on_one_folder_take_a_slot_each()
    {
        using var folder = new TempFolder();
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient first = Connect(server, folder);
        await using QuestDbClient second = Connect(server, folder);
        await first.CreateTableAsync<Tick>();
        first.Write<Tick>(Tick.Make(0, 10));
        second.Write<Tick>(Tick.Make(10, 10));
        Assert.True(File.Exists(folder["store/default-ingest-0/sf-0000000000000000.sfa"]));
        Assert.True(File.Exists(folder["store/default-ingest-1/sf-0000000000000000.sfa"]));
        await first.WaitAsync(AckLevel.Accepted, s_patience);
        await second.WaitAsync(AckLevel.Accepted, s_patience);
        Assert.Equal(Tick.Make(0, 20), await first.Query<Tick>("SELECT * FROM ticks").ToArrayAsync());
    }

    private static async Task CreateTableAsync(QuestDbTestServer server)
    {
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Tick>();
    }

    /// <summary>Writes without a server and gives the error of closing.</summary>
    private static async Task<QuestDbException> WriteAndLeaveAsync(QuestDbTestServer server, TempFolder folder, params Tick[][] writes)
    {
        QuestDbClient db = QuestDbClient.Connect($"{server.ConnectString}sf_dir={folder["store"]};initial_connect_retry=async;close_flush_timeout_millis=0;");
        foreach (Tick[] rows in writes) db.Write<Tick>(rows);
        return await Assert.ThrowsAsync<QuestDbException>(async () => await db.DisposeAsync());
    }

    private static QuestDbClient Connect(QuestDbTestServer server, TempFolder folder, EventLog? events = null) =>
        QuestDbClient.Connect($"{server.ConnectString}sf_dir={folder["store"]};", new QuestDbOptions { EventListener = events is null ? null : events.Add });

    private static string[] Files(string path) => [.. Directory.EnumerateFileSystemEntries(path).Select(static p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];
}
