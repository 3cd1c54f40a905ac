using QuestDb.Soak.Threads;
using QuestDb.TestSupport.TimeLimits;
using Xunit.Abstractions;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>The short form of <c>QuestDb.Soak threads</c>. It measures the heap of the process, so nothing runs beside it.</summary>
[Trait("Category", "Integration")]
[Collection(nameof(AloneCollection))]
public sealed class ManyThreadsTests(ITestOutputHelper output)
{
    [Fact]
    [TimeLimit(600)]
    public async Task Rows_of_64_threads_through_one_client_survive_restarts_whole_and_in_order()
    {
        var log = new StringWriter();
        ThreadReport report = await ThreadRun.RunAsync(64, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), log);
        output.WriteLine(log.ToString());
        Assert.True(report.IsGood, $"{report}\n{log}");
        Assert.Equal(10, report.Restarts);
    }
}

/// <summary>Tests that run when no other does.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
