namespace QuestDb.Configuration;

/// <summary>What a connect string says. Immutable; <see cref="ToString"/> shows no secret.</summary>
internal sealed record ClientSettings
{
    public const int DefaultPort = 9000;

    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    public bool Tls { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public string? Token { get; init; }

    public string ClientId { get; init; } = "dotnet-questdb/0.1";

    public bool TlsVerify { get; init; } = true;

    public string? TlsRoots { get; init; }

    public string? TlsRootsPassword { get; init; }

    public TimeSpan AuthTimeout { get; init; } = TimeSpan.FromMilliseconds(15_000);

    /// <summary>Bound of the TCP connect; null leaves it to the operating system.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    public int SegmentBytes { get; init; } = 4 * 1024 * 1024;

    public long MaxQueueBytes { get; init; } = 128L * 1024 * 1024;

    public TimeSpan AppendDeadline { get; init; } = TimeSpan.FromMilliseconds(30_000);

    public TimeSpan ReconnectInitialBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan ReconnectMaxBackoff { get; init; } = TimeSpan.FromMilliseconds(5_000);

    public TimeSpan ReconnectMaxDuration { get; init; } = TimeSpan.FromMilliseconds(300_000);

    public InitialConnectRetry InitialConnectRetry { get; init; }

    public int MaxFrameRejections { get; init; } = 4;

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

    /// <summary>Most column and row senders that are borrowed at a time.</summary>
    public int MaxSenders { get; init; } = 64;

    public int MaxQueryConnections { get; init; } = 64;

    public int EventInboxCapacity { get; init; } = 256;

    /// <summary>The addresses and the scheme: what may stand in a log.</summary>
    public override string ToString() => $"{(Tls ? "wss" : "ws")}::addr={string.Join(',', Endpoints)};";
}
