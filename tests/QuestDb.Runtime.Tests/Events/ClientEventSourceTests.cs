using System.Diagnostics.Tracing;
using System.Reflection;
using QuestDb.Events;
using QuestDb.TestSupport;
using QuestDb.Tests.Docs;
using QuestDb.Tests.Ingest;

namespace QuestDb.Tests.Events;

/// <summary>What the event source of the client tells to whoever listens there, with and without a listener of the client.</summary>
public sealed class ClientEventSourceTests
{
    private static readonly string[] s_fields =
        ["endpoint", "sender", "slot", "table", "firstFsn", "lastFsn", "rows", "code", "message"];

    public static TheoryData<ClientEventKind> Kinds => [.. Enum.GetValues<ClientEventKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void Each_kind_is_an_event_with_all_its_fields(ClientEventKind kind)
    {
        _ = ClientEventSource.Log;
        using var listener = new TraceListener(EventLevel.Verbose);
        string endpoint = $"each-{kind}:9000";
        var error = new QuestDbException(ErrorCode.StoreFull, "no room") { Table = "trades" };
        new EventInbox(null, 16).Post(new ClientEvent(kind, endpoint, 3, 7, error) { Sender = "s-1", Slot = "/slots/s-1", Rows = 12 });

        EventWrittenEventArgs told = Assert.Single(listener.With("endpoint", endpoint));
        Assert.Equal(kind.ToString(), told.EventName);
        Assert.Equal((int)kind + 1, told.EventId);
        Assert.Equal(s_fields, told.PayloadNames!);
        Assert.Equal([endpoint, "s-1", "/slots/s-1", "trades", 3L, 7L, 12L, "StoreFull", "no room"], told.Payload!);
    }

    [Fact]
    public void What_an_event_does_not_have_is_empty()
    {
        _ = ClientEventSource.Log;
        using var listener = new TraceListener(EventLevel.Informational);
        new EventInbox(null, 16).Post(new ClientEvent(ClientEventKind.FailedOver, "empty:1") { PreviousEndpoint = "empty:2" });
        Assert.Equal(["empty:1", "", "", "", -1L, -1L, -1L, "", "before empty:2"],
            Assert.Single(listener.With("endpoint", "empty:1")).Payload!);
    }

    [Fact]
    public void Nothing_is_told_above_the_level_that_is_listened_to()
    {
        _ = ClientEventSource.Log;
        using var listener = new TraceListener(EventLevel.Error);
        var inbox = new EventInbox(null, 16);
        foreach (ClientEventKind kind in Enum.GetValues<ClientEventKind>()) inbox.Post(new ClientEvent(kind, "level:1"));
        Assert.All(listener.With("endpoint", "level:1"), static e => Assert.Equal(EventLevel.Error, e.Level));
        Assert.Contains(listener.With("endpoint", "level:1"), static e => e.EventName == nameof(ClientEventKind.Stopped));
    }

    [Fact]
    public void The_page_has_the_level_of_each_event() => Assert.Equal(
        typeof(ClientEventSource).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .Where(static method => method.GetCustomAttribute<EventAttribute>() is not null)
            .Select(static method => $"{method.Name} {method.GetCustomAttribute<EventAttribute>()!.Level}").Order(StringComparer.Ordinal),
        DocsPage.Rows("reliability.md", "Event")
            .SelectMany(static row => row[0].Split(',').Select(name => $"{name.Trim(' ', '`')} {row[1].Trim()}"))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_error_is_counted_and_nothing_else()
    {
        var counters = new ClientCounters();
        foreach (ClientEventKind kind in Enum.GetValues<ClientEventKind>()) counters.Count(kind);
        EventLevel[] levels = [.. typeof(ClientEventSource).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .Select(static method => method.GetCustomAttribute<EventAttribute>()?.Level).OfType<EventLevel>()];
        Assert.Equal((levels.Count(static level => level == EventLevel.Error), 1), (counters.Errors, counters.Lost));
    }

    [Fact]
    public async Task The_counters_are_shown_to_who_asks_for_them()
    {
        _ = ClientEventSource.Log;
        using var listener = new TraceListener(EventLevel.Error, new Dictionary<string, string?> { ["EventCounterIntervalSec"] = "0.05" });
        await Poll.UntilAsync(
            () => new[] { "frames-acked", "connections-lost", "errors" }.All(name => listener.All.Any(e =>
                e.EventName == "EventCounters" && e.Payload![0] is IDictionary<string, object> shown && Equals(shown["Name"], name))),
            "all counters are shown");
    }

    [Fact]
    public async Task Refused_credentials_are_told_without_a_listener_and_without_the_secret()
    {
        _ = ClientEventSource.Log;
        using var listener = new TraceListener(EventLevel.Informational);
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.RespondAsync("401 Unauthorized", ["Content-Length: 0"]);
        });
        QuestDbClient client = QuestDbClient.Connect(
            $"ws::addr={server.Address};initial_connect_retry=async;username=u;password=s3cret;close_flush_timeout_millis=0;");
        client.Write<Tick>(Tick.Range(0, 5));
        await Poll.UntilAsync(
            () => listener.With("endpoint", $"{server.Address}").Any(static e => e.EventName == nameof(ClientEventKind.Stopped)),
            "the stop is told");
        await client.CloseUndeliveredAsync();
        EventWrittenEventArgs stopped =
            listener.With("endpoint", $"{server.Address}").Single(static e => e.EventName == nameof(ClientEventKind.Stopped));
        Assert.Equal(EventLevel.Error, stopped.Level);
        Assert.Equal((nameof(ErrorCode.AuthenticationFailed), 0L, 0L), (TraceListener.Field(stopped, "code"),
            TraceListener.Field(stopped, "firstFsn"), TraceListener.Field(stopped, "lastFsn")));
        Assert.Contains(listener.All,
            static e => e.EventName == nameof(ClientEventKind.Undelivered) && Equals(TraceListener.Field(e, "rows"), 5L));
        Assert.DoesNotContain("s3cret", string.Join(" ", listener.All.SelectMany(static e => e.Payload!)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Acks_are_told_in_their_place_with_and_without_a_listener(bool listens)
    {
        _ = ClientEventSource.Log;
        using var listener = new TraceListener(EventLevel.Verbose);
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await new IngestScript(connection).AckAllAsync([]);
        });
        var heard = new List<ClientEvent>();
        await using (QuestDbClient client = QuestDbClient.Connect(
            $"ws::addr={server.Address};", new QuestDbOptions { EventListener = listens ? heard.Add : null }))
        {
            client.Write<Tick>(Tick.Range(0, 5));
            await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        }

        Assert.Equal(["Connected", "Acked", "Drained"], listener.With("endpoint", $"{server.Address}").Select(static e => e.EventName));
        Assert.Equal(listens ? 3 : 0, heard.Count);
    }

    [Fact]
    public void An_event_that_nobody_listens_to_allocates_nothing()
    {
        ClientEvent[] events = [.. Enum.GetValues<ClientEventKind>().Select(static kind => new ClientEvent(
            kind, "nobody:1", 1, 2, new QuestDbException(ErrorCode.Rejected, "no") { Table = "t" }))];
        var inbox = new EventInbox(null, 16);
        long Told()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (ClientEvent e in events) inbox.Post(e);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Told();
        Assert.Equal(0, Told());
    }
}
