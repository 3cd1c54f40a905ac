namespace QuestDb.Ingest.Senders;

/// <summary>
/// The time of the first row that waits: armed once, it goes on until it has fired, so that there is one timer
/// call an interval at most.
/// </summary>
/// <param name="interval">The time; null for none, and then it never fires.</param>
/// <param name="fired">Called when it is over.</param>
/// <remarks>Used under the lock of its owner, which calls <see cref="Fired"/> from the callback.</remarks>
internal sealed class FlushTimer(TimeSpan? interval, Action fired) : IDisposable
{
    private readonly Timer? _timer =
        interval is null ? null : new Timer(static fired => ((Action)fired!)(), fired, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    private bool _isArmed;

    /// <summary>Starts the time unless it runs.</summary>
    public void Arm()
    {
        if (_isArmed || _timer is null) return;
        _isArmed = true;
        _timer.Change(interval!.Value, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The time is over: the next row starts it anew.</summary>
    public void Fired() => _isArmed = false;

    public void Dispose() => _timer?.Dispose();
}
