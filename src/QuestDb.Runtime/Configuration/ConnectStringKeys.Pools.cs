using static QuestDb.Configuration.KeyKinds;

namespace QuestDb.Configuration;

/// <content>Pools: of column senders, of row senders, and of query connections.</content>
internal static partial class ConnectStringKeys
{
    private const int MostConnections = 10_000;

    private static IEnumerable<ConnectStringKey> Pools() =>
    [
        Integer("sender_pool_min", KeySection.Pools, 0, MostConnections, static s => s.SenderPoolMin, static (s, v) => s with { SenderPoolMin = v }, "column senders, and row senders, that stay open while idle"),
        Integer("sender_pool_max", KeySection.Pools, 1, MostConnections, static s => s.SenderPoolMax, static (s, v) => s with { SenderPoolMax = v }, "column senders, and row senders, that are borrowed at a time"),
        Integer("query_pool_min", KeySection.Pools, 0, MostConnections, static s => s.QueryPoolMin, static (s, v) => s with { QueryPoolMin = v }, "query connections that stay open while idle"),
        Integer("query_pool_max", KeySection.Pools, 1, MostConnections, static s => s.QueryPoolMax, static (s, v) => s with { QueryPoolMax = v }, "queries and readers at a time"),
        Millis("idle_timeout_ms", KeySection.Pools, 0, static s => s.PoolIdleTimeout, static (s, v) => s with { PoolIdleTimeout = v }, "how long an idle connection above the minimum stays open; 0 for ever"),
        Millis("acquire_timeout_ms", KeySection.Pools, 0, static s => s.AcquireTimeout, static (s, v) => s with { AcquireTimeout = v }, "how long a borrow or query waits at the cap; 0 fails at once"),
        Millis("max_lifetime_ms", KeySection.Pools, 0, static s => s.MaxLifetime, static (s, v) => s with { MaxLifetime = v }, "age at which an idle connection is closed; 0 for none"),
        Millis("housekeeper_interval_ms", KeySection.Pools, 1, static s => s.HousekeeperInterval, static (s, v) => s with { HousekeeperInterval = v }, "how often idle and old connections are looked for"),
        Choice("lazy_connect", KeySection.Pools, static s => s.LazyConnect, static (s, v) => s with { LazyConnect = v },
            "`on` opens a connection when it is first needed, and when given queues writes while no server is up (`initial_connect_retry=async`); `off` opens the minimum when the client is made", ("on", true), ("true", true), ("off", false), ("false", false)),
        Free("pool_size", KeySection.Pools, "1", "0 to 10,000", static (s, v) => s with { SenderPoolMin = Count("pool_size", v, 0), QueryPoolMin = Count("pool_size", v, 0) }, "sets `sender_pool_min` and `query_pool_min`, which it excludes") with { Source = KeySource.Rust },
        Free("pool_max", KeySection.Pools, "64", "1 to 10,000", static (s, v) => s with { SenderPoolMax = Count("pool_max", v, 1), QueryPoolMax = Count("pool_max", v, 1) }, "sets `sender_pool_max` and `query_pool_max`, which it excludes") with { Source = KeySource.Rust },
        Millis("pool_idle_timeout_ms", KeySection.Pools, 0, static s => s.PoolIdleTimeout, static (s, v) => s with { PoolIdleTimeout = v }, "the same as `idle_timeout_ms`, which it excludes") with { Source = KeySource.Rust },
        Choice("pool_reap", KeySection.Pools, static s => s.PoolReapManual, static (s, v) => s with { PoolReapManual = v }, "whether idle and old connections are closed by themselves, or only by `ReapIdle`", ("auto", false), ("manual", true)) with { Source = KeySource.Rust },
    ];

    private static int Count(string key, string value, int min) => ConfigValue.Integer(key, value, min, MostConnections);
}
