using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>Pools: of column senders, of row senders, and of query connections.</summary>
internal sealed record PoolSettings
{
    private const int MostConnections = 10_000;

    /// <summary>Senders of each kind that stay open while idle.</summary>
    public int SenderMin { get; init; } = 1;

    /// <summary>Most senders of each kind, column and row, that are borrowed at a time.</summary>
    public int SenderMax { get; init; } = 64;

    /// <summary>Query connections that stay open while idle.</summary>
    public int QueryMin { get; init; } = 1;

    public int QueryMax { get; init; } = 64;

    /// <summary>How long an idle connection stays open; zero for ever.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMilliseconds(60_000);

    /// <summary>How long a borrow waits at the cap; zero fails at once.</summary>
    public TimeSpan AcquireTimeout { get; init; }

    /// <summary>Age at which an idle connection is closed; zero for none.</summary>
    public TimeSpan MaxLifetime { get; init; } = TimeSpan.FromMilliseconds(1_800_000);

    public TimeSpan HousekeeperInterval { get; init; } = TimeSpan.FromMilliseconds(5_000);

    /// <summary>Whether the connections of the minimum open when they are first needed, not when the client is made.</summary>
    public bool LazyConnect { get; init; } = true;

    /// <summary>Whether only <c>ReapIdle</c> closes idle connections.</summary>
    public bool ManualReap { get; init; }

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<PoolSettings>(KeySection.Pools, static s => s.Pool, static (s, p) => s with { Pool = p });
        return
        [
            keys.Integer("sender_pool_min", 0, MostConnections, static p => p.SenderMin, static (p, v) => p with { SenderMin = v },
                "column senders, and row senders, that stay open while idle"),
            keys.Integer("sender_pool_max", 1, MostConnections, static p => p.SenderMax, static (p, v) => p with { SenderMax = v },
                "column senders, and row senders, that are borrowed at a time"),
            keys.Integer("query_pool_min", 0, MostConnections, static p => p.QueryMin, static (p, v) => p with { QueryMin = v },
                "query connections that stay open while idle"),
            keys.Integer("query_pool_max", 1, MostConnections, static p => p.QueryMax, static (p, v) => p with { QueryMax = v },
                "queries and readers at a time"),
            keys.Millis("idle_timeout_ms", 0, static p => p.IdleTimeout, static (p, v) => p with { IdleTimeout = v },
                "how long an idle connection above the minimum stays open; 0 for ever") with
            {
                Aliases = [new("pool_idle_timeout_ms", "the same as `idle_timeout_ms`, which it excludes", KeySource.Rust)],
            },
            keys.Millis("acquire_timeout_ms", 0, static p => p.AcquireTimeout, static (p, v) => p with { AcquireTimeout = v },
                "how long a borrow or query waits at the cap; 0 fails at once"),
            keys.Millis("max_lifetime_ms", 0, static p => p.MaxLifetime, static (p, v) => p with { MaxLifetime = v },
                "age at which an idle connection is closed; 0 for none"),
            keys.Millis("housekeeper_interval_ms", 1,
                static p => p.HousekeeperInterval, static (p, v) => p with { HousekeeperInterval = v },
                "how often idle and old connections are looked for"),
            keys.Switch("lazy_connect", static p => p.LazyConnect, static (p, v) => p with { LazyConnect = v },
                "`on` opens a connection when it is first needed, and when given queues writes while no server is up "
                + "(`initial_connect_retry=async`); `off` opens the minimum when the client is made"),
            keys.Of("pool_size", "1", "0 to 10,000", static v => v.Integer(0, MostConnections),
                static (p, v) => p with { SenderMin = v, QueryMin = v },
                "sets `sender_pool_min` and `query_pool_min`, which it excludes") with { Source = KeySource.Rust },
            keys.Of("pool_max", "64", "1 to 10,000", static v => v.Integer(1, MostConnections),
                static (p, v) => p with { SenderMax = v, QueryMax = v },
                "sets `sender_pool_max` and `query_pool_max`, which it excludes") with { Source = KeySource.Rust },
            keys.Choice("pool_reap", static p => p.ManualReap, static (p, v) => p with { ManualReap = v },
                "whether idle and old connections are closed by themselves, or only by `ReapIdle`",
                ("auto", false), ("manual", true)) with { Source = KeySource.Rust },
        ];
    }
}
