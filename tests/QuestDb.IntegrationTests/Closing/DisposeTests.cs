using System.Diagnostics.Tracing;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Closing;

/// <summary>A client with a row that reaches no server: closing says so, disposing throws nothing.</summary>
[Trait("Category", "Integration")]
public sealed class DisposeTests
{
    /// <summary>Nobody listens there.</summary>
    private const string Nowhere = "ws::addr=127.0.0.1:1;initial_connect_retry=async;close_flush_timeout_millis=0;";

    [Fact]
    public async Task Disposing_twice_throws_nothing_and_tells_the_listener_once()
    {
        var events = new EventLog();
        QuestDbClient db = QuestDbClient.Connect(Nowhere, new QuestDbOptions { EventListener = events.Add });
        db.Write<Pulse>(Pulse.Make(0, 3));
        await db.DisposeAsync();
        await db.DisposeAsync();
        // The synchronous one is a call of its own.
#pragma warning disable CA1849
        db.Dispose();
#pragma warning restore CA1849
        ClientEvent told = Assert.Single(events.All, static e => e.Kind == ClientEventKind.Undelivered);
        Assert.Contains("3 rows unacknowledged. In memory, and lost", told.Message);
        Assert.Equal(ErrorCode.CloseTimeout, told.Error!.Code);
    }

    [Fact]
    public async Task Disposing_hides_no_exception_of_the_code_before_it()
    {
        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using QuestDbClient db = QuestDbClient.Connect(Nowhere, new QuestDbOptions
            {
                EventListener = static _ => throw new NotSupportedException("the listener"),
            });
            db.Write<Pulse>(Pulse.Make(0, 1));
            throw new InvalidOperationException("the body");
        });
        Assert.Equal("the body", e.Message);
    }

    [Fact]
    public async Task A_row_sender_that_can_not_queue_its_rows_hides_no_exception_and_tells_the_listener()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.Reject(0x03, "no"));
        var events = new EventLog();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "auto_flush=off;close_flush_timeout_millis=0;",
            new QuestDbOptions { EventListener = events.Add });
        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            using RowSender sender = db.BorrowRowSender();
            sender.Table("t").Column("x", 1L).At(DateTime.UnixEpoch);
            await Assert.ThrowsAsync<RejectedException>(async () => await sender.Flush().AcceptedAsync());
            sender.Table("t").Column("x", 2L).At(DateTime.UnixEpoch);
            throw new InvalidOperationException("the body");
        });
        Assert.Equal("the body", e.Message);
        await db.DisposeAsync();
        Assert.Contains("1 rows of the returned row sender could not be queued and are lost",
            events.All.First(static e => e.Kind == ClientEventKind.Undelivered).Error!.Message);
    }

    [Fact]
    public async Task Closing_returns_what_is_left_and_throws_it_where_that_is_asked_for()
    {
        QuestDbClient db = QuestDbClient.Connect(Nowhere);
        db.Write<Pulse>(Pulse.Make(0, 3));
        Assert.Equal((3L, 1L), (db.CheckDelivery().Rows, db.CheckDelivery().Frames));
        DeliveryReport report = await db.CloseAsync();
        Assert.Equal((3L, 1L, 0, false), (report.Rows, report.Frames, report.QuarantinedFrames, report.IsClean));
        Assert.Equal(ErrorCode.CloseTimeout, Assert.Throws<QuestDbException>(report.ThrowIfError).Code);
        Assert.Same(report, await db.CloseAsync());
        Assert.Same(report, db.CheckDelivery());
        await db.DisposeAsync();
    }

    [Fact]
    public async Task Closing_with_every_row_delivered_is_clean()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        db.Write<Pulse>(Pulse.Make(0, 3));
        DeliveryReport report = await db.CloseAsync(Timeout.InfiniteTimeSpan);
        Assert.True(report.IsClean, report.ToString());
        report.ThrowIfError();
        Assert.Equal(3, server.RowCount("ticks"));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_ends_the_wait_of_every_caller()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.WithholdAck().Forever());
        QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "close_flush_timeout_millis=600000;");
        db.Write<Pulse>(Pulse.Make(0, 1));
        Task<DeliveryReport> patient = db.CloseAsync();
        using var stop = new CancellationTokenSource();
        Task<DeliveryReport> hasty = db.CloseAsync(cancellationToken: stop.Token);
        Assert.False(patient.IsCompleted);
        await stop.CancelAsync();
        Assert.Equal(1, (await hasty.WaitAsync(Poll.DefaultDeadline)).Frames);
        Assert.Same(await hasty, await patient.WaitAsync(Poll.DefaultDeadline));
    }

    [Fact]
    public async Task A_negative_timeout_is_refused_and_the_client_goes_on()
    {
        await using QuestDbClient db = QuestDbClient.Connect(Nowhere);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => db.CloseAsync(TimeSpan.FromSeconds(-1)));
        db.Write<Pulse>(Pulse.Make(0, 1));
    }

    [Fact]
    public async Task What_the_listener_throws_is_in_the_report()
    {
        QuestDbClient db = QuestDbClient.Connect(Nowhere, new QuestDbOptions
        {
            EventListener = static _ => throw new NotSupportedException("the listener"),
        });
        db.Write<Pulse>(Pulse.Make(0, 1));
        AggregateException both = Assert.IsType<AggregateException>((await db.CloseAsync()).Error);
        Assert.Equal([typeof(QuestDbException), typeof(NotSupportedException)], both.InnerExceptions.Select(static e => e.GetType()));
    }

    [Fact]
    public async Task What_is_left_is_told_to_the_event_source()
    {
        using var listener = new SourceListener();
        QuestDbClient db = QuestDbClient.Connect(Nowhere);
        db.Write<Pulse>(Pulse.Make(0, 17));
        await db.CloseAsync();
        Assert.Contains(listener.Texts, static text => text.Contains("17 rows unacknowledged", StringComparison.Ordinal));
    }

    /// <summary>Hears the event source of all clients in the process.</summary>
    private sealed class SourceListener : EventListener
    {
        private readonly List<string> _texts = [];

        public IReadOnlyList<string> Texts
        {
            get { lock (_texts) return [.. _texts]; }
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "QuestDb.Client") EnableEvents(eventSource, EventLevel.Error);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            lock (_texts) _texts.Add($"{eventData.Payload![^1]}");
        }
    }
}
