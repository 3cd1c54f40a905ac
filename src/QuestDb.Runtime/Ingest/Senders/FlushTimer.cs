namespace QuestDb.Ingest.Senders;

/// <summary>
/// Measures how long the oldest row has waited. Once armed it runs until it fires, so that the system timer is set at
/// most once per interval.
/// </summary>
/// <param name="interval">The time; null for a timer that never fires.</param>
/// <param name="fired">Called when the time is over.</param>
/// <remarks>Used under the lock of its owner, which calls <see cref="Fired"/> from the callback.</remarks>
internal sealed class FlushTimer(TimeSpan? interval, Action fired) : IDisposable
{
    private readonly Timer? _timer =
        interval is null ? null : new Timer(static fired => ((Action)fired!)(), fired, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    private bool _isArmed;

    /// <summary>Starts the timer unless it runs.</summary>
    public void Arm()
    {
        if (_isArmed || _timer is null) return;
        _isArmed = true;
        _timer.Change(interval!.Value, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets the next row start the timer again.</summary>
    public void Fired() => _isArmed = false;

    public void Dispose() => _timer?.Dispose();
}
