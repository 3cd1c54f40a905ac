using QuestDb.Mapping;

namespace QuestDb.IntegrationTests.Queries;

/// <summary>Aggregates where there is nothing to aggregate.</summary>
[Trait("Category", "Integration")]
public sealed class NoRowsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("max")]
    [InlineData("min")]
    [InlineData("first")]
    [InlineData("last")]
    public async Task The_newest_time_of_no_rows_is_read_with_a_second_aggregate(string function)
    {
        await server.OwnTableAsync("it_no_rows");
        await server.Client.ExecuteAsync("CREATE TABLE it_no_rows (a LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        Assert.Empty(await ReadAsync<LatestTime>($"SELECT {function}(ts) time FROM it_no_rows"));
        Assert.Equal([new Latest(null, 0)], await ReadAsync<Latest>($"SELECT {function}(ts) time, count() rows FROM it_no_rows"));
        Assert.Equal([new Latest(null, 0)],
            await ReadAsync<Latest>($"SELECT {function}(ts) time, count() rows FROM it_no_rows WHERE a = 1"));
        Assert.Equal([new LatestValue(null)], await ReadAsync<LatestValue>($"SELECT {function}(a) rows FROM it_no_rows"));
    }

    private Task<T[]> ReadAsync<T>(string sql)
        where T : IQuestRow<T> => server.Client.Query<T>(Sql.Raw(sql)).ToArrayAsync();
}

[QuestRow]
public readonly partial record struct Latest(DateTime? Time, long? Rows);

[QuestRow]
public readonly partial record struct LatestTime(DateTime? Time);

[QuestRow]
public readonly partial record struct LatestValue(long? Rows);
