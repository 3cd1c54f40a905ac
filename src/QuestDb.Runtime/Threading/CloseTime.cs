namespace QuestDb.Threading;

/// <summary>
/// The time that closing may take (<c>close_flush_timeout_millis</c>), shared by everything that closes together. Zero
/// or less does not wait.
/// </summary>
internal sealed class CloseTime : IDisposable
{
    /// <summary>The time that a running call gets to end when the rest is used up.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _over = new();
    private readonly long _end;

    public CloseTime(TimeSpan timeout)
    {
        _end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        if (timeout > TimeSpan.Zero) _over.CancelAfter(timeout);
        else _over.Cancel();
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>The time that is left, but at least the grace period.</summary>
    public TimeSpan Left
    {
        get
        {
            TimeSpan left = TimeSpan.FromMilliseconds(_end - Environment.TickCount64);
            return left > s_grace ? left : s_grace;
        }
    }

    public void Dispose() => _over.Dispose();
}
