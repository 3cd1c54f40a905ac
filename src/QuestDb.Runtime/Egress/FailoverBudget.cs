using System.Diagnostics;
using QuestDb.Configuration;
using QuestDb.Transport;

namespace QuestDb.Egress;

/// <summary>
/// What one query may spend on failing over, over all its connections: attempts, the first included, and time. Only the time
/// between a break and the next run counts: a result that streams for an hour keeps its budget.
/// </summary>
internal sealed class FailoverBudget(FailoverSettings settings)
{
    private readonly Stopwatch _spent = new();
    private readonly Backoff _backoff = new(settings.InitialBackoff, settings.MaxBackoff, Jitter.Full);

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; private set; } = 1;

    public TimeSpan Elapsed => _spent.Elapsed;

    /// <summary>The time that is left, or null for no limit.</summary>
    public TimeSpan? Remaining => settings.MaxDuration == TimeSpan.Zero
        ? null
        : TimeSpan.FromTicks(Math.Max(0, (settings.MaxDuration - _spent.Elapsed).Ticks));

    /// <summary>The connection broke.</summary>
    public void Start() => _spent.Start();

    /// <summary>The query runs again, or not at all.</summary>
    public void Stop() => _spent.Stop();

    /// <summary>Takes another attempt, to be made after a pause; false when none is left, or no time.</summary>
    public bool TryNext(out TimeSpan pause)
    {
        pause = default;
        if (Attempts >= settings.MaxAttempts) return false;
        pause = _backoff.Next();
        if (Remaining <= pause) return false;
        Attempts++;
        return true;
    }

    /// <summary>What was spent, and the limit that was met.</summary>
    public string Describe() =>
        $"{Attempts} {(Attempts == 1 ? "attempt" : "attempts")}, {Elapsed.TotalMilliseconds:N0} ms of failing over "
        + $"({(Attempts >= settings.MaxAttempts ? "failover_max_attempts" : "failover_max_duration_ms")})";
}
