using QuestDb.Configuration;
using QuestDb.Ingest.Outboxes;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

public sealed class FrameReplayTests
{
    [Fact]
    public async Task A_server_that_goes_and_does_not_come_back_ends_the_attempt()
    {
        var received = new TaskCompletionSource();
        ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await connection.ReceiveAsync();
            received.SetResult();
            await connection.ReceiveUntilClosedAsync();
        });
        Task replay = FrameReplay.SendAsync(ConnectString.Parse($"ws::addr={server.Address};"), 7,
            [.. "QWP1"u8, 1, 0, 0, 0, 0, 0, 0, 0], CancellationToken.None);
        await received.Task.WaitAsync(Poll.DefaultDeadline);
        await server.DisposeAsync();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => replay.WaitAsync(Poll.DefaultDeadline));
        Assert.Equal(ErrorCode.ConnectFailed, e.Code);
    }
}
