using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.RoundTrips;

/// <summary>What is written comes back; on the in-process server, or on the one that QUESTDB_TEST_CONF names.</summary>
[Trait("Category", "Integration")]
public sealed class RoundTripTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const int Rows = 2000;

    [Fact]
    public async Task Every_type_comes_back_to_the_last_bit()
    {
        EveryType[] rows = [.. Enumerable.Range(0, Rows).Select(i => i % 3 == 0 ? EveryType.Extremes(i) : EveryType.Ordinary(i))];
        await server.OwnTableAsync(EveryType.Table);
        await server.Client.CreateTableAsync<EveryType>();
        server.Client.Write<EveryType>(rows.AsSpan(0, Rows / 2));
        foreach (EveryType row in rows.AsSpan(Rows / 2))
            server.Client.Write(row);
        await server.Client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        await server.WaitForRowsAsync(EveryType.Table, Rows);
        Assert.Equal(rows, await server.Client.Query<EveryType>("SELECT * FROM it_every_type ORDER BY ts").ToArrayAsync());
    }

    [Fact]
    public async Task A_table_made_by_the_first_write_has_the_types_of_the_members()
    {
        await server.OwnTableAsync(KeyedReading.Table);
        KeyedReading[] rows = KeyedReading.Range(0, 100);
        server.Client.Write<KeyedReading>(rows);
        await server.Client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        await server.WaitForRowsAsync(KeyedReading.Table, rows.Length);
        Assert.Equal(rows,
            await server.Client.Query<KeyedReading>("SELECT timestamp AS ts, id, sensor, value FROM it_readings ORDER BY ts")
                .ToArrayAsync());
    }

    [Fact]
    public async Task Holes_and_placeholders_are_binds()
    {
        await server.OwnTableAsync("it_binds");
        await server.Client.ExecuteAsync("CREATE TABLE it_binds (id LONG, name SYMBOL, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        const string Awkward = "b'; DROP TABLE it_binds";
        foreach ((long id, string name) in ((long, string)[])[(1, "a"), (2, Awkward), (3, "a")])
            await server.Client.ExecuteAsync("INSERT INTO it_binds VALUES ($1, $2, $3)", id, name, new TimestampMicros(id));
        await server.WaitForRowsAsync("it_binds", 3);
        string wanted = Awkward;
        Number[] found = await server.Client.Query<Number>($"SELECT id FROM it_binds WHERE name = {wanted} AND id > {1L}").ToArrayAsync();
        Assert.Equal([new Number(2)], found);
        found = await server.Client.Query<Number>("SELECT id FROM it_binds WHERE name = $2 AND id > $1", 1L, wanted).ToArrayAsync();
        Assert.Equal([new Number(2)], found);
    }
}
