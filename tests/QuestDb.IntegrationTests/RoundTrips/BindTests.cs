namespace QuestDb.IntegrationTests.RoundTrips;

/// <summary>Values of every type as binds: sent, selected, and compared with a column of their type.</summary>
[Trait("Category", "Integration")]
public sealed class BindTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Table = "it_bound";
    private static readonly DateTime s_time = new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(7_890_120);

    [Fact]
    public async Task A_bind_of_every_type_is_selected_unchanged()
    {
        Bound[] rows = await server.Client.Query<Bound>(
            "SELECT $1 AS flag, $2 AS tiny, $3 AS small, $4 AS whole, $5 AS big, $6 AS single, $7 AS real, $8 AS letter, "
            + "$9 AS text, $10 AS time, $11 AS nanos, $12 AS day, $13 AS raw, $14 AS millis",
            true, (sbyte)-128, (short)-32768, int.MaxValue, long.MaxValue, 1.5f, -2.5, 'é', "it's \"$1\" 😀", s_time,
            new TimestampNanos(1), new DateOnly(2024, 2, 29), new TimestampMicros(-1), BindValue.DateMillis(-1)).ToArrayAsync();

        Assert.Equal([new Bound(true, -128, -32768, int.MaxValue, long.MaxValue, 1.5f, -2.5, 'é', "it's \"$1\" 😀", s_time, 1,
            new DateOnly(2024, 2, 29), -1, -1)],
            rows);
    }

    [Fact]
    public async Task A_NULL_of_every_type_is_selected_as_NULL()
    {
        BoundNull[] rows = await server.Client.Query<BoundNull>(
            "SELECT $1 AS whole, $2 AS big, $3 AS single, $4 AS real, $5 AS text, $6 AS time, $7 AS nanos, $8 AS day",
            (int?)null, (long?)null, (float?)null, (double?)null, (string?)null, (DateTime?)null,
            BindValue.Null(ColumnType.TimestampNanos), (DateOnly?)null).ToArrayAsync();

        Assert.Equal([new BoundNull(null, null, null, null, null, null, null, null)], rows);
    }

    [Fact]
    public async Task A_bind_of_each_type_finds_its_row()
    {
        await server.OwnTableAsync(Table);
        await server.Client.ExecuteAsync(
            "CREATE TABLE it_bound (id LONG, flag BOOLEAN, tiny BYTE, small SHORT, whole INT, big LONG, single FLOAT, "
            + "real DOUBLE, letter CHAR, text VARCHAR, "
            + "tag SYMBOL, side SYMBOL, time TIMESTAMP, nanos TIMESTAMP_NS, day DATE, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        foreach (long id in (long[])[1, 2, 3])
        {
            await server.Client.ExecuteAsync(
                "INSERT INTO it_bound VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                id, id == 2, (sbyte)id, (short)id, (int)id, id << 40, id / 4f, id / 8.0, (char)('a' + id), $"text {id}",
                $"tag {id}", id == 2 ? "sell" : "buy",
                s_time.AddTicks(id * 10), new TimestampNanos(id), new DateOnly(2026, 1, (int)id), new TimestampMicros(id));
        }

        await server.WaitForRowsAsync(Table, 3);
        (string Column, BindValue Value)[] conditions =
        [
            ("flag", true), ("tiny", (sbyte)2), ("small", (short)2), ("whole", 2), ("big", 2L << 40), ("single", 0.5f),
            ("real", 0.25), ("letter", 'c'),
            ("text", "text 2"), ("tag", "tag 2"), ("side", "sell"), ("time", s_time.AddTicks(20)), ("nanos", new TimestampNanos(2)),
            ("day", new DateOnly(2026, 1, 2)), ("ts", new TimestampMicros(2)), ("id", 2L),
        ];

        foreach ((string column, BindValue value) in conditions)
        {
            Number[] found = await server.Client.Query<Number>($"SELECT id FROM it_bound WHERE {Sql.Raw(column)} = {value}")
                .ToArrayAsync();
            Assert.True(found is [{ Id: 2 }], $"{column} = $1 found {found.Length} rows");
        }
    }

    [Fact]
    public async Task An_update_takes_binds()
    {
        await server.OwnTableAsync("it_updated");
        await server.Client.ExecuteAsync("CREATE TABLE it_updated (id LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        await server.Client.ExecuteAsync("INSERT INTO it_updated VALUES (1, 1), (2, 2), (3, 3)");
        long was = 2, becomes = 20;

        await server.Client.ExecuteAsync($"UPDATE it_updated SET id = {becomes} WHERE id = {was}");

        await server.WaitForRowsAsync("it_updated", 1, "id = 20");
        Assert.Equal([new Number(1), new Number(20), new Number(3)],
            await server.Client.Query<Number>("SELECT id FROM it_updated").ToArrayAsync());
    }
}

[QuestRow]
public readonly partial record struct Bound(
    bool Flag, sbyte Tiny, short Small, int Whole, long Big, float Single, double Real, char Letter, string Text, DateTime Time,
    [TimestampNanos] long Nanos, DateOnly Day, [TimestampMicros] long Raw, [DateMillis] long Millis);

[QuestRow]
public readonly partial record struct BoundNull(
    int? Whole, long? Big, float? Single, double? Real, string? Text, DateTime? Time, [TimestampNanos] DateTime? Nanos, DateOnly? Day);
