namespace QuestDb.IntegrationTests.RoundTrips;

/// <summary>Every type, written and read in the row counts where bitmaps, blocks, frames and batches end.</summary>
[Trait("Category", "Integration")]
public sealed class RowCountTests(RowCountTests.WideTable table) : IClassFixture<RowCountTests.WideTable>
{
    [Theory]
    [RowCounts(1, 7, 8, 9, 64, 1000, 100_000)]
    public async Task Rows_come_back(int run, int count, double nulls)
    {
        Wide[] rows = Wide.Rows(run, count, nulls);
        await table.Server.Client.Write<Wide>(rows).AcceptedAsync();
        await table.Server.WaitForRowsAsync(Wide.Table, count, $"run = {run}");

        Wide[] read = await table.Server.Client.Query<Wide>($"SELECT * FROM it_wide WHERE run = {run}").ToArrayAsync();

        Assert.Equal(rows, read);
    }

    /// <summary>The table of the class, made once.</summary>
    public sealed class WideTable : IAsyncLifetime
    {
        public ServerFixture Server { get; } = new();

        public async Task InitializeAsync()
        {
            await Server.InitializeAsync();
            await Server.OwnTableAsync(Wide.Table);
            await Server.Client.CreateTableAsync<Wide>();
        }

        public Task DisposeAsync() => Server.DisposeAsync();
    }

    /// <summary>Each row count with no NULL, some, and nothing else.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class RowCountsAttribute(params int[] counts) : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod)
        {
            int run = 1;
            foreach (int count in counts)
                foreach (double nulls in (double[])[0, 0.4, 1])
                    yield return [run++, count, nulls];
        }
    }
}
