using QuestDb.Events;

namespace QuestDb.Egress;

/// <summary>A borrowed place of the query pool with its connection: for one query, or for all queries of a reader.</summary>
internal sealed class QuerySession(QueryPool pool, QueryConnection? idle) : IDisposable, IBorrow
{
    private QueryConnection? _connection = idle;
    private int _disposed;

    public QueryPool Pool { get; } = pool;

    /// <summary>
    /// Whether the connection has served a query before. The server may have closed it since without the client noticing yet.
    /// </summary>
    public bool IsReused { get; set; } = idle is not null;

    /// <summary>The query that was sent last, or null.</summary>
    public QueryCall? Call { get; set; }

    /// <summary>The connection, or null before the first one.</summary>
    public QueryConnection? Connection => _connection;

    /// <summary>The connection if it is alive, else a new one.</summary>
    /// <exception cref="QuestDbException">The codes of a failed connection.</exception>
    public ValueTask<QueryConnection> ConnectAsync(CancellationToken cancellationToken) =>
        _connection is { IsAlive: true } ? new ValueTask<QueryConnection>(_connection) : ReplaceAsync(cancellationToken);

    /// <summary>Returns the place to the pool, and the connection for the next query if it is alive.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) Pool.Release(_connection);
    }

    string IBorrow.What => "A reader or a query";

    async Task IBorrow.TakeBackAsync()
    {
        if (Call is { } call) await call.DisposeAsync().ConfigureAwait(false);
        Dispose();
    }

    private async ValueTask<QueryConnection> ReplaceAsync(CancellationToken cancellationToken)
    {
        _connection?.Dispose();
        IsReused = false;
        _connection = await Pool.Endpoints.OpenAsync(cancellationToken).ConfigureAwait(false);
        Pool.Opened(_connection);
        return _connection;
    }
}
