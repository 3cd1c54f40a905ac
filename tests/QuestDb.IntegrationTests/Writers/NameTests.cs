namespace QuestDb.IntegrationTests.Writers;

/// <summary>Names of tables and columns that the server refuses, or that are one name to it, or a file of its own.</summary>
[Trait("Category", "Integration")]
public sealed class NameTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly DateTime s_time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public async Task A_text_or_array_column_with_the_file_of_the_log_s_events_is_refused()
    {
        await server.OwnTableAsync("it_name_event");
        using (RowSender sender = server.Client.BorrowRowSender())
        {
            string message = Refused("_event", () => sender.Table("it_name_event").Column("_event", "x"));
            Assert.Contains("VARCHAR", message, StringComparison.Ordinal);
            sender.CancelRow();
            Refused("_Event", () => sender.Table("it_name_event").Column("_Event", new double[] { 1 }));
            sender.CancelRow();
            sender.Table("it_name_event").Column("_event", 1L).Column("_meta", "text").At(s_time);
            sender.Flush();
            Refused("_event", () => sender.Table("it_name_event").Column("_event", "x"));
            sender.CancelRow();
        }

        var chunk = new Chunk("it_name_event");
        Refused("_event", () => chunk.ColumnVarchar("_event", ["x"]));
        chunk.ColumnLong("_event", new[] { 1L }).Clear();
        Refused("_event", () => chunk.ColumnVarchar("_event", ["x"]));
        await server.WaitForRowsAsync("it_name_event", 1);
    }

    [Theory]
    [InlineData("k", "\u212a")]
    [InlineData("\u00df", "\u1e9e")]
    [InlineData("I", "\u0130")]
    public async Task Names_that_Java_folds_and_dotnet_does_not_are_one_column(string first, string second)
    {
        await server.OwnTableAsync("it_name_fold");
        using (RowSender sender = server.Client.BorrowRowSender())
        {
            Refused(first, () => sender.Table("it_name_fold").Column(first, 1L).Column(second, 2L));
            sender.CancelRow();
            sender.Table("it_name_fold").Column(first, 1L).At(s_time);
            sender.Table("it_name_fold").Column(second, 2L).At(s_time);
        }

        var chunk = new Chunk("it_name_fold");
        Refused(second, () => chunk.ColumnLong(first, new[] { 1L }).ColumnLong(second, new[] { 2L }));
        await server.WaitForRowsAsync("it_name_fold", 2);
        await using Reader reader = await server.Client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync("SELECT * FROM it_name_fold");
        Batch batch = (await cursor.NextBatchAsync())!;
        Assert.Equal([1L, 2L], [batch[second].AsLong()[0]!.Value, batch[first].AsLong()[1]!.Value]);
    }

    [Theory]
    [InlineData(" it_name")]
    [InlineData("it_name ")]
    [InlineData(".it_name")]
    [InlineData("it_name.")]
    [InlineData("it..name")]
    [InlineData("it~name")]
    [InlineData("it\u000fname")]
    public async Task A_table_name_that_only_the_server_refused_is_refused_by_the_client(string table)
    {
        using RowSender sender = server.Client.BorrowRowSender();
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<QuestDbException>(() => sender.Table(table)).Code);
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<QuestDbException>(() => new Chunk(table)).Code);
        await Assert.ThrowsAsync<QueryException>(() => server.Client.ExecuteAsync(
            Sql.Raw($"CREATE TABLE \"{table}\" (a LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL")));
    }

    [Theory]
    [InlineData("it name")]
    [InlineData("it.name")]
    [InlineData("it_n\u00e4me-1")]
    [InlineData("it_name\u0010")]
    public async Task A_table_name_that_the_server_takes_is_written(string table)
    {
        await server.OwnTableAsync(table);
        using (RowSender sender = server.Client.BorrowRowSender()) sender.Table(table).Column(" a b ", 1L).At(s_time);
        await server.WaitForRowsAsync(table, 1, "\" a b \" = 1");
    }

    private static string Refused(string column, Action write)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(write);
        Assert.Equal((ErrorCode.InvalidValue, column), (e.Code, e.Column));
        return e.Message;
    }
}
