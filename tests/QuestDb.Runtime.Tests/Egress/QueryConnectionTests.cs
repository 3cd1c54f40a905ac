using QuestDb.TestSupport;
using QuestDb.Tests.Ingest;

namespace QuestDb.Tests.Egress;

public sealed class QueryConnectionTests
{
    [Fact]
    public async Task A_server_that_stays_silent_after_the_upgrade_is_given_up()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};auth_timeout_ms=1500;");
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => client.Query<Tick>("SELECT 1").ToArrayAsync().WaitAsync(Poll.DefaultDeadline));
        Assert.Equal(ErrorCode.ConnectFailed, e.Code);
        Assert.Contains(server.Address, e.Message);
        Assert.Contains("SERVER_INFO", e.Message);
    }
}
