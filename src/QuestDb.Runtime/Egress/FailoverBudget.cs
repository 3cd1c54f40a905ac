using System.Diagnostics;
using QuestDb.Configuration;
using QuestDb.Errors;
using QuestDb.Transport;

namespace QuestDb.Egress;

/// <summary>
/// The attempts, including the first, and the time that one query may spend on failing over, for all its connections together. Only the
/// time between a break and the next run counts, so that a result that streams for an hour keeps its budget.
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

    /// <summary>Starts the clock, when a connection broke.</summary>
    public void Start() => _spent.Start();

    /// <summary>Stops the clock, when the query runs again or has ended.</summary>
    public void Stop() => _spent.Stop();

    /// <summary>Takes another attempt, which follows a pause; false when no attempt or no time is left.</summary>
    public bool TryNext(out TimeSpan pause)
    {
        pause = default;
        if (Attempts >= settings.MaxAttempts) return false;
        pause = _backoff.Next();
        if (Remaining <= pause) return false;
        Attempts++;
        return true;
    }

    /// <summary>Describes what was spent and which limit was reached.</summary>
    public string Describe() =>
        InvariantText.Of($"{Attempts} {(Attempts == 1 ? "attempt" : "attempts")}, {Elapsed.TotalMilliseconds:N0} ms of failing over "
        + $"({(Attempts >= settings.MaxAttempts ? "failover_max_attempts" : "failover_max_duration_ms")})");
}
