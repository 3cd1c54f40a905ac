using QuestDb.Events;

namespace QuestDb.Tests.Ingest;

/// <summary>What listeners are told, in which order, and what their own errors do.</summary>
public sealed class EventOrderTests
{
    private readonly List<ClientEvent> _told = [];
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Acks_that_come_together_are_told_as_one()
    {
        var inbox = new EventInbox(Hold(out TaskCompletionSource go), 16);
        inbox.Post(new ClientEvent(ClientEventKind.Connected, "a"));
        var report = new ProgressReport("a", "s");
        Assert.True(report.TryAdd(0, 0, drained: false));
        inbox.Post(report);
        Assert.True(report.TryAdd(1, 5, drained: true));
        go.SetResult();
        Assert.Null(await inbox.CompleteAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal([(ClientEventKind.Connected, -1, -1), (ClientEventKind.Acked, 0, 5), (ClientEventKind.Drained, 0, 5)],
            _told.Select(static e => (e.Kind, e.FirstFsn, e.LastFsn)));
        Assert.False(report.TryAdd(6, 6, drained: false));
    }

    [Fact]
    public async Task A_report_that_found_no_room_takes_no_more_acks_and_is_counted()
    {
        var inbox = new EventInbox(Hold(out TaskCompletionSource go), 1);
        inbox.Post(new ClientEvent(ClientEventKind.Connected, "held"));
        await _held.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var report = new ProgressReport("a", "s");
        report.TryAdd(0, 0, drained: false);
        inbox.Post(report);
        for (int i = 0; i < 2; i++) inbox.Post(new ClientEvent(ClientEventKind.Connected, "b"));
        Assert.False(report.TryAdd(1, 1, drained: false));
        Assert.True(inbox.Dropped > 0);
        go.SetResult();
        await inbox.CompleteAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_slow_listener_loses_the_oldest_events_and_they_are_counted()
    {
        var inbox = new EventInbox(Hold(out TaskCompletionSource go), 16);
        inbox.Post(new ClientEvent(ClientEventKind.Connected, "held"));
        await _held.Task.WaitAsync(TimeSpan.FromSeconds(30));
        for (int i = 0; i < 19; i++) inbox.Post(new ClientEvent(ClientEventKind.Connected, $"{i}"));
        Assert.Equal(3, inbox.Dropped);
        go.SetResult();
        await inbox.CompleteAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["held", .. Enumerable.Range(3, 16).Select(static i => $"{i}")], _told.Select(static e => e.Endpoint));
    }

    [Fact]
    public async Task An_exception_of_the_listener_is_kept_for_the_close_and_later_events_still_come()
    {
        var inbox = new EventInbox(
            e =>
            {
                _told.Add(e);
                throw new InvalidOperationException(e.Endpoint);
            },
            16);
        inbox.Post(new ClientEvent(ClientEventKind.Connected, "first"));
        inbox.Post(new ClientEvent(ClientEventKind.Connected, "second"));
        Exception? e = await inbox.CompleteAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("first", Assert.IsType<InvalidOperationException>(e).Message);
        Assert.Equal(2, _told.Count);
    }

    /// <summary>A listener that is busy with its first event until it may go on.</summary>
    private Action<ClientEvent> Hold(out TaskCompletionSource go)
    {
        var gate = new TaskCompletionSource();
        go = gate;
        return e =>
        {
            _held.TrySetResult();
            gate.Task.Wait();
            _told.Add(e);
        };
    }
}
