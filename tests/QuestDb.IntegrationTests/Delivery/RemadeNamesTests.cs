using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>
/// Tables whose designated timestamp has a name of its own, beside a column <c>timestamp</c>, when another client drops them: the server
/// makes such a table again with that name twice, or another client makes it with other columns.
/// </summary>
[Trait("Category", "Integration")]
public sealed partial class RemadeNamesTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private QuestDbClient _db = null!;

    public async Task InitializeAsync()
    {
        await server.OwnTableAsync("it_remade");
        _db = QuestDbClient.Connect(server.ConnectString, new QuestDbOptions { EventListener = static _ => { } });
        await _db.CreateTableAsync<Remade>();
        await _db.Write<Remade>(Rows(0, 5)).VisibleAsync();
    }

    public async Task DisposeAsync() => await _db.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("CREATE TABLE it_remade (ts LONG, timestamp TIMESTAMP) TIMESTAMP(timestamp) PARTITION BY DAY WAL")]
    public async Task A_column_timestamp_of_a_table_that_was_dropped_is_set_aside_and_not_sent_again(string? madeAgain)
    {
        await server.Client.ExecuteAsync("DROP TABLE it_remade");
        if (madeAgain is not null) await server.Client.ExecuteAsync(Sql.Raw(madeAgain));
        RejectedException e = await Assert.ThrowsAsync<RejectedException>(
            async () => await _db.Write<Remade>(Rows(5, 5)).AcceptedAsync());
        Assert.Equal("it_remade", e.Table);
        Assert.Contains("CreateTableAsync", e.Message);
        Assert.Equal(1, _db.QuarantinedCount);

        // Whoever writes before the name is known again is told so.
        QuestDbException refused = Assert.Throws<QuestDbException>(() => _db.Write<Remade>(Rows(10, 1)));
        Assert.Equal((ErrorCode.InvalidValue, "timestamp"), (refused.Code, refused.Column));

        await server.Client.ExecuteAsync("DROP TABLE IF EXISTS it_remade");
        await _db.CreateTableAsync<Remade>();
        await _db.Write<Remade>(Rows(20, 1)).VisibleAsync();
        Assert.Equal(Rows(20, 1), await server.Client.Query<Remade>("SELECT * FROM it_remade").ToArrayAsync());
    }

    private static Remade[] Rows(int first, int count) => [.. Enumerable.Range(first, count)
        .Select(static i => new Remade(i, DateTime.UnixEpoch.AddDays(1).AddMilliseconds(i)))];

    /// <summary>A row with a column of the name that a designated timestamp has in tables that the server makes.</summary>
    [QuestTable("it_remade")]
    public readonly partial record struct Remade(
        [property: QuestColumn("timestamp")] long Value, [property: Designated, QuestColumn("ts")] DateTime Ts);
}
