namespace QuestDb.Ingest.Senders;

/// <summary>
/// Measures how long the oldest row has waited. Once armed it runs until it fires, so that the system timer is set at
/// most once per interval.
/// </summary>
/// <remarks>Used under the lock of its owner, which calls <see cref="Fired"/> from the callback.</remarks>
internal sealed class FlushTimer : IDisposable
{
    private readonly TimeSpan _interval;
    private readonly ITimer? _timer;
    private bool _isArmed;

    /// <param name="interval">The time; null for a timer that never fires.</param>
    /// <param name="clock">The clock on whose thread it fires.</param>
    /// <param name="fired">Called when the time is over.</param>
    public FlushTimer(TimeSpan? interval, TimeProvider clock, Action fired)
    {
        if (interval is null) return;
        _interval = interval.Value;
        _timer = clock.CreateTimer(static fired => ((Action)fired!)(), fired, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts the timer unless it runs.</summary>
    public void Arm()
    {
        if (_isArmed || _timer is null) return;
        _isArmed = true;
        _timer.Change(_interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets the next row start the timer again.</summary>
    public void Fired() => _isArmed = false;

    /// <summary>Fires once more after the same time, for a callback that could not take the lock of the owner.</summary>
    public void Postpone() => _timer?.Change(_interval, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer?.Dispose();
}
