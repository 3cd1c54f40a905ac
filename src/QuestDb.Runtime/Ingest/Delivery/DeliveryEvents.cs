using QuestDb.Configuration.Values;
using QuestDb.Events;
using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <summary>What one sender tells of its delivery: who tells it, where it happened, and acks in coalesced reports.</summary>
/// <remarks>The send loop tells events, the receive loop acks.</remarks>
/// <param name="sink">Receives the events.</param>
/// <param name="sender">The name of the sender: of its slot, if it has one.</param>
/// <param name="tellsDrained">Whether it tells that the queue is empty.</param>
internal sealed class DeliveryEvents(IEventSink sink, string sender, bool tellsDrained)
{
    /// <summary>Guards the order of what is told: the report of acks that grows ends with the next event.</summary>
    private readonly RankedLock _gate = new(LockRank.DeliveryEvents);
    private ProgressReport? _report;
    private string _endpoint = "";
    private string? _lastConnected;

    public void Connected(Endpoint endpoint)
    {
        string name = endpoint.ToString();
        Tell(new ClientEvent(ClientEventKind.Connected, name));
        if (_lastConnected is { } last && last != name) Tell(new ClientEvent(ClientEventKind.FailedOver, name) { PreviousEndpoint = last });
        _lastConnected = name;
    }

    public void Tell(ClientEventKind kind, Endpoint endpoint, long firstFsn = -1, long lastFsn = -1, QuestDbException? error = null) =>
        Tell(new ClientEvent(kind, endpoint.ToString(), firstFsn, lastFsn, error));

    /// <summary>Frames have left the queue.</summary>
    public void Acked(long firstFsn, long lastFsn, bool drained)
    {
        if (!sink.IsListening) return;
        drained &= tellsDrained;
        using (_gate.Enter())
        {
            if (_report is not null && _report.TryAdd(firstFsn, lastFsn, drained)) return;
            _report = new ProgressReport(_endpoint, sender);
            _report.TryAdd(firstFsn, lastFsn, drained);
            sink.Post(_report);
        }
    }

    private void Tell(ClientEvent e)
    {
        using (_gate.Enter())
        {
            // Acks after this event are told after it.
            _report = null;
            _endpoint = e.Endpoint;
            sink.Post(e.Of(sender));
        }
    }
}
