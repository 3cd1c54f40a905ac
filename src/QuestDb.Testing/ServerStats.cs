namespace QuestDb.Testing;

/// <summary>
/// What a <see cref="QuestDbTestServer"/> has seen and done since it was created, restarts included. Safe to read at any time.
/// </summary>
public sealed class ServerStats
{
    private long _ingestConnections;
    private long _openConnections;
    private long _queryConnections;
    private long _refusedUpgrades;
    private long _ingestMessages;
    private long _committedRows;
    private long _acks;
    private long _rejections;
    private long _queries;
    private long _queryErrors;
    private long _resultBatches;
    private long _resultRows;
    private long _injectedFaults;

    internal ServerStats()
    {
    }

    /// <summary>Ingest connections that were upgraded.</summary>
    public long IngestConnections => Interlocked.Read(ref _ingestConnections);

    /// <summary>Query connections that were upgraded.</summary>
    public long QueryConnections => Interlocked.Read(ref _queryConnections);

    /// <summary>Connections of either kind that are open now.</summary>
    public long OpenConnections => Interlocked.Read(ref _openConnections);

    /// <summary>Upgrades answered with an HTTP error, injected ones included.</summary>
    public long RefusedUpgrades => Interlocked.Read(ref _refusedUpgrades);

    /// <summary>Ingest messages read, whatever became of them.</summary>
    public long IngestMessages => Interlocked.Read(ref _ingestMessages);

    /// <summary>Ingested rows that were committed; a replayed row counts again.</summary>
    public long CommittedRows => Interlocked.Read(ref _committedRows);

    /// <summary>OK frames sent; one may cover several messages.</summary>
    public long Acks => Interlocked.Read(ref _acks);

    /// <summary>Ingest errors sent, injected ones included.</summary>
    public long Rejections => Interlocked.Read(ref _rejections);

    /// <summary>QUERY_REQUEST frames read.</summary>
    public long Queries => Interlocked.Read(ref _queries);

    /// <summary>QUERY_ERROR frames sent, cancellations and injected ones included.</summary>
    public long QueryErrors => Interlocked.Read(ref _queryErrors);

    /// <summary>RESULT_BATCH frames sent.</summary>
    public long ResultBatches => Interlocked.Read(ref _resultBatches);

    /// <summary>Rows sent in result batches.</summary>
    public long ResultRows => Interlocked.Read(ref _resultRows);

    /// <summary>How often an injected fault took effect.</summary>
    public long InjectedFaults => Interlocked.Read(ref _injectedFaults);

    internal void AddConnection(bool isIngest)
    {
        Interlocked.Increment(ref _openConnections);
        if (isIngest) Interlocked.Increment(ref _ingestConnections);
        else Interlocked.Increment(ref _queryConnections);
    }

    internal void RemoveConnection() => Interlocked.Decrement(ref _openConnections);

    internal void AddRefusedUpgrade() => Interlocked.Increment(ref _refusedUpgrades);

    internal void AddIngestMessage() => Interlocked.Increment(ref _ingestMessages);

    internal void AddCommittedRows(long rows) => Interlocked.Add(ref _committedRows, rows);

    internal void AddAck() => Interlocked.Increment(ref _acks);

    internal void AddRejection() => Interlocked.Increment(ref _rejections);

    internal void AddQuery() => Interlocked.Increment(ref _queries);

    internal void AddQueryError() => Interlocked.Increment(ref _queryErrors);

    internal void AddResultBatch(long rows)
    {
        Interlocked.Increment(ref _resultBatches);
        Interlocked.Add(ref _resultRows, rows);
    }

    internal void AddInjectedFault() => Interlocked.Increment(ref _injectedFaults);
}
