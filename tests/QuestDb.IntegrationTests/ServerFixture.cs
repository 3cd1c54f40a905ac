using QuestDb.TestSupport;
using QuestDb.TestSupport.TimeLimits;
using QuestDb.Testing;

namespace QuestDb.IntegrationTests;

/// <summary>
/// The server of the integration tests: the one whose connect string is in QUESTDB_TEST_CONF, else an in-process one.
/// Tables are taken through <see cref="OwnTableAsync"/>, so that a shared server is left as it was found.
/// </summary>
public sealed class ServerFixture : IAsyncLifetime
{
    public const string Variable = "QUESTDB_TEST_CONF";

    private readonly List<string> _tables = [];
    private QuestDbTestServer? _inProcess;
    private QuestDbClient? _client;

    /// <summary>The connect string of the server.</summary>
    public string ConnectString { get; private set; } = "";

    /// <summary>A client for all tests of the class.</summary>
    public QuestDbClient Client => _client ?? throw new InvalidOperationException("The fixture is not initialized.");

    public Task InitializeAsync() => StartAsync().WaitAsync(TimeLimitAttribute.Default);

    public Task DisposeAsync() => EndAsync().WaitAsync(TimeLimitAttribute.Default);

    private async Task StartAsync()
    {
        ConnectString = Environment.GetEnvironmentVariable(Variable) ?? "";
        if (ConnectString.Length == 0)
        {
            _inProcess = await QuestDbTestServer.StartAsync();
            ConnectString = _inProcess.ConnectString;
        }

        _client = QuestDbClient.Connect(ConnectString);
    }

    /// <summary>Takes a table for one test, whose name no other test uses: dropped now and with the fixture.</summary>
    public async Task OwnTableAsync(string name)
    {
        await DropAsync(name);
        _tables.Add(name);
    }

    /// <summary>
    /// Waits until so many rows of a table, which they may create, meet a condition: a real server shows what it has acknowledged a
    /// moment later.
    /// </summary>
    public Task WaitForRowsAsync(string table, long rows, string where = "true") =>
        Poll.UntilAsync(async () => await CountAsync(table, where) == rows, $"{rows} rows in {table}");

    private async Task<long> CountAsync(string table, string where)
    {
        try
        {
            Number[] count =
                await Client.Query<Number>($"SELECT count() AS id FROM \"{Sql.Raw(table)}\" WHERE {Sql.Raw(where)}").ToArrayAsync();
            return count[0].Id;
        }
        catch (QueryException e) when (e.ServerMessage.Contains("table does not exist", StringComparison.Ordinal))
        {
            return 0;
        }
    }

    private async Task EndAsync()
    {
        if (_client is not null)
        {
            foreach (string table in _tables)
                await DropAsync(table);
            await _client.DisposeAsync();
        }

        if (_inProcess is not null)
            await _inProcess.DisposeAsync();
    }

    private Task DropAsync(string table) => Client.ExecuteAsync($"DROP TABLE IF EXISTS \"{Sql.Raw(table)}\"");
}
