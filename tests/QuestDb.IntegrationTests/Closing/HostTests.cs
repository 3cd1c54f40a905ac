using QuestDb.Soak.Host;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Closing;

/// <summary>A client that is a singleton of a generic host, in a process of its own.</summary>
[Trait("Category", "Integration")]
public sealed class HostTests
{
    [Fact]
    public async Task One_undelivered_row_does_not_end_the_process_of_a_host_with_code_134()
    {
        HostProcess process = await HostProcess.RunAsync(
            "ws::addr=127.0.0.1:1;initial_connect_retry=async;close_flush_timeout_millis=0;", Poll.DefaultDeadline);
        Assert.Equal(0, process.ExitCode);
        Assert.StartsWith("QuestDb: The client closed with 1 rows unacknowledged. In memory, and lost", process.Errors);
        Assert.Single(process.Errors.Trim().Split('\n'));
    }
}
