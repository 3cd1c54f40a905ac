namespace QuestDb.Threading;

/// <summary>
/// The time that closing may take (<c>close_flush_timeout_millis</c>), shared by everything that closes together. Zero
/// or less does not wait, and <see cref="TimeSpan.MaxValue"/> waits without a limit.
/// </summary>
internal sealed class CloseTime : IDisposable
{
    /// <summary>The time that a running call gets to end when the rest is used up.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(100);

    /// <summary>Locks and timers accept no longer time; a longer one (over 24 days) counts as no limit.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly CancellationTokenSource _over;
    private readonly long _end;

    /// <param name="timeout">The time.</param>
    /// <param name="hurry">Ends it at once.</param>
    public CloseTime(TimeSpan timeout, CancellationToken hurry = default)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        _end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        if (timeout <= TimeSpan.Zero) _over.Cancel();
        else if (timeout <= s_longest) _over.CancelAfter(timeout);
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>The time that is left, but at least the grace period.</summary>
    public TimeSpan Left
    {
        get
        {
            TimeSpan left = _over.IsCancellationRequested ? TimeSpan.Zero : TimeSpan.FromMilliseconds(_end - Environment.TickCount64);
            return left < s_grace ? s_grace : left < s_longest ? left : s_longest;
        }
    }

    public void Dispose() => _over.Dispose();
}
