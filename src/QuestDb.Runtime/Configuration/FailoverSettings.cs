using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>What happens to a query that lost its server.</summary>
internal sealed record FailoverSettings
{
    /// <summary>Whether a query that lost its server is tried on another one.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Attempts of one query, the first included.</summary>
    public int MaxAttempts { get; init; } = 8;

    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMilliseconds(1_000);

    /// <summary>How long one query is tried; zero for ever.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMilliseconds(30_000);

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<FailoverSettings>(KeySection.Queries, static s => s.Failover, static (s, f) => s with { Failover = f });
        return
        [
            keys.Choice("failover", static f => f.Enabled, static (f, v) => f with { Enabled = v },
                "whether a query that lost its server is tried on another",
                ("on", true), ("true", true), ("yes", true), ("1", true), ("off", false), ("false", false), ("no", false), ("0", false)),
            keys.Integer("failover_max_attempts", 1, int.MaxValue, static f => f.MaxAttempts, static (f, v) => f with { MaxAttempts = v },
                "attempts of one query, the first included"),
            keys.Millis("failover_backoff_initial_ms", 1, static f => f.InitialBackoff, static (f, v) => f with { InitialBackoff = v },
                "first pause between them; it doubles, and each is drawn from zero up to it"),
            keys.Millis("failover_backoff_max_ms", 1, static f => f.MaxBackoff, static (f, v) => f with { MaxBackoff = v },
                "longest pause"),
            keys.Millis("failover_max_duration_ms", 0, static f => f.MaxDuration, static (f, v) => f with { MaxDuration = v },
                "how long one query is tried; 0 sets no limit"),
        ];
    }
}
