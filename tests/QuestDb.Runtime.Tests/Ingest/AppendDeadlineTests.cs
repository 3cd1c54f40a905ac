using System.Collections.Concurrent;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>What <c>sf_append_deadline_millis</c> bounds.</summary>
public sealed class AppendDeadlineTests
{
    /// <summary>Each thread waited its deadline after the one before it: twelve threads with two seconds took 24.</summary>
    [Fact]
    public async Task Threads_that_wait_for_room_one_behind_the_other_all_end_with_the_deadline_of_the_first()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};sf_append_deadline_millis=2000;"
            + "sf_max_segment_bytes=65536;sf_max_total_bytes=65536;close_flush_timeout_millis=0;");
        var errors = new ConcurrentQueue<Exception>();
        Task[] writers = [.. Enumerable.Range(0, 12).Select(i => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    while (true) client.Write<Tick>(Tick.Range(i * 1000, 1000));
                }
                catch (QuestDbException e)
                {
                    errors.Enqueue(e);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(12));
        Assert.All(errors, static e => Assert.Equal(ErrorCode.QueueFull, ((QuestDbException)e).Code));
        Assert.Equal(12, errors.Count);
        await client.CloseUndeliveredAsync();
    }
}
