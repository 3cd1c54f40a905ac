using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.RoundTrips;

/// <summary>Results of many shapes: batches, column order, aggregates, limits, nothing at all.</summary>
[Trait("Category", "Integration")]
public sealed class QueryShapeTests(QueryShapeTests.Quotes quotes) : IClassFixture<QueryShapeTests.Quotes>
{
    private const int Rows = 60_000;

    private QuestDbClient Client => quotes.Server.Client;

    [Fact]
    public async Task Batches_make_up_the_result()
    {
        int batches = 0;
        var read = new List<Quote>();
        await foreach (RecordBatch<Quote> batch in Client.QueryBatches<Quote>("SELECT * FROM it_quotes"))
        {
            batches++;
            read.AddRange(batch.Span);
        }

        Assert.True(batches > 1);
        Assert.Equal(quotes.Rows, read);
    }

    [Fact]
    public async Task Columns_are_found_in_any_order_and_case_and_others_are_ignored()
    {
        Quote[] read = await Client
            .Query<Quote>("SELECT ts AS TS, price AS PRICE, 1 AS surplus, venue AS Venue, ID FROM it_quotes LIMIT 10").ToArrayAsync();
        Assert.Equal(quotes.Rows[..10], read);
    }

    [Fact]
    public async Task Aggregates_are_read_into_a_query_row()
    {
        VenueTotals[] expected =
        [
            .. quotes.Rows.GroupBy(row => row.Venue).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new VenueTotals(
                group.Key, group.Count(), group.Count(row => row.Price is not null), group.Min(row => row.Price),
                group.Max(row => row.Price),
                group.First().Id, group.Last().Id, group.Min(row => row.Ts), group.Max(row => row.Ts))),
        ];

        VenueTotals[] read = await Client.Query<VenueTotals>(
            "SELECT venue, count() AS rows, count(price) AS prices, min(price) AS low, max(price) AS high, "
            + "first(id) AS first, last(id) AS last, min(ts) AS since, max(ts) AS until "
            + "FROM it_quotes ORDER BY venue").ToArrayAsync();

        Assert.Equal(expected, read);
    }

    [Theory]
    [InlineData("LIMIT 3", 0, 3)]
    [InlineData("LIMIT -3", Rows - 3, 3)]
    [InlineData("LIMIT 5, 8", 5, 3)]
    [InlineData("LIMIT -8, -5", Rows - 8, 3)]
    [InlineData("LIMIT 0", 0, 0)]
    [InlineData("WHERE id < 0", 0, 0)]
    [InlineData("WHERE id IN (0, 1, 2) ORDER BY id", 0, 3)]
    [InlineData("WHERE id BETWEEN 9 AND 7 ORDER BY id", 7, 3)]
    [InlineData("WHERE ts >= '2026-04-01T00:00:10.000000Z' LIMIT 2", 10_000, 2)]
    public async Task A_clause_selects_its_rows(string clause, int first, int count)
    {
        Quote[] read = await Client.Query<Quote>($"SELECT * FROM it_quotes {Sql.Raw(clause)}").ToArrayAsync();
        Assert.Equal(quotes.Rows[first..(first + count)], read);
    }

    [Fact]
    public async Task Text_columns_are_ordered_with_NULL_first_and_numbers_of_double_with_NULL_last()
    {
        VenueName[] venues = await Client.Query<VenueName>("SELECT venue AS name FROM it_quotes GROUP BY venue ORDER BY venue DESC")
            .ToArrayAsync();
        Price[] low = await Client.Query<Price>("SELECT price FROM it_quotes ORDER BY price, id LIMIT 2").ToArrayAsync();
        Price[] high = await Client.Query<Price>("SELECT price FROM it_quotes ORDER BY price DESC, id LIMIT 2").ToArrayAsync();

        Assert.Equal(["venue 2", "venue 1", "venue 0", null], venues.Select(row => row.Name));
        Assert.Equal([1 / 8.0, 2 / 8.0], low.Select(row => row.Value));
        Assert.Equal([null, null], high.Select(row => row.Value));
    }

    [Fact]
    public async Task Many_queries_run_at_once()
    {
        Task<Quote[]>[] queries = [.. Enumerable.Range(0, 8)
            .Select(i => Client.Query<Quote>($"SELECT * FROM it_quotes WHERE id >= {i * 1000} AND id < {(i + 1) * 1000}").ToArrayAsync())];
        Quote[][] results = await Task.WhenAll(queries);
        Assert.Equal(quotes.Rows[..8000], results.SelectMany(rows => rows));
    }

    /// <summary>The table that all tests of the class read.</summary>
    public sealed class Quotes : IAsyncLifetime
    {
        private static readonly DateTime s_start = new(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc);

        public ServerFixture Server { get; } = new();

        public Quote[] Rows { get; } = [.. Enumerable.Range(0, QueryShapeTests.Rows).Select(i => new Quote(
            i, i % 4 == 3 ? null : $"venue {i % 4}", i % 10 == 0 ? null : i / 8.0, s_start.AddMilliseconds(i)))];

        public async Task InitializeAsync()
        {
            await Server.InitializeAsync();
            await Server.OwnTableAsync("it_quotes");
            await Server.Client.CreateTableAsync<Quote>();
            Server.Client.Write<Quote>(Rows);
            await Server.Client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
            await Server.WaitForRowsAsync("it_quotes", QueryShapeTests.Rows);
        }

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}

[QuestTable("it_quotes")]
public readonly partial record struct Quote(long Id, [Symbol] string? Venue, double? Price, [Designated] DateTime Ts);

[QuestRow]
public readonly partial record struct VenueTotals(
    [Symbol] string? Venue, long Rows, long Prices, double? Low, double? High, long First, long Last, DateTime Since, DateTime Until);

[QuestRow]
public readonly partial record struct VenueName([Symbol] string? Name);

[QuestRow]
public readonly partial record struct Price([QuestColumn("price")] double? Value);
