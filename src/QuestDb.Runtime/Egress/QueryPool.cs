using QuestDb.Configuration;
using QuestDb.Transport;

namespace QuestDb.Egress;

/// <summary>The query connections of a client: opened when none is idle, kept for the next query.</summary>
internal sealed class QueryPool(QwpTransport transport) : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly Stack<QueryConnection> _idle = new();
    private int _open;
    private bool _disposed;

    public ClientSettings Settings => transport.Settings;

    /// <summary>Opens connections for places that are reserved.</summary>
    public QueryEndpoints Endpoints { get; } = new(transport);

    /// <summary>A place with an idle connection that is alive, or with a new one.</summary>
    /// <exception cref="QuestDbException">The codes of a failed connection; <see cref="ErrorCode.InvalidState"/> at <c>query_pool_max</c>.</exception>
    public async ValueTask<QuerySession> BorrowAsync(CancellationToken cancellationToken)
    {
        // A statement whose token is cancelled already is not sent at all.
        cancellationToken.ThrowIfCancellationRequested();
        QuerySession session = Reserve();
        try
        {
            await session.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Takes a place back, with its connection.</summary>
    public void Release(QueryConnection? connection)
    {
        connection?.Batches.Trim();
        lock (_gate)
        {
            if (!_disposed && connection is { IsAlive: true })
            {
                _idle.Push(connection);
                return;
            }

            _open--;
        }

        connection?.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        QueryConnection[] idle;
        lock (_gate)
        {
            _disposed = true;
            idle = [.. _idle];
            _idle.Clear();
        }

        Endpoints.Dispose();
        foreach (QueryConnection connection in idle) connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private QuerySession Reserve()
    {
        var dead = new List<QueryConnection>();
        try
        {
            lock (_gate)
            {
                ThrowIfDisposed();
                while (_idle.TryPop(out QueryConnection? idle))
                {
                    if (idle.IsAlive) return new QuerySession(this, idle);
                    dead.Add(idle);
                    _open--;
                }

                if (_open >= Settings.QueryPoolMax)
                {
                    throw new QuestDbException(ErrorCode.InvalidState, $"{_open} queries or readers are open already, as many as query_pool_max allows; finish or dispose one first.");
                }

                _open++;
                return new QuerySession(this, null);
            }
        }
        finally
        {
            foreach (QueryConnection connection in dead) connection.Dispose();
        }
    }

    private void ThrowIfDisposed()
    {
        if (_disposed) throw new QuestDbException(ErrorCode.Disposed, "The client was disposed.");
    }
}
