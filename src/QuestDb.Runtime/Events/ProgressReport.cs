using QuestDb.Threading;

namespace QuestDb.Events;

/// <summary>
/// Acks of one sender on their way to the listener. It grows with every ack until it is delivered, so that any number of acks takes one
/// place in the inbox.
/// </summary>
internal sealed class ProgressReport(string endpoint, string sender)
{
    /// <summary>Guards the acks of the report, and whether it is told.</summary>
    private readonly RankedLock _gate = new(LockRank.ProgressReport);
    private long _first = -1;
    private long _last = -1;
    private bool _drained;
    private bool _isDelivered;

    /// <summary>Adds acks; false when the report is already delivered, so that they need another one.</summary>
    public bool TryAdd(long first, long last, bool drained)
    {
        using (_gate.Enter())
        {
            if (_isDelivered) return false;
            if (_first < 0) _first = first;
            _last = last;
            _drained = drained;
            return true;
        }
    }

    /// <summary>Closes the report without delivering it, because the inbox had no room for it.</summary>
    public void Drop()
    {
        using (_gate.Enter()) _isDelivered = true;
    }

    /// <summary>Passes the collected acks to the listener.</summary>
    public void Deliver(Action<ClientEvent> listener)
    {
        using (_gate.Enter()) _isDelivered = true;
        listener(new ClientEvent(ClientEventKind.Acked, endpoint, _first, _last) { Sender = sender });
        if (_drained) listener(new ClientEvent(ClientEventKind.Drained, endpoint, _first, _last) { Sender = sender });
    }
}
