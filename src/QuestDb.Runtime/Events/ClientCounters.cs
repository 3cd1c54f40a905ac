using System.Diagnostics.Tracing;

namespace QuestDb.Events;

/// <summary>What <c>dotnet-counters</c> shows of all clients of the process.</summary>
internal sealed class ClientCounters
{
    private long _acked;
    private long _lost;
    private long _errors;
    private DiagnosticCounter[]? _shown;

    /// <summary>Events that tell of an error.</summary>
    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>Connections that were lost.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Counts an event.</summary>
    public void Count(ClientEventKind kind)
    {
        switch (kind)
        {
            case ClientEventKind.Disconnected:
                Interlocked.Increment(ref _lost);
                break;
            case ClientEventKind.Rejected or ClientEventKind.Stopped or ClientEventKind.Quarantined or ClientEventKind.StoreFailed
                or ClientEventKind.SlotSetAside or ClientEventKind.DrainFailed or ClientEventKind.Undelivered
                or ClientEventKind.RowsDropped:
                Interlocked.Increment(ref _errors);
                break;
        }
    }

    /// <summary>Counts frames that were acknowledged.</summary>
    public void CountAcked(long frames) => Interlocked.Add(ref _acked, frames);

    /// <summary>Makes the counters, once somebody listens. The runtime calls it for one listener at a time.</summary>
    public void Show(EventSource source) => _shown ??=
    [
        new IncrementingPollingCounter("frames-acked", source, () => Interlocked.Read(ref _acked)) { DisplayName = "Frames acknowledged" },
        new IncrementingPollingCounter("connections-lost", source, () => Lost) { DisplayName = "Connections lost" },
        new IncrementingPollingCounter("errors", source, () => Errors) { DisplayName = "Errors" },
    ];
}
