namespace QuestDb.IntegrationTests.RoundTrips;

/// <summary>Values at the edges of their types: what comes back to the last bit, and what the server takes for NULL.</summary>
[Trait("Category", "Integration")]
public sealed class SpecialValueTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly DateTime s_time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Floating_point_values_keep_every_bit_and_NaN_is_NULL()
    {
        float[] singles =
            [0f, -0f, float.Epsilon, float.MinValue, float.MaxValue, float.NegativeInfinity, float.PositiveInfinity, 0.1f, float.NaN];
        double[] doubles =
            [0, -0.0, double.Epsilon, double.MinValue, double.MaxValue, double.NegativeInfinity, double.PositiveInfinity, 0.1, double.NaN];
        FloatingPoint[] rows =
            [.. singles.Select((single, i) => new FloatingPoint(i, single, single, doubles[i], doubles[i], s_time.AddSeconds(i)))];
        await WriteAsync(FloatingPoint.Table, rows);

        FloatingPoint[] read = await server.Client.Query<FloatingPoint>("SELECT * FROM it_floating_point").ToArrayAsync();

        Assert.Equal(singles.Select(BitConverter.SingleToUInt32Bits), read.Select(row => BitConverter.SingleToUInt32Bits(row.Single)));
        Assert.Equal(doubles.Select(BitConverter.DoubleToUInt64Bits), read.Select(row => BitConverter.DoubleToUInt64Bits(row.Real)));
        Assert.Null(read[^1].SingleOrNull);
        Assert.Null(read[^1].RealOrNull);
        Assert.All(read[..^1], row => Assert.Equal((row.Single, row.Real), (row.SingleOrNull, row.RealOrNull)));
    }

    [Fact]
    public async Task Infinity_is_a_value_that_SQL_takes_for_NULL()
    {
        await server.OwnTableAsync("it_infinity");
        await server.Client.ExecuteAsync("CREATE TABLE it_infinity (id LONG, d DOUBLE, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        foreach ((long id, double value) in ((long, double)[])[(1, 1.5), (2, double.PositiveInfinity), (3, double.NaN), (4, -2.5)])
            await server.Client.ExecuteAsync("INSERT INTO it_infinity VALUES ($1, $2, $3)", id, value, new TimestampMicros(id));
        await server.WaitForRowsAsync("it_infinity", 4);

        Number[] nulls = await server.Client.Query<Number>("SELECT id FROM it_infinity WHERE d IS NULL").ToArrayAsync();
        Totals[] totals = await server.Client.Query<Totals>(
            "SELECT count() AS rows, sum(d) AS sum, avg(d) AS mean, min(d) AS low, max(d) AS high FROM it_infinity WHERE d IS NOT NULL")
            .ToArrayAsync();

        Assert.Equal([new Number(2), new Number(3)], nulls);
        Assert.Equal([new Totals(2, -1, -0.5, -2.5, 1.5)], totals);
    }

    [Fact]
    public async Task The_smallest_int_and_long_are_refused_or_read_back_as_NULL()
    {
        NumberEdges[] rows =
        [
            new(int.MinValue, long.MinValue, s_time),
            new(int.MinValue + 1, long.MinValue + 1, s_time.AddSeconds(1)),
            new(int.MaxValue, long.MaxValue, s_time.AddSeconds(2)),
        ];
        await server.OwnTableAsync(NumberEdges.Table);
        await server.Client.CreateTableAsync<NumberEdges>();
        QuestDbException refused = Assert.Throws<QuestDbException>(() => server.Client.Write<NumberEdges>(rows));
        Assert.Equal((ErrorCode.InvalidValue, (long?)0), (refused.Code, refused.Row));
        await using (QuestDbClient lossy = QuestDbClient.Connect(server.ConnectString,
            new QuestDbOptions { OnLossyValue = LossyValueAction.StoreAsNull }))
        {
            await lossy.Write<NumberEdges>(rows).AcceptedAsync();
        }

        await server.WaitForRowsAsync(NumberEdges.Table, rows.Length);
        NumberEdges[] read = await server.Client.Query<NumberEdges>("SELECT * FROM it_number_edges").ToArrayAsync();

        Assert.Equal([new NumberEdges(null, null, s_time), .. rows[1..]], read);
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            () => server.Client.Query<Number>("SELECT big AS id FROM it_number_edges").ToArrayAsync());
        Assert.Equal(ErrorCode.UnexpectedNull, e.Code);
        Assert.Equal("id", e.Column, ignoreCase: true);
    }

    [Fact]
    public async Task Times_come_back_at_the_ends_of_their_ranges()
    {
        TimeEdges[] rows =
        [
            new(new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(1677, 9, 22, 0, 0, 0, DateTimeKind.Utc),
                DateOnly.MinValue, long.MinValue + 1, DateTime.UnixEpoch),
            new(DateTime.UnixEpoch.AddTicks(-10), DateTime.UnixEpoch.AddTicks(-1), new DateOnly(1969, 12, 31), -1, s_time),
            new(DateTime.UnixEpoch, DateTime.UnixEpoch, new DateOnly(1970, 1, 1), 0, s_time.AddTicks(10)),
            new(new DateTime(DateTime.MaxValue.Ticks / 10 * 10, DateTimeKind.Utc),
                new DateTime(2262, 4, 11, 23, 47, 16, DateTimeKind.Utc).AddTicks(8547758),
                DateOnly.MaxValue, long.MaxValue, new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc)),
        ];
        await WriteAsync(TimeEdges.Table, rows);

        Assert.Equal(rows, await server.Client.Query<TimeEdges>("SELECT * FROM it_time_edges").ToArrayAsync());
    }

    [Fact]
    public async Task Texts_of_every_length_and_script_come_back()
    {
        string[] texts =
            [
                "", " ", "a", "123456789", "1234567890", "\0", "\"'\\$1;--", "é", "日本語", "😀",
                new('x', 9), new('é', 5000), new('z', 100_000),
            ];
        TextEdges[] rows =
            [.. texts.Select((text, i) => new TextEdges(text, text.Length > 1000 ? "long" : text, (char)(i * 5000), s_time.AddSeconds(i)))];
        await WriteAsync(TextEdges.Table, rows);

        Assert.Equal(rows, await server.Client.Query<TextEdges>("SELECT * FROM it_text_edges").ToArrayAsync());
    }

    private async Task WriteAsync<T>(string table, T[] rows)
        where T : Mapping.IQuestTable<T>
    {
        await server.OwnTableAsync(table);
        await server.Client.CreateTableAsync<T>();
        await server.Client.Write<T>(rows).AcceptedAsync();
        await server.WaitForRowsAsync(table, rows.Length);
    }
}
