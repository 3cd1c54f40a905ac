using QuestDb.Soak.Crash;
using QuestDb.Soak.Host;
using QuestDb.Testing;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Closing;

/// <summary>
/// What becomes of the rows of a process that ends without disposing its client, before there was a connection: what the documentation of
/// <see cref="QuestDbClient.Write{T}(ReadOnlySpan{T})"/> says.
/// </summary>
[Trait("Category", "Integration")]
public sealed class EndOfProcessTests
{
    [Fact]
    public async Task A_process_that_ends_without_dispose_loses_its_rows_without_a_word()
    {
        await using QuestDbTestServer server = await StoppedServerAsync();
        Assert.Equal(new HostProcess(0, ""), await LeaveAsync(server, "initial_connect_retry=async;"));
        await server.RestartAsync();
        await using QuestDbClient next = QuestDbClient.Connect(server.ConnectString);
        await next.Write<NumberedRow>([NumberedRow.Of(LeaveCommand.Rows)]).AcceptedAsync();
        Assert.Equal(1, server.RowCount(NumberedRow.Table));
    }

    [Fact]
    public async Task A_process_that_ends_without_dispose_loses_no_row_of_a_store()
    {
        using var folder = new TempFolder();
        string store = $"sf_dir={folder["store"]};";
        await using QuestDbTestServer server = await StoppedServerAsync();
        Assert.Equal(new HostProcess(0, ""), await LeaveAsync(server, $"initial_connect_retry=async;{store}"));
        await server.RestartAsync();
        await using QuestDbClient next = QuestDbClient.Connect(server.ConnectString + store);
        await Poll.UntilAsync(() => server.RowCount(NumberedRow.Table) == LeaveCommand.Rows, "the rows of the process are there");
    }

    [Fact]
    public async Task A_process_whose_first_write_waits_for_its_connection_is_told_that_there_is_none()
    {
        await using QuestDbTestServer server = await StoppedServerAsync();
        HostProcess process = await LeaveAsync(server, "");
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("Can't connect to", process.Errors);
    }

    private static Task<HostProcess> LeaveAsync(QuestDbTestServer server, string keys) =>
        HostProcess.LeaveAsync(server.ConnectString + keys, Poll.DefaultDeadline);

    private static async Task<QuestDbTestServer> StoppedServerAsync()
    {
        QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using (QuestDbClient db = QuestDbClient.Connect(server.ConnectString)) await db.ExecuteAsync(NumberedRow.CreateTable);
        await server.StopAsync();
        return server;
    }
}
