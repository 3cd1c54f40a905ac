using QuestDb.Soak.Crash;
using QuestDb.Soak.Host;
using QuestDb.Testing;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Threading;

/// <summary>Delivery, timed flushes and queries of a process all of whose pool threads wait for them.</summary>
[Trait("Category", "Integration")]
public sealed class StarvedPoolTests
{
    [Theory]
    [InlineData("")]
    [InlineData("sf_dir=")]
    public async Task Writers_on_all_threads_of_the_pool_do_not_starve_the_delivery_that_they_wait_for(string keys)
    {
        using var folder = new TempFolder();
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using (QuestDbClient db = QuestDbClient.Connect(server.ConnectString)) await db.ExecuteAsync(NumberedRow.CreateTable);
        string store = keys.Length == 0 ? "" : $"{keys}{folder["store"]};";
        string conf = $"{server.ConnectString}sf_max_segment_bytes=65536;sf_max_total_bytes=262144;{store}auto_flush_interval=20;";
        Assert.Equal(new HostProcess(0, ""), await HostProcess.StarvedAsync(conf, TimeSpan.FromSeconds(90)));
        Assert.Equal(StarvedCommand.Rows, server.RowCount(NumberedRow.Table));
    }
}
