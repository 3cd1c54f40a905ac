using QuestDb.Soak.Schema;
using Xunit.Abstractions;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>The short form of the run in which another client changes the table at random.</summary>
[Trait("Category", "Integration")]
public sealed class ChangingTableTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_row_is_in_the_table_or_went_with_it_or_is_named_by_an_error(int seed)
    {
        string? conf = Environment.GetEnvironmentVariable(ServerFixture.Variable);
        SchemaReport report = await SchemaRun.RunAsync(25, conf, seed, TextWriter.Null);
        output.WriteLine(report.ToString());
        Assert.True(report.IsGood, report.ToString());
    }
}
