using QuestDb.Configuration.Values;
using QuestDb.Events;
using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// Posts the events of one sender's delivery with the sender's name and the endpoint; acks are coalesced into reports.
/// </summary>
/// <remarks>The send loop posts events, the receive loop acks.</remarks>
/// <param name="sink">Receives the events.</param>
/// <param name="sender">The name of the sender: that of its slot if it has one.</param>
/// <param name="postsDrained">Whether an event says that the queue is empty.</param>
internal sealed class DeliveryEvents(IEventSink sink, string sender, bool postsDrained)
{
    /// <summary>Guards the order of what is told: the report of acks that grows ends with the next event.</summary>
    private readonly RankedLock _gate = new(LockRank.DeliveryEvents);
    private ProgressReport? _report;
    private string _endpoint = "";
    private string? _lastConnected;

    public void Connected(Endpoint endpoint)
    {
        string name = endpoint.ToString();
        Post(new ClientEvent(ClientEventKind.Connected, name));
        if (_lastConnected is { } last && last != name) Post(new ClientEvent(ClientEventKind.FailedOver, name) { PreviousEndpoint = last });
        _lastConnected = name;
    }

    public void Post(ClientEventKind kind, Endpoint endpoint, long firstFsn = -1, long lastFsn = -1, QuestDbException? error = null) =>
        Post(new ClientEvent(kind, endpoint.ToString(), firstFsn, lastFsn, error));

    /// <summary>Frames have left the queue.</summary>
    public void Acked(long firstFsn, long lastFsn, bool drained)
    {
        ClientEventSource.Log.CountAcked(lastFsn - firstFsn + 1);
        bool isTraced = ClientEventSource.Log.HearsAcks;
        if (!sink.IsListening && !isTraced) return;
        drained &= postsDrained;
        using (_gate.Enter())
        {
            if (isTraced) Trace(firstFsn, lastFsn, drained);
            if (!sink.IsListening) return;
            if (_report is not null && _report.TryAdd(firstFsn, lastFsn, drained)) return;
            _report = new ProgressReport(_endpoint, sender);
            _report.TryAdd(firstFsn, lastFsn, drained);
            sink.Post(_report);
        }
    }

    /// <summary>Rows were given up before they were in a frame.</summary>
    public void Dropped(int rows, QuestDbException error) => LastWord.Tell(sink,
        new ClientEvent(ClientEventKind.RowsDropped, "", error: error)
        {
            Sender = sender,
            Rows = rows,
            Message = rows == 1 ? error.Message : $"{rows} rows; the first: {error.Message}",
        });

    private void Trace(long firstFsn, long lastFsn, bool drained)
    {
        ClientEventSource.Log.Tell(new ClientEvent(ClientEventKind.Acked, _endpoint, firstFsn, lastFsn) { Sender = sender });
        if (!drained) return;
        ClientEventSource.Log.Tell(new ClientEvent(ClientEventKind.Drained, _endpoint, firstFsn, lastFsn) { Sender = sender });
    }

    private void Post(ClientEvent e)
    {
        using (_gate.Enter())
        {
            // Acks that come after this event go into a new report, so that the listener sees them after it.
            _report = null;
            _endpoint = e.Endpoint;
            sink.Post(e.Of(sender));
        }
    }
}
