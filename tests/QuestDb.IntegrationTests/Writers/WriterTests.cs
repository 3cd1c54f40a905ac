namespace QuestDb.IntegrationTests.Writers;

/// <summary>Every type, written by chunk and by row and read back, in the row counts where bitmaps, frames and batches end.</summary>
[Trait("Category", "Integration")]
public sealed class WriterTests(WriterTests.WritersTable table) : IClassFixture<WriterTests.WritersTable>
{
    public static TheoryData<int, int, double> Cases()
    {
        var cases = new TheoryData<int, int, double>();
        int run = 1;
        foreach (int count in new[] { 1, 7, 8, 9, 64, 1000, 100_000 })
            foreach (double nulls in new[] { 0, 0.4, 1 })
                cases.Add(run++, count, nulls);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Rows_written_by_chunk_come_back(int run, int count, double nulls)
    {
        EveryColumn[] rows = EveryColumn.Rows(run, count, nulls);
        using ColumnSender sender = table.Server.Client.BorrowColumnSender();
        var chunk = new Chunk(EveryColumn.Table);
        await ChunkWriter.Write(sender, chunk, rows).AcceptedAsync();
        Assert.True(chunk.IsEmpty);
        await AssertRowsAsync(run, rows);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Rows_written_one_by_one_come_back(int run, int count, double nulls)
    {
        run += 1000;
        EveryColumn[] rows = EveryColumn.Rows(run, count, nulls);
        using RowSender sender = table.Server.Client.BorrowRowSender();
        RowWriter.Write(sender, rows);
        sender.Flush();
        await sender.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(60));
        await AssertRowsAsync(run, rows);
    }

    /// <summary>Whole bytes of ones are what a server takes for NULL in a column without a bitmap.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(40)]
    public async Task A_geohash_of_ones_is_a_value(int bits)
    {
        string name = $"it_geohash_ones_{bits}";
        await table.Server.OwnTableAsync(name);
        using RowSender sender = table.Server.Client.BorrowRowSender();
        sender.Table(name).ColumnGeoHash("g", (1UL << bits) - 1, bits).At(DateTime.UnixEpoch);
        await sender.Flush().AcceptedAsync();
        await table.Server.WaitForRowsAsync(name, 1, "g IS NOT NULL");
    }

    private async Task AssertRowsAsync(int run, EveryColumn[] rows)
    {
        await table.Server.WaitForRowsAsync(EveryColumn.Table, rows.Length, $"run = {run}");
        EveryColumn[] read = await table.Server.Client.Query<EveryColumn>($"SELECT * FROM it_writers WHERE run = {run}").ToArrayAsync();
        Assert.Equal(rows.Length, read.Length);
        for (int i = 0; i < rows.Length; i++)
            Assert.Equal(rows[i].Describe(), read[i].Describe());
    }

    /// <summary>The table of the class, made once.</summary>
    public sealed class WritersTable : IAsyncLifetime
    {
        public ServerFixture Server { get; } = new();

        public async Task InitializeAsync()
        {
            await Server.InitializeAsync();
            await Server.OwnTableAsync(EveryColumn.Table);
            await Server.Client.CreateTableAsync<EveryColumn>();
        }

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
