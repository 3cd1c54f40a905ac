using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace QuestDb.Events;

/// <summary>Hands events to the user's listener without ever blocking the threads that deliver.</summary>
/// <remarks>
/// An exception of the listener ends nothing: the first is kept for whoever closes the client, and later
/// events go on to the listener.
/// </remarks>
internal sealed class EventInbox : IEventSink
{
    private readonly Channel<object>? _channel;
    private readonly AsyncLocal<bool> _inListener = new();
    private readonly TaskCompletionSource _listenerCloses = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _pump = Task.CompletedTask;
    private ExceptionDispatchInfo? _failure;
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

    /// <summary>Events that were dropped because the listener was slow; a report of progress counts as one.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Post(ClientEvent e) => _channel?.Writer.TryWrite(e);

    public void Post(ProgressReport report) => _channel?.Writer.TryWrite(report);

    /// <summary>
    /// Somebody closes the client. When it is the listener, first or not, it waits for the end of that, which must not wait for it.
    /// </summary>
    public void Closing()
    {
        if (_inListener.Value) _listenerCloses.TrySetResult();
    }

    /// <summary>
    /// Takes no more events and waits until the listener has seen those there are, then throws the first exception that it threw;
    /// it does not wait for a listener that closes the client itself.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.CloseTimeout"/>: the listener is still busy.</exception>
    public async Task CompleteAsync(TimeSpan patience)
    {
        _channel?.Writer.TryComplete();
        try
        {
            if (await Task.WhenAny(_listenerCloses.Task, _pump).WaitAsync(patience).ConfigureAwait(false) != _pump) return;
        }
        catch (TimeoutException)
        {
            throw new QuestDbException(ErrorCode.CloseTimeout,
                $"The event listener did not return within {patience.TotalMilliseconds:N0} ms; {_channel!.Reader.Count} "
                + "events have not reached it.");
        }

        _failure?.Throw();
    }

    private void Dropping(object item)
    {
        (item as ProgressReport)?.Drop();
        Interlocked.Increment(ref _dropped);
    }

    private async Task PumpAsync(ChannelReader<object> reader, Action<ClientEvent> listener)
    {
        _inListener.Value = true;
        Action<ClientEvent> tell = e => Tell(listener, e);
        await foreach (object item in reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (item is ProgressReport report) report.Tell(tell);
            else tell((ClientEvent)item);
        }
    }

    private void Tell(Action<ClientEvent> listener, ClientEvent e)
    {
        try
        {
            listener(e);
        }
        catch (Exception failure)
        {
            _failure ??= ExceptionDispatchInfo.Capture(failure);
        }
    }
}
