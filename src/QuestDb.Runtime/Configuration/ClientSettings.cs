namespace QuestDb.Configuration;

/// <summary>What a connect string says. Immutable; <see cref="ToString"/> shows no secret.</summary>
internal sealed record ClientSettings
{
    public const int DefaultPort = 9000;
    public const long DefaultMemoryBytes = 128L * 1024 * 1024;
    public const long DefaultStoreBytes = 10L * 1024 * 1024 * 1024;

    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    public bool Tls { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public string? Token { get; init; }

    public string ClientId { get; init; } = "dotnet-questdb/0.1";

    public bool TlsVerify { get; init; } = true;

    /// <summary>Where trusted certificates come from (key <c>tls_ca</c>).</summary>
    public TlsTrust TlsTrust { get; init; }

    public string? TlsRoots { get; init; }

    public string? TlsRootsPassword { get; init; }

    public TimeSpan AuthTimeout { get; init; } = TimeSpan.FromMilliseconds(15_000);

    /// <summary>Bound of the TCP connect; null leaves it to the operating system.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    public int SegmentBytes { get; init; } = 4 * 1024 * 1024;

    public long MaxQueueBytes { get; init; } = DefaultMemoryBytes;

    /// <summary>Folder of the slots in which rows are queued on disk, or null for memory.</summary>
    public string? StoreDirectory { get; init; }

    /// <summary>First part of the slots' names.</summary>
    public string SenderId { get; init; } = "default";

    public StoreDurability StoreDurability { get; init; }

    public TimeSpan StoreSyncInterval { get; init; } = TimeSpan.FromMilliseconds(5_000);

    /// <summary>Whether slots that other sender ids left behind are delivered too.</summary>
    public bool DrainOrphans { get; init; }

    public int MaxBackgroundDrainers { get; init; } = 4;

    public TimeSpan AppendDeadline { get; init; } = TimeSpan.FromMilliseconds(30_000);

    public TimeSpan ReconnectInitialBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan ReconnectMaxBackoff { get; init; } = TimeSpan.FromMilliseconds(5_000);

    public TimeSpan ReconnectMaxDuration { get; init; } = TimeSpan.FromMilliseconds(300_000);

    public InitialConnectRetry InitialConnectRetry { get; init; }

    public int MaxFrameRejections { get; init; } = 4;

    /// <summary>A frame that is rejected <see cref="MaxFrameRejections"/> times is given up no earlier than this after the first time.</summary>
    public TimeSpan PoisonWindow { get; init; } = TimeSpan.FromMilliseconds(5_000);

    /// <summary>How long a server is tried whose frame limit is too small for an entry of the symbol dictionary.</summary>
    public TimeSpan CatchUpCapGapWindow { get; init; } = TimeSpan.FromMilliseconds(300_000);

    /// <summary>What the keys <c>on_…_error</c> say of rejected frames; null leaves it to the global key, and that to the status.</summary>
    public RejectionAction? OnServerError { get; init; }

    public RejectionAction? OnSchemaError { get; init; }

    public RejectionAction? OnParseError { get; init; }

    public RejectionAction? OnInternalError { get; init; }

    public RejectionAction? OnSecurityError { get; init; }

    public RejectionAction? OnWriteError { get; init; }

    /// <summary>Whether a frame stays queued until the server says that it is in the object store.</summary>
    public bool RequestDurableAck { get; init; }

    /// <summary>Time between pings while durable acks are awaited; zero sends none.</summary>
    public TimeSpan DurableAckKeepAlive { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan CloseFlushTimeout { get; init; } = TimeSpan.FromMilliseconds(60_000);

    public int AutoFlushRows { get; init; } = 1_000;

    public TimeSpan AutoFlushInterval { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Whether row senders flush their own buffer by themselves.</summary>
    public bool AutoFlush { get; init; } = true;

    /// <summary>Rows in a row sender's own buffer, or null for no limit.</summary>
    public int? RowBufferRows { get; init; } = 1_000;

    /// <summary>Bytes in a row sender's own buffer, or null for no limit.</summary>
    public long? RowBufferBytes { get; init; } = 8L * 1024 * 1024;

    /// <summary>How long a row stays in a row sender's own buffer, or null for no limit.</summary>
    public TimeSpan? RowBufferInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Credit window of a query in bytes; 0 turns flow control, and with it cancellation, off.</summary>
    public long InitialCredit { get; init; } = 8L * 1024 * 1024;

    public int? MaxBatchRows { get; init; }

    /// <summary>Encodings of result batches that are asked for, or null for raw.</summary>
    public string? Compression { get; init; }

    public int CompressionLevel { get; init; } = 1;

    /// <summary>Value of <c>X-QWP-Accept-Encoding</c>, or null for raw.</summary>
    public string? AcceptEncoding => Compression?.Replace("zstd", $"zstd;level={CompressionLevel}", StringComparison.Ordinal);

    /// <summary>Decoded batches of a query connection: the one that is read and those ahead of it.</summary>
    public int BufferPoolSize { get; init; } = 4;

    public TimeSpan QueryCloseTimeout { get; init; } = TimeSpan.FromMilliseconds(5_000);

    /// <summary>What kind of server runs queries.</summary>
    public QueryTarget Target { get; init; }

    /// <summary>The client's zone: queries prefer servers of the same, or null.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether a query that lost its server is tried on another one.</summary>
    public bool Failover { get; init; } = true;

    /// <summary>Attempts of one query, the first included.</summary>
    public int FailoverMaxAttempts { get; init; } = 8;

    public TimeSpan FailoverInitialBackoff { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan FailoverMaxBackoff { get; init; } = TimeSpan.FromMilliseconds(1_000);

    /// <summary>How long one query is tried; zero for ever.</summary>
    public TimeSpan FailoverMaxDuration { get; init; } = TimeSpan.FromMilliseconds(30_000);

    /// <summary>Senders of each kind that stay open while idle.</summary>
    public int SenderPoolMin { get; init; } = 1;

    /// <summary>Most senders of each kind, column and row, that are borrowed at a time.</summary>
    public int SenderPoolMax { get; init; } = 64;

    /// <summary>Query connections that stay open while idle.</summary>
    public int QueryPoolMin { get; init; } = 1;

    public int QueryPoolMax { get; init; } = 64;

    /// <summary>How long a borrow waits at the cap; zero fails at once.</summary>
    public TimeSpan AcquireTimeout { get; init; }

    /// <summary>How long an idle connection stays open; zero for ever.</summary>
    public TimeSpan PoolIdleTimeout { get; init; } = TimeSpan.FromMilliseconds(60_000);

    /// <summary>Age at which an idle connection is closed; zero for none.</summary>
    public TimeSpan MaxLifetime { get; init; } = TimeSpan.FromMilliseconds(1_800_000);

    public TimeSpan HousekeeperInterval { get; init; } = TimeSpan.FromMilliseconds(5_000);

    /// <summary>Whether the connections of the minimum open when they are first needed, not when the client is made.</summary>
    public bool LazyConnect { get; init; } = true;

    /// <summary>Whether only <c>ReapIdle</c> closes idle connections.</summary>
    public bool PoolReapManual { get; init; }

    public int EventInboxCapacity { get; init; } = 256;

    /// <summary>The addresses and the scheme: what may stand in a log.</summary>
    public override string ToString() => $"{(Tls ? "wss" : "ws")}::addr={string.Join(',', Endpoints)};";
}
