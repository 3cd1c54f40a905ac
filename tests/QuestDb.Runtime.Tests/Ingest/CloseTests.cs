using System.Net;
using System.Net.Sockets;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

public sealed class CloseTests
{
    [Fact]
    public async Task Closing_does_not_wait_for_a_first_connection()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        QuestDbClient client = QuestDbClient.Connect($"ws::addr=127.0.0.1:{port};initial_connect_retry=on;auth_timeout_ms=600000;");
        var written = new TaskCompletionSource<Exception?>();
        var writer = new Thread(() => written.SetResult(Record.Exception(() => client.Write<Tick>(Tick.Range(0, 1)))));
        writer.Start();
        using Socket connection = await listener.AcceptSocketAsync();
        await client.DisposeAsync().AsTask().WaitAsync(Poll.DefaultDeadline);
        QuestDbException e = Assert.IsType<QuestDbException>(await written.Task.WaitAsync(Poll.DefaultDeadline));
        Assert.Equal(ErrorCode.Disposed, e.Code);
        Assert.Equal(-1, client.PublishedFsn);
        listener.Stop();
    }

    [Fact]
    public async Task The_event_listener_may_close_the_client()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        QuestDbClient? client = null;
        var written = new TaskCompletionSource();
        var closed = new TaskCompletionSource<DeliveryReport>();
        client = QuestDbClient.Connect($"ws::addr={server.Address};initial_connect_retry=async;close_flush_timeout_millis=0;",
            new QuestDbOptions
            {
                EventListener = _ =>
                {
                    written.Task.Wait();
                    closed.TrySetResult(client!.CloseAsync().GetAwaiter().GetResult());
                },
            });
        client.Write<Tick>(Tick.Range(0, 1));
        written.SetResult();
        DeliveryReport report = await closed.Task.WaitAsync(Poll.DefaultDeadline);
        Assert.Equal(ErrorCode.CloseTimeout, Assert.IsType<QuestDbException>(report.Error).Code);
    }

    [Fact]
    public async Task The_event_listener_may_dispose_a_client_that_is_being_disposed()
    {
        var told = new TaskCompletionSource();
        var closing = new TaskCompletionSource<QuestDbClient>();
        var disposed = new TaskCompletionSource<Exception?>();
        // The notice of a key without effect is an event that needs no server.
        QuestDbClient client = QuestDbClient.Connect("wss::addr=127.0.0.1:1;tls_ca=webpki_roots;close_flush_timeout_millis=5000;",
            new QuestDbOptions
            {
                EventListener = _ =>
                {
                    told.SetResult();
                    disposed.SetResult(Record.Exception(closing.Task.Result.Dispose));
                },
            });
        await told.Task.WaitAsync(Poll.DefaultDeadline);
        Task close = client.DisposeAsync().AsTask();
        closing.SetResult(client);
        await close.WaitAsync(Poll.DefaultDeadline);
        Assert.Null(await disposed.Task.WaitAsync(Poll.DefaultDeadline));
    }
}
