using static QuestDb.Configuration.KeyKinds;

namespace QuestDb.Configuration;

/// <content>Queries: flow, encoding, and where they run.</content>
internal static partial class ConnectStringKeys
{
    private static IEnumerable<ConnectStringKey> Queries() =>
    [
        Size("initial_credit", KeySection.Queries, 0, long.MaxValue, static s => s.InitialCredit, static (s, v) => s with { InitialCredit = v }, "bytes that the server may send ahead; 0 turns flow control off, and cancelling then takes effect only at the end of the result"),
        Integer("buffer_pool_size", KeySection.Queries, 1, 1024, static s => s.BufferPoolSize, static (s, v) => s with { BufferPoolSize = v }, "decoded batches of a query: the one that is read and those ahead of it; 1 reads none ahead"),
        Free("max_batch_rows", KeySection.Queries, "the server's", "1 to 1,048,576", static (s, v) => s with { MaxBatchRows = ConfigValue.Integer("max_batch_rows", v, 1, 1_048_576) }, "rows of a result batch at most"),
        Choice("compression", KeySection.Queries, static s => s.Compression, static (s, v) => s with { Compression = v }, "compression of results; `auto` leaves the choice to the server", ("raw", null), ("zstd", "zstd"), ("auto", "zstd, raw")),
        Integer("compression_level", KeySection.Queries, 1, 22, static s => s.CompressionLevel, static (s, v) => s with { CompressionLevel = v }, "level for `zstd` or `auto`"),
        Millis("query_close_timeout_ms", KeySection.Queries, 1, static s => s.QueryCloseTimeout, static (s, v) => s with { QueryCloseTimeout = v }, "how long a cancelled query may take to end before its connection is given up"),
        Choice("target", KeySection.Queries, static s => s.Target, static (s, v) => s with { Target = v }, "what kind of server runs queries; a primary that is catching up and a server without replication count as primary", ("any", QueryTarget.Any), ("primary", QueryTarget.Primary), ("replica", QueryTarget.Replica)),
        Free("zone", KeySection.Queries, "none", "text", static (s, v) => s with { Zone = v }, "the client's zone, in any case: servers of the same zone are preferred, others a last resort; without effect with `target=primary`"),
        Switch("failover", KeySection.Queries, static s => s.Failover, static (s, v) => s with { Failover = v }, "whether a query that lost its server is tried on another"),
        Integer("failover_max_attempts", KeySection.Queries, 1, int.MaxValue, static s => s.FailoverMaxAttempts, static (s, v) => s with { FailoverMaxAttempts = v }, "attempts of one query, the first included"),
        Millis("failover_backoff_initial_ms", KeySection.Queries, 1, static s => s.FailoverInitialBackoff, static (s, v) => s with { FailoverInitialBackoff = v }, "first pause between them; it doubles, and each is drawn from zero up to it"),
        Millis("failover_backoff_max_ms", KeySection.Queries, 1, static s => s.FailoverMaxBackoff, static (s, v) => s with { FailoverMaxBackoff = v }, "longest pause"),
        Millis("failover_max_duration_ms", KeySection.Queries, 0, static s => s.FailoverMaxDuration, static (s, v) => s with { FailoverMaxDuration = v }, "how long one query is tried; 0 sets no limit"),
    ];
}
