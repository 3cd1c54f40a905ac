using QuestDb.Soak.Crash;
using QuestDb.TestSupport.TimeLimits;
using Xunit.Abstractions;

namespace QuestDb.IntegrationTests.Crash;

/// <summary>
/// The short form of <c>tests/QuestDb.Soak crash</c>: a process that writes to slots on disk is killed while
/// its server is in trouble.
/// </summary>
[Trait("Category", "Integration")]
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    [TimeLimit(600)]
    public async Task Rows_that_were_queued_outlive_the_process_that_queued_them()
    {
        using var log = new StringWriter();
        int seed = Environment.TickCount;
        CrashReport report = await CrashRun.RunAsync(kills: 10, time: null, seed, log, CancellationToken.None);
        output.WriteLine(report.ToString());
        Assert.Equal(10, report.Kills);
        Assert.True(report.IsGood, $"Seed {seed}: {report}");
        Assert.True(report.Restarts > 0, "The server was never restarted.");
    }
}
