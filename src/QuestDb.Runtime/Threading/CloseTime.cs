namespace QuestDb.Threading;

/// <summary>
/// The time that closing may take (<c>close_flush_timeout_millis</c>), shared by all that closes together.
/// Zero and less do not wait.
/// </summary>
internal sealed class CloseTime : IDisposable
{
    /// <summary>What a call that still runs gets to end in, when there is no time left.</summary>
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

    /// <summary>What is left, and never less than a moment.</summary>
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
