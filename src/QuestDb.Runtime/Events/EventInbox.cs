using System.Threading.Channels;

namespace QuestDb.Events;

/// <summary>Hands events to the user's listener without ever blocking the threads that deliver.</summary>
/// <remarks>
/// An exception of the listener stops nothing: later events still go to the listener, and closing the client reports the
/// first exception.
/// </remarks>
internal sealed class EventInbox : IEventSink
{
    private readonly Channel<object>? _channel;
    private readonly AsyncLocal<bool> _inListener = new();
    private readonly TaskCompletionSource _listenerCloses = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _pump = Task.CompletedTask;
    private Exception? _failure;
    private long _dropped;

    public EventInbox(Action<ClientEvent>? listener, int capacity)
    {
        if (listener is null) return;
        _channel = Channel.CreateBounded<object>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            Dropping);
        _pump = PumpAsync(_channel.Reader, listener);
    }

    public bool IsListening => _channel is not null;

    /// <summary>Whether the listener threw, or did not return before <see cref="CompleteAsync"/> gave up.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>Events that were dropped because the listener was slow; a progress report counts as one.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Post(ClientEvent e)
    {
        ClientEventSource.Log.Tell(e);
        _channel?.Writer.TryWrite(e);
    }

    public void Post(ProgressReport report) => _channel?.Writer.TryWrite(report);

    /// <summary>
    /// Notes a call that closes the client. When it comes from the listener, the listener waits for the client to close, and closing
    /// must not wait for the listener.
    /// </summary>
    public void Closing()
    {
        if (_inListener.Value) _listenerCloses.TrySetResult();
    }

    /// <summary>
    /// Accepts no more events and waits until the listener has seen the queued ones. It does not wait for a listener that closes the
    /// client itself.
    /// </summary>
    /// <returns>
    /// The first exception that the listener threw; <see cref="ErrorCode.CloseTimeout"/>: the listener is still busy; or null.
    /// </returns>
    public async Task<Exception?> CompleteAsync(TimeSpan patience)
    {
        _channel?.Writer.TryComplete();
        try
        {
            if (await Task.WhenAny(_listenerCloses.Task, _pump).WaitAsync(patience).ConfigureAwait(false) != _pump) return null;
        }
        catch (TimeoutException)
        {
            _failure ??= new QuestDbException(ErrorCode.CloseTimeout,
                $"The event listener did not return within {patience.TotalMilliseconds:N0} ms; {_channel!.Reader.Count} "
                + $"events have not reached it.");
        }

        return _failure;
    }

    private void Dropping(object item)
    {
        (item as ProgressReport)?.Drop();
        Interlocked.Increment(ref _dropped);
    }

    private async Task PumpAsync(ChannelReader<object> reader, Action<ClientEvent> listener)
    {
        _inListener.Value = true;
        Action<ClientEvent> deliver = e => Deliver(listener, e);
        await foreach (object item in reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (item is ProgressReport report) report.Deliver(deliver);
            else deliver((ClientEvent)item);
        }
    }

    private void Deliver(Action<ClientEvent> listener, ClientEvent e)
    {
        try
        {
            listener(e);
        }
        catch (Exception failure)
        {
            _failure ??= failure;
        }
    }
}
