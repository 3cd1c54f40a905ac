using System.Collections.Concurrent;
using System.Net;
using QuestDb.Configuration;
using QuestDb.Egress;
using QuestDb.Events;
using QuestDb.Ingest.Delivery;
using QuestDb.Ingest.Outboxes;
using QuestDb.Ingest.Senders;
using QuestDb.Mapping;
using QuestDb.Reading;
using QuestDb.Schemas;
using QuestDb.TestSupport;
using QuestDb.Transport;

namespace QuestDb.Tests.Ingest;

/// <summary>A host that is gone without a word: its TCP connection stays open and nothing answers.</summary>
public sealed class VanishedHostTests
{
    /// <summary>
    /// With few rows all is sent and an ack awaited; with many the client is in the middle of a send that the host does not read.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task It_is_noticed_by_its_silence_and_the_rows_go_to_the_next_server(int rows)
    {
        await using ScriptedServer vanished = ScriptedServer.Start(static async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await new TaskCompletionSource().Task.WaitAsync(connection.Stopping);
        });
        await using ScriptedServer next = ScriptedServer.Start(static async connection =>
        {
            await connection.AcceptUpgradeAsync();
            for (long sequence = 0; ; sequence++)
            {
                await connection.ReceiveAsync();
                await connection.SendAsync(ScriptedMessages.Ok(sequence, ("ticks", sequence + 1)));
            }
        });
        var events = new Events();
        using var transport = new QwpTransport(
            ConnectString.Parse($"ws::addr={vanished.Address},{next.Address};reconnect_initial_backoff_millis=1;"),
            watchInterval: TimeSpan.FromMilliseconds(20))
        {
            // The system notices it by what its host does not answer, which takes another host.
            IsGone = socket => socket.RemoteEndPoint is IPEndPoint peer
                && vanished.Address.EndsWith($":{peer.Port}", StringComparison.Ordinal),
        };
        await using var queries = new QueryPool(transport);
        var context = new IngestContext(transport, new TableVisibility(queries), new DesignatedNames([]));
        Outbox outbox = Outbox.InMemory(context.Delivery, DeliveryPolicy.Sender, events);
        var sender = new Sender(outbox, context, LossyValueAction.Refuse);
        try
        {
            Tick[] ticks = Tick.Range(0, rows);
            WriteReceipt receipt = default;
            for (int i = 0; i < 3; i++) receipt = sender.Write(new RecordSource<Tick, Tick>(ticks));
            await receipt.AcceptedAsync().AsTask().WaitAsync(Poll.DefaultDeadline);
        }
        finally
        {
            await outbox.StopAsync();
        }

        ClientEvent lost = events.All.First(static e => e.Kind == ClientEventKind.Disconnected);
        Assert.Equal((vanished.Address, ErrorCode.ConnectionLost), (lost.Endpoint, lost.Error!.Code));
        Assert.Contains(events.All,
            e => e.Kind == ClientEventKind.FailedOver && e.PreviousEndpoint == vanished.Address && e.Endpoint == next.Address);
        Assert.True(outbox.IsDrained);
    }

    private sealed class Events : IEventSink
    {
        public ConcurrentQueue<ClientEvent> All { get; } = new();

        public void Post(ClientEvent e) => All.Enqueue(e);
    }
}
