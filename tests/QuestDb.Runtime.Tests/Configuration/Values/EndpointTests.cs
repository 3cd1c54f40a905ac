using System.Collections.Concurrent;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>Several endpoints: which one is tried next, and which one is named.</summary>
public sealed class EndpointTests
{
    private const byte NotWritable = 0x0C;

    [Fact]
    public async Task Rows_that_a_server_can_not_take_go_to_the_next_one_however_often_that_happens()
    {
        var values = new List<long>();
        await using ScriptedServer replica = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Error(NotWritable, ingest.Sequence, "demoting"));
            await connection.ReceiveUntilClosedAsync();
        });
        await using ScriptedServer primary = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            if (connection.Index >= 2) await ingest.AckAllAsync(values);
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Error(NotWritable, ingest.Sequence, "promoting"));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect(
            $"ws::addr={replica.Address},{primary.Address};reconnect_initial_backoff_millis=1;max_frame_rejections=2;");
        client.Write<Tick>(Tick.Range(0, 3));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal([0, 1, 2], values);
    }

    [Fact]
    public async Task The_stop_event_names_the_server_that_refused_the_credentials()
    {
        await using ScriptedServer first = ScriptedServer.Start(async connection =>
        {
            if (connection.Index > 0)
            {
                await connection.ReadRequestAsync();
                await connection.RespondAsync("401 Unauthorized", ["Content-Length: 0"]);
                return;
            }

            await connection.AcceptUpgradeAsync();
            await connection.ReceiveAsync();
            connection.Drop();
        });
        await using ScriptedServer second = ScriptedServer.Start(static _ => Task.CompletedTask);
        var events = new ConcurrentQueue<ClientEvent>();
        QuestDbClient client = QuestDbClient.Connect(
            $"ws::addr={first.Address},{second.Address};reconnect_initial_backoff_millis=1;close_flush_timeout_millis=0;",
            new QuestDbOptions { EventListener = events.Enqueue });
        QuestDbException e =
            await Assert.ThrowsAsync<QuestDbException>(async () => await client.Write<Tick>(Tick.Range(0, 1)).AcceptedAsync());
        Assert.Equal(ErrorCode.AuthenticationFailed, e.Code);
        await client.CloseUndeliveredAsync();
        Assert.Equal(first.Address, events.Single(static e => e.Kind == ClientEventKind.Stopped).Endpoint);
    }

    [Fact]
    public async Task A_failover_is_told_with_the_server_before_and_the_one_after()
    {
        var events = new ConcurrentQueue<ClientEvent>();
        var values = new List<long>();
        ScriptedServer first = ScriptedServer.Start(AckAsync);
        await using ScriptedServer second = ScriptedServer.Start(AckAsync);
        await using ScriptedServer third = ScriptedServer.Start(AckAsync);
        await using QuestDbClient client = QuestDbClient.Connect(
            $"ws::addr={first.Address},{second.Address},{third.Address};reconnect_initial_backoff_millis=1;",
            new QuestDbOptions { EventListener = events.Enqueue });
        await client.Write<Tick>(Tick.Range(0, 1)).AcceptedAsync();
        Assert.DoesNotContain(events, static e => e.Kind == ClientEventKind.FailedOver);
        string before = first.Address;
        await first.DisposeAsync();
        await client.Write<Tick>(Tick.Range(1, 1)).AcceptedAsync();

        await Poll.UntilAsync(() => events.Any(static e => e.Kind == ClientEventKind.Drained && e.LastFsn == 1), "the end was told");
        ClientEvent told = Assert.Single(events, static e => e.Kind == ClientEventKind.FailedOver);
        Assert.Equal((second.Address, before), (told.Endpoint, told.PreviousEndpoint));
        Assert.Equal([before, second.Address],
            events.Where(static e => e.Kind == ClientEventKind.Connected).Select(static e => e.Endpoint));
        Assert.Equal([0, 1], values);

        async Task AckAsync(ScriptedConnection connection)
        {
            await connection.AcceptUpgradeAsync();
            await new IngestScript(connection).AckAllAsync(values);
        }
    }
}
