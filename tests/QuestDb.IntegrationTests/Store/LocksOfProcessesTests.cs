using QuestDb.Soak.Crash;
using QuestDb.Soak.Host;
using QuestDb.Store.Slots;
using QuestDb.Testing;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Store;

/// <summary>
/// Two processes on one folder, also where .NET locks no files: with <c>DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1</c>, which containers set
/// for network file systems, both had the same slot and sent its rows twice.
/// </summary>
[Trait("Category", "Integration")]
public sealed class LocksOfProcessesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_processes_never_have_one_slot_and_a_killed_one_frees_its_own(bool fileLocks)
    {
        using var folder = new TempFolder();
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await server.StopAsync();
        string conf = $"{server.ConnectString}initial_connect_retry=async;sf_dir={folder["store"]};";
        string first = Path.Combine(folder["store"], "default-ingest-0");
        string second = Path.Combine(folder["store"], "default-ingest-1");
        using (HoldProcess holder = await HoldProcess.StartAsync(conf, fileLocks, Poll.DefaultDeadline))
        {
            Assert.Equal($"process {holder.Id}", SlotLock.HolderOf(first));
            Assert.Null(SlotLock.TryTake(first));
            Assert.Equal(new HostProcess(0, ""), await HostProcess.LeaveAsync(conf, Poll.DefaultDeadline, fileLocks));
            Assert.NotEmpty(Directory.GetFiles(second, "*.sfa"));
            Assert.Equal($"process {holder.Id}", SlotLock.HolderOf(first));
            await holder.KillAsync();
        }

        Assert.Null(SlotLock.HolderOf(first));
        await server.RestartAsync();
        await using (QuestDbClient db = QuestDbClient.Connect($"{server.ConnectString}sf_dir={folder["store"]};"))
        {
            await Poll.UntilAsync(
                () => server.RowCount(NumberedRow.Table) >= HoldCommand.Rows + LeaveCommand.Rows,
                "the rows of both processes are there");
        }

        Assert.Equal(HoldCommand.Rows + LeaveCommand.Rows, server.RowCount(NumberedRow.Table));
    }
}
