namespace QuestDb.IntegrationTests.RoundTrips;

/// <summary>DECIMAL of fewer digits than QWP has a type for.</summary>
[Trait("Category", "Integration")]
public sealed class SmallDecimalTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly DateTime s_time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public async Task A_decimal_of_few_digits_in_a_created_table_can_be_read()
    {
        await server.OwnTableAsync("it_small_decimal");
        await server.Client.CreateTableAsync<SmallDecimals>();
        SmallDecimals[] rows = [new(s_time, 123.45m, 9, null), new(s_time.AddSeconds(1), -0.01m, 0, 1.5m)];
        await server.Client.Write<SmallDecimals>(rows).AcceptedAsync();
        await server.WaitForRowsAsync("it_small_decimal", 2);
        Assert.Equal(rows, await server.Client.Query<SmallDecimals>("SELECT * FROM it_small_decimal").ToArrayAsync());
    }

    [Fact]
    public async Task A_column_that_exists_with_few_digits_is_read_after_a_cast_as_the_page_of_the_rule_says()
    {
        await server.OwnTableAsync("it_small_decimal_old");
        await server.Client.ExecuteAsync(
            "CREATE TABLE it_small_decimal_old (price DECIMAL(5, 2), ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        using (RowSender sender = server.Client.BorrowRowSender()) sender.Table("it_small_decimal_old").Column("price", 1.25m).At(s_time);
        await server.WaitForRowsAsync("it_small_decimal_old", 1);
        QueryException e = await Assert.ThrowsAsync<QueryException>(
            () => server.Client.Query<OldPrice>("SELECT price FROM it_small_decimal_old").ToArrayAsync());
        Assert.Contains("unsupported column type DECIMAL(5,2)", e.Message, StringComparison.Ordinal);
        Assert.Equal([new OldPrice(1.25m)],
            await server.Client.Query<OldPrice>("SELECT price::DECIMAL(10, 2) price FROM it_small_decimal_old").ToArrayAsync());
    }
}

#pragma warning disable QDB0031 // This is the case that the rule is about.
[QuestTable("it_small_decimal")]
public readonly partial record struct SmallDecimals(
    [Designated] DateTime Ts, [Decimal(5, 2)] decimal Price, [Decimal(1, 0)] decimal Digit, [Decimal(9, 4)] decimal? Rate);
#pragma warning restore QDB0031

[QuestRow]
public readonly partial record struct OldPrice(decimal Price);
