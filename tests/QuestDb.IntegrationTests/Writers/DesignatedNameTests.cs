namespace QuestDb.IntegrationTests.Writers;

/// <summary>
/// A column that the server takes for the designated timestamp destroys a new table, and replaces the time of the row in one
/// that exists; it is refused unless the client knows that the table's designated timestamp has another name.
/// </summary>
[Trait("Category", "Integration")]
public sealed class DesignatedNameTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly DateTime s_time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Theory]
    [InlineData("timestamp")]
    [InlineData("TimeStamp")]
    public async Task A_column_timestamp_of_a_row_is_refused_before_it_destroys_its_table(string column)
    {
        await server.OwnTableAsync("it_name_row");
        using (RowSender sender = server.Client.BorrowRowSender())
        {
            AssertRefused("it_name_row", column, () => sender.Table("it_name_row").Column("a", 1L).Column(column, 2L));
            sender.CancelRow();
            AssertRefused("it_name_row", column, () => sender.Table("it_name_row").Column(column, s_time));
            sender.CancelRow();
            RowBuffer buffer = sender.NewBuffer();
            AssertRefused("it_name_row", column, () => buffer.Table("it_name_row").Symbol(column, "x"));
            buffer.CancelRow();
            sender.Table("it_name_row").Column("a", 1L).At(s_time);
        }

        await server.WaitForRowsAsync("it_name_row", 1, "timestamp = '2026-01-02T03:04:05.000000Z'");
    }

    [Fact]
    public async Task A_refused_column_leaves_row_and_buffer_as_they_were()
    {
        await server.OwnTableAsync("it_name_kept");
        using (RowSender sender = server.Client.BorrowRowSender())
        {
            sender.Table("it_name_kept").Column("a", 1L).At(s_time);
            RowBuffer row = sender.Table("it_name_kept").Column("a", 2L);
            AssertRefused("it_name_kept", "timestamp", () => row.Column("timestamp", 2L));
            row.Column("b", 2L).At(s_time);
            Assert.Equal(2, sender.RowCount);
        }
    }

    [Fact]
    public async Task A_column_timestamp_of_a_chunk_is_refused_before_it_destroys_its_table()
    {
        await server.OwnTableAsync("it_name_chunk");
        using ColumnSender sender = server.Client.BorrowColumnSender();
        Chunk chunk = new Chunk("it_name_chunk").ColumnLong("Timestamp", new[] { 2L }).At(new[] { s_time });
        AssertRefused("it_name_chunk", "Timestamp", () => sender.Flush(chunk));
        Assert.Equal(1, chunk.RowCount);
        AssertRefused("it_name_chunk", "Timestamp", () => sender.Flush(chunk));
        chunk.Clear();
        chunk.ColumnTimestamp("timestamp", new[] { new TimestampMicros(7) });
        AssertRefused("it_name_chunk", "timestamp", () => sender.Flush(chunk));
        chunk.Clear();
        sender.Flush(chunk.ColumnLong("a", new[] { 2L }).At(new[] { s_time }));
        await server.WaitForRowsAsync("it_name_chunk", 1);
    }

    [Fact]
    public async Task A_column_timestamp_of_a_record_is_refused_until_the_client_has_created_its_table()
    {
        await server.OwnTableAsync("it_name_record");
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        NamedRow row = new(s_time, 5, 1);
        AssertRefused("it_name_record", "timestamp", () => db.Write<NamedRow>(in row));
        AssertRefused("it_name_record", "timestamp", () => db.Write<NamedRow>([row, row]));
        await db.CreateTableAsync<NamedRow>();
        await db.Write<NamedRow>(in row).AcceptedAsync();
        await db.Write<NamedRow>([row with { A = 2 }]).AcceptedAsync();
        using (RowSender sender = db.BorrowRowSender()) sender.Table("it_name_record").Column("timestamp", 6L).Column("a", 3L).At(s_time);
        await server.WaitForRowsAsync("it_name_record", 3);
        NamedRow[] read = await db.Query<NamedRow>("SELECT * FROM it_name_record ORDER BY a").ToArrayAsync();
        Assert.Equal([row, row with { A = 2 }, new NamedRow(s_time, 6, 3)], read);
        using RowSender other = db.BorrowRowSender();
        AssertRefused("it_name_record", "ts", () => other.Table("IT_NAME_RECORD").Column("ts", s_time));
        other.CancelRow();
    }

    [Fact]
    public async Task A_client_that_is_told_the_designated_timestamp_writes_a_column_timestamp()
    {
        await server.OwnTableAsync("it_name_told");
        await server.Client.ExecuteAsync("CREATE TABLE it_name_told (a LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        var told = new QuestDbOptions { DesignatedColumns = new Dictionary<string, string> { ["It_Name_Told"] = "TS" } };
        await using (QuestDbClient db = QuestDbClient.Connect(server.ConnectString, told))
        {
            using RowSender sender = db.BorrowRowSender();
            AssertRefused("it_name_told", "ts", () => sender.Table("it_name_told").Column("ts", 1L));
            sender.CancelRow();
            sender.Table("it_name_told").Column("a", 1L).Column("timestamp", 2L).At(s_time);
            sender.Table("it_name_told").Column("a", 2L).Column("timestamp", 3L).At(s_time);
            await sender.Flush().AcceptedAsync();
            using ColumnSender columns = db.BorrowColumnSender();
            Chunk chunk = new Chunk("it_name_told").ColumnLong("timestamp", new[] { 4L }).At(new[] { s_time });
            await columns.Flush(chunk).AcceptedAsync();
        }

        await server.WaitForRowsAsync("it_name_told", 3, "ts = '2026-01-02T03:04:05.000000Z'");
    }

    [Fact]
    public async Task CreateTableAsync_finds_out_the_designated_timestamp_of_a_table_that_was_there()
    {
        await server.OwnTableAsync("it_name_record");
        await server.Client.ExecuteAsync(
            "CREATE TABLE it_name_record (a LONG, timestamp TIMESTAMP) TIMESTAMP(timestamp) PARTITION BY DAY WAL");
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<NamedRow>();
        NamedRow row = new(s_time, 5, 1);
        QuestDbException e = AssertRefused("it_name_record", "timestamp", () => db.Write<NamedRow>(in row));
        Assert.Contains("the table's designated timestamp has this name", e.Message, StringComparison.Ordinal);
    }

    private static QuestDbException AssertRefused(string table, string column, Action write)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(write);
        Assert.Equal((ErrorCode.InvalidValue, column), (e.Code, e.Column));
        Assert.Equal(table, e.Table, ignoreCase: true);
        Assert.Contains("designated timestamp", e.Message, StringComparison.Ordinal);
        return e;
    }
}

[QuestTable("it_name_record")]
public readonly partial record struct NamedRow([Designated] DateTime Ts, [QuestColumn("timestamp")] long X, long A);
