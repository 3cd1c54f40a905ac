using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>Queries: flow, encoding, and where they run.</summary>
internal sealed record QuerySettings
{
    /// <summary>Credit window of a query in bytes; 0 turns flow control, and with it cancellation, off.</summary>
    public long InitialCredit { get; init; } = 8L * 1024 * 1024;

    /// <summary>Decoded batches of a query connection: the one that is read and those ahead of it.</summary>
    public int BufferPoolSize { get; init; } = 4;

    public int? MaxBatchRows { get; init; }

    /// <summary>Encodings of result batches that are asked for, or null for raw.</summary>
    public string? Compression { get; init; }

    public int CompressionLevel { get; init; } = 1;

    /// <summary>Value of <c>X-QWP-Accept-Encoding</c>, or null for raw.</summary>
    public string? AcceptEncoding => Compression?.Replace("zstd", $"zstd;level={CompressionLevel}", StringComparison.Ordinal);

    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromMilliseconds(5_000);

    /// <summary>What kind of server runs queries.</summary>
    public QueryTarget Target { get; init; }

    /// <summary>Where the server takes queries.</summary>
    public string Path { get; init; } = "/read/v1";

    /// <summary>The client's zone: queries prefer servers of the same, or null.</summary>
    public string? Zone { get; init; }

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<QuerySettings>(KeySection.Queries, static s => s.Query, static (s, q) => s with { Query = q });
        return
        [
            keys.Size("initial_credit", 0, long.MaxValue, static q => q.InitialCredit, static (q, v) => q with { InitialCredit = v },
                "bytes that the server may send ahead; 0 turns flow control off, and cancelling then takes effect only at the end "
                + "of the result"),
            keys.Integer("buffer_pool_size", 1, 1024, static q => q.BufferPoolSize, static (q, v) => q with { BufferPoolSize = v },
                "decoded batches of a query: the one that is read and those ahead of it; 1 reads none ahead"),
            keys.Of("max_batch_rows", "the server's", "1 to 1,048,576", static v => v.Integer(1, 1_048_576),
                static (q, v) => q with { MaxBatchRows = v }, "rows of a result batch at most"),
            keys.Choice("compression", static q => q.Compression, static (q, v) => q with { Compression = v },
                "compression of results; `auto` leaves the choice to the server", ("raw", null), ("zstd", "zstd"), ("auto", "zstd, raw")),
            keys.Integer("compression_level", 1, 22, static q => q.CompressionLevel, static (q, v) => q with { CompressionLevel = v },
                "level for `zstd` or `auto`"),
            keys.Millis("query_close_timeout_ms", 1, static q => q.CloseTimeout, static (q, v) => q with { CloseTimeout = v },
                "how long a cancelled query may take to end before its connection is given up"),
            keys.Choice("target", static q => q.Target, static (q, v) => q with { Target = v },
                "what kind of server runs queries; a primary that is catching up and a server without replication count as primary",
                ("any", QueryTarget.Any), ("primary", QueryTarget.Primary), ("replica", QueryTarget.Replica)),
            keys.Of("path", "`/read/v1`", "path of HTTP", static v => v.HttpPath(), static (q, v) => q with { Path = v },
                "where the server takes queries, for one behind a proxy that has them elsewhere; rows go to `/write/v4`") with
            {
                Source = KeySource.Rust,
            },
            keys.Text("zone", "none", "text", static (q, v) => q with { Zone = v },
                "the client's zone, in any case: servers of the same zone are preferred, others a last resort; without effect with "
                + "`target=primary`"),
        ];
    }
}
