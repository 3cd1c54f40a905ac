using System.Diagnostics.Tracing;

namespace QuestDb.Events;

/// <summary>
/// The event source <c>QuestDb.Client</c>: it tells the events of every client in the process to whoever listens there, such as
/// <c>dotnet-trace</c>, whether or not a client has a listener of its own.
/// </summary>
/// <remarks>
/// An <see cref="EventListener"/> of the process runs within the call that tells, on a thread that delivers.
/// </remarks>
[EventSource(Name = "QuestDb.Client")]
internal sealed partial class ClientEventSource : EventSource
{
    private delegate void Teller(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message);

    private readonly Teller[] _tellers;
    private readonly ClientCounters _counters = new();

    private ClientEventSource() => _tellers =
    [
        // In the order of ClientEventKind.
        Connected, ConnectFailed, Disconnected, Replayed, Rejected, Stopped, FailedOver, Quarantined, Acked, Drained, Notice, StoreFailed,
        SlotSetAside, DrainFailed, Undelivered, BorrowForgotten, RowsDropped,
    ];

    public static ClientEventSource Log { get; } = new();

    /// <summary>Whether somebody listens to acks, which are told one by one.</summary>
    public bool HearsAcks => IsEnabled(EventLevel.Verbose, EventKeywords.None);

    /// <summary>Tells an event. Nothing is allocated when nobody listens.</summary>
    [NonEvent]
    public void Tell(ClientEvent e)
    {
        _counters.Count(e.Kind);
        if (!IsEnabled()) return;
        string message = e.Message ?? e.Error?.Message ?? (e.PreviousEndpoint is { } previous ? $"before {previous}" : "");
        _tellers[(int)e.Kind](e.Endpoint, e.Sender ?? "", e.Slot ?? "", e.Error?.Table ?? "", e.FirstFsn, e.LastFsn, e.Rows,
            e.Error?.Code.ToString() ?? "", message);
    }

    /// <summary>Counts frames that were acknowledged.</summary>
    [NonEvent]
    public void CountAcked(long frames) => _counters.CountAcked(frames);

    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command == EventCommand.Enable) _counters.Show(this);
    }
}
