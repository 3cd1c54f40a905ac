using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.RoundTrips;

/// <summary>Tables from attributes, from first writes, and changed by later writes.</summary>
[Trait("Category", "Integration")]
public sealed class TableTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly DateTime s_time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task CreateTableAsync_declares_what_the_attributes_say()
    {
        await CheckAsync<ByHour>("it_by_hour", new TableFacts("HOUR", true, false, "ts", 12, "HOUR"));
        await CheckAsync<ByWeek>("it_by_week", new TableFacts("WEEK", true, true, "ts", 2, "WEEK"));
        await CheckAsync<ByMonth>("it_by_month", new TableFacts("MONTH", true, false, "ts", 3, "MONTH"));
        await CheckAsync<ByYear>("it_by_year", new TableFacts("YEAR", true, false, "ts", 0, "HOUR"));
        await CheckAsync<WithoutWal>("it_without_wal", new TableFacts("NONE", false, false, "ts", 0, "HOUR"));
    }

    [Fact]
    public async Task CreateTableAsync_leaves_a_table_that_is_there()
    {
        await server.OwnTableAsync("it_kept");
        await server.Client.ExecuteAsync("CREATE TABLE it_kept (ts TIMESTAMP, id LONG, other INT) TIMESTAMP(ts) PARTITION BY DAY WAL");
        await server.Client.CreateTableAsync<Kept>();
        await server.Client.Write<Kept>([new Kept(7, s_time)]).AcceptedAsync();
        await server.WaitForRowsAsync("it_kept", 1, "other IS NULL");
    }

    [Fact]
    public async Task Deduplication_keys_replace_rows()
    {
        await server.OwnTableAsync("it_deduplicated");
        await server.Client.CreateTableAsync<Deduplicated>();
        Deduplicated[] first = [.. Enumerable.Range(0, 100).Select(i => new Deduplicated("k" + i % 2, i, s_time.AddSeconds(i / 2)))];
        Deduplicated[] second = [.. first.Select(row => row with { Value = row.Value + 1000 })];

        server.Client.Write<Deduplicated>(first);
        await server.Client.Write<Deduplicated>(second).AcceptedAsync();
        await server.WaitForRowsAsync("it_deduplicated", 100, "value >= 1000");

        Assert.Equal(second, await server.Client.Query<Deduplicated>("SELECT * FROM it_deduplicated ORDER BY ts, key").ToArrayAsync());
    }

    [Fact]
    public async Task A_first_write_makes_the_table_and_later_ones_add_columns()
    {
        await server.OwnTableAsync("it_growing");
        await server.Client.Write<Narrow>([new Narrow(1, s_time)]).AcceptedAsync();
        await server.Client.Write<Broad>([new Broad(2, "b", Side.Sell, 2.5, s_time.AddSeconds(1))]).AcceptedAsync();
        await server.Client.Write<Narrow>([new Narrow(3, s_time.AddSeconds(2))]).AcceptedAsync();
        await server.WaitForRowsAsync("it_growing", 3);

        BroadRow[] rows = await server.Client.Query<BroadRow>("SELECT timestamp, id, name, side, value FROM it_growing").ToArrayAsync();

        Assert.Equal(
            [new BroadRow(s_time, 1, null, null, null), new BroadRow(s_time.AddSeconds(1), 2, "b", Side.Sell, 2.5),
                new BroadRow(s_time.AddSeconds(2), 3, null, null, null)],
            rows);
    }

    [Fact]
    public async Task The_server_stamps_the_rows_of_a_server_time_table()
    {
        await server.OwnTableAsync("it_stamped");
        await server.Client.Write<Stamped>([new Stamped(1, "a"), new Stamped(2, null)]).AcceptedAsync();
        await server.Client.Write(new Stamped(3, "c")).AcceptedAsync();
        await server.WaitForRowsAsync("it_stamped", 3);

        StampedRow[] rows = await server.Client.Query<StampedRow>("SELECT timestamp, id, name FROM it_stamped ORDER BY id").ToArrayAsync();

        Assert.Equal([(1, "a"), (2, null), (3, "c")], rows.Select(row => (row.Id, row.Name)));
        Assert.All(rows, row => Assert.InRange(row.Timestamp, DateTime.UtcNow.AddDays(-1), DateTime.UtcNow.AddDays(1)));
    }

    [Fact]
    public async Task Rows_in_any_order_come_back_by_time()
    {
        await server.OwnTableAsync("it_shuffled");
        Shuffled[] rows = [.. Enumerable.Range(0, 5000).Select(i => new Shuffled(i, s_time.AddMinutes(i)))];
        Shuffled[] shuffled = [.. rows];
        new Random(5).Shuffle(shuffled);
        await server.Client.CreateTableAsync<Shuffled>();
        foreach (Shuffled[] part in shuffled.Chunk(700)) server.Client.Write<Shuffled>(part);
        await server.Client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        await server.WaitForRowsAsync("it_shuffled", rows.Length);

        Assert.Equal(rows, await server.Client.Query<Shuffled>("SELECT * FROM it_shuffled").ToArrayAsync());
    }

    [Fact]
    public async Task Statements_tell_the_rows_they_touched()
    {
        await server.OwnTableAsync("it_statements");
        Assert.Equal(0, (await server.Client.ExecuteAsync(
            "CREATE TABLE it_statements (id LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL")).RowsAffected);
        Assert.Equal(2, (await server.Client.ExecuteAsync("INSERT INTO it_statements VALUES (1, 1), (2, 2)")).RowsAffected);
        Assert.Equal(10,
            (await server.Client.ExecuteAsync("INSERT INTO it_statements SELECT x, x::timestamp FROM long_sequence(10)")).RowsAffected);
        Assert.Null((await server.Client.ExecuteAsync("TRUNCATE TABLE it_statements")).RowsAffected);
        Assert.Equal(0, (await server.Client.ExecuteAsync("DROP TABLE it_statements")).RowsAffected);
    }

    private async Task CheckAsync<T>(string table, TableFacts expected)
        where T : Mapping.IQuestTable<T>
    {
        await server.OwnTableAsync(table);
        await server.Client.CreateTableAsync<T>();
        TableFacts[] facts = await server.Client.Query<TableFacts>(
            $"SELECT partitionBy, walEnabled, dedup, designatedTimestamp, ttlValue, ttlUnit FROM tables() WHERE table_name = {table}")
            .ToArrayAsync();
        Assert.Equal([expected], facts);
    }
}
