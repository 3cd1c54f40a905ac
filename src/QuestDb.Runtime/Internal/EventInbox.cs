using System.Threading.Channels;

namespace QuestDb.Internal;

/// <summary>Hands events to the user's listener without ever blocking the threads that deliver.</summary>
internal sealed class EventInbox : IEventSink
{
    private readonly Channel<ClientEvent>? _channel;
    private readonly AsyncLocal<bool> _inListener = new();
    private readonly Task _pump = Task.CompletedTask;
    private long _dropped;

    public EventInbox(Action<ClientEvent>? listener, int capacity)
    {
        if (listener is null) return;
        _channel = Channel.CreateBounded<ClientEvent>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _pump = PumpAsync(_channel.Reader, listener, _inListener);
    }

    /// <summary>Events that were dropped because the listener was slow.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Post(ClientEvent e) => _channel?.Writer.TryWrite(e);

    /// <summary>Takes no more events and waits until the listener has seen those there are; called by the listener itself, it does not wait.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.CloseTimeout"/>: the listener is still busy.</exception>
    public async Task CompleteAsync(TimeSpan patience)
    {
        _channel?.Writer.TryComplete();
        if (_inListener.Value) return;
        try
        {
            await _pump.WaitAsync(patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new QuestDbException(ErrorCode.CloseTimeout, $"The event listener did not return within {patience.TotalMilliseconds:N0} ms; {_channel!.Reader.Count} events have not reached it.");
        }
    }

    private static async Task PumpAsync(ChannelReader<ClientEvent> reader, Action<ClientEvent> listener, AsyncLocal<bool> inListener)
    {
        inListener.Value = true;
        await foreach (ClientEvent e in reader.ReadAllAsync().ConfigureAwait(false)) listener(e);
    }
}
