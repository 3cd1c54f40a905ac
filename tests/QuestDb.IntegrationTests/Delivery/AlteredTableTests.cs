namespace QuestDb.IntegrationTests.Delivery;

/// <summary>
/// What becomes of rows for a table whose columns another client changes. A server stores the first frame of each connection in the
/// columns that the connection knew, and the client can't see it: docs/writing.md says so, and this is what it says.
/// </summary>
[Trait("Category", "Integration")]
public sealed class AlteredTableTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private QuestDbClient _first = null!;
    private QuestDbClient _second = null!;

    public async Task InitializeAsync()
    {
        await server.OwnTableAsync("it_altered");
        await server.Client.ExecuteAsync("CREATE TABLE it_altered (id LONG, v LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        _first = QuestDbClient.Connect(server.ConnectString);
        _second = QuestDbClient.Connect(server.ConnectString);
        await WriteAsync(_first, 1);
        await WriteAsync(_second, 2);
        await server.WaitForRowsAsync("it_altered", 2);
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task The_first_frame_of_each_connection_after_a_dropped_column_loses_its_values()
    {
        await server.Client.ExecuteAsync("ALTER TABLE it_altered DROP COLUMN v");
        await WriteTwiceEachAsync();
        Assert.Equal([(1, null), (2, null), (3, null), (4, 4), (5, null), (6, 6)], await ReadAsync("v"));
    }

    [Fact]
    public async Task The_first_frame_of_each_connection_after_a_renamed_column_has_its_values_there()
    {
        await server.Client.ExecuteAsync("ALTER TABLE it_altered RENAME COLUMN v TO w");
        await WriteTwiceEachAsync();
        Assert.Equal([(1, 1), (2, 2), (3, 3), (4, null), (5, 5), (6, null)], await ReadAsync("w"));
        Assert.Equal([(1, null), (2, null), (3, null), (4, 4), (5, null), (6, 6)], await ReadAsync("v"));
    }

    [Fact]
    public async Task A_column_that_nobody_writes_any_more_is_dropped_without_loss()
    {
        await WriteWithoutValueAsync(_first, 3);
        await WriteWithoutValueAsync(_second, 4);
        await server.Client.ExecuteAsync("ALTER TABLE it_altered DROP COLUMN v");
        await WriteWithoutValueAsync(_first, 5);
        await WriteWithoutValueAsync(_second, 6);
        await server.WaitForRowsAsync("it_altered", 6);
        Assert.Equal([(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6)], await ReadAsync("id"));
    }

    [Fact]
    public async Task An_added_column_loses_nothing()
    {
        await server.Client.ExecuteAsync("ALTER TABLE it_altered ADD COLUMN w LONG");
        await WriteTwiceEachAsync();
        Assert.Equal([(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6)], await ReadAsync("v"));
    }

    private async Task WriteTwiceEachAsync()
    {
        await WriteAsync(_first, 3);
        await WriteAsync(_first, 4);
        await WriteAsync(_second, 5);
        await WriteAsync(_second, 6);
        await server.WaitForRowsAsync("it_altered", 6);
    }

    private async Task<(long Id, long? Value)[]> ReadAsync(string column) =>
        [.. (await server.Client.Query<AlteredValue>($"SELECT id, {Sql.Raw(column)} AS v FROM it_altered").ToArrayAsync())
            .Select(static row => (row.Id, row.V))];

    private static async Task WriteAsync(QuestDbClient db, long id) =>
        await db.Write<AlteredRow>([new AlteredRow(id, id, Time(id))]).AcceptedAsync();

    private static async Task WriteWithoutValueAsync(QuestDbClient db, long id) =>
        await db.Write<NarrowRow>([new NarrowRow(id, Time(id))]).AcceptedAsync();

    private static DateTime Time(long id) => DateTime.UnixEpoch.AddDays(1).AddSeconds(id);
}

[QuestTable("it_altered")]
public readonly partial record struct AlteredRow(long Id, long V, [Designated] DateTime Ts);

[QuestTable("it_altered")]
public readonly partial record struct NarrowRow(long Id, [Designated] DateTime Ts);

[QuestRow]
public readonly partial record struct AlteredValue(long Id, long? V);
