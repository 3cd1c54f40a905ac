using QuestDb.Testing;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Store;

/// <summary>A folder for slots, with a server and the table that the tests write.</summary>
internal sealed class StoreFolder : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();

    private StoreFolder(QuestDbTestServer server) => Server = server;

    public QuestDbTestServer Server { get; }

    /// <summary>The value of <c>sf_dir</c>.</summary>
    public string Path => _folder["store"];

    /// <summary>The path of a slot or of a file in one.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public static async Task<StoreFolder> StartAsync()
    {
        var folder = new StoreFolder(await QuestDbTestServer.StartAsync());
        await using QuestDbClient db = QuestDbClient.Connect(folder.Server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        return folder;
    }

    public QuestDbClient Connect(EventLog? events = null, string keys = "") =>
        QuestDbClient.Connect($"{Server.ConnectString}sf_dir={Path};{keys}",
            new QuestDbOptions { EventListener = events is null ? null : events.Add });

    /// <summary>Writes while the server is down and closes at once; gives the error of closing. The server runs again afterwards.</summary>
    public async Task<QuestDbException> WriteAndLeaveAsync(string keys, params Pulse[][] writes)
    {
        await Server.StopAsync();
        QuestDbClient db = Connect(keys: $"initial_connect_retry=async;close_flush_timeout_millis=0;{keys}");
        foreach (Pulse[] rows in writes) db.Write<Pulse>(rows);
        QuestDbException error = await db.CloseUndeliveredAsync();
        await Server.RestartAsync();
        return error;
    }

    public async Task<Pulse[]> RowsAsync()
    {
        await using QuestDbClient db = QuestDbClient.Connect(Server.ConnectString);
        return await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync();
    }

    /// <summary>Names in a slot.</summary>
    public string[] Files(string slot) => [.. Directory.EnumerateFileSystemEntries(this[slot])
        .Select(static p => System.IO.Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
