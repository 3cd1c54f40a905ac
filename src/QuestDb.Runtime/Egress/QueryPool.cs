using QuestDb.Configuration;
using QuestDb.Transport;

namespace QuestDb.Egress;

/// <summary>The query connections of a client: opened when none is idle, kept for the next query.</summary>
internal sealed class QueryPool(QwpTransport transport) : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly Stack<QueryConnection> _idle = new();
    private int _open;
    private int _endpoint;
    private bool _disposed;

    public ClientSettings Settings => transport.Settings;

    /// <summary>An idle connection that is alive, or a new one.</summary>
    /// <exception cref="QuestDbException">The codes of a failed connection; <see cref="ErrorCode.InvalidState"/> at <c>query_pool_max</c>.</exception>
    public async ValueTask<QueryConnection> BorrowAsync(CancellationToken cancellationToken)
    {
        // A statement whose token is cancelled already is not sent at all.
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposed();
            while (_idle.TryPop(out QueryConnection? idle))
            {
                if (idle.IsAlive) return idle;
                idle.Dispose();
                _open--;
            }

            if (_open >= Settings.MaxQueryConnections)
            {
                throw new QuestDbException(ErrorCode.InvalidState, $"{_open} queries run already, as many as query_pool_max allows; finish or dispose one first.");
            }

            _open++;
        }

        try
        {
            return await OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            lock (_gate) _open--;
            throw;
        }
    }

    /// <summary>Takes a connection back after its query has ended.</summary>
    public void Return(QueryConnection connection)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _idle.Push(connection);
                return;
            }
        }

        Discard(connection);
    }

    /// <summary>Gives up a connection whose state is not known.</summary>
    public void Discard(QueryConnection connection)
    {
        connection.Dispose();
        lock (_gate) _open--;
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_idle.TryPop(out QueryConnection? idle)) idle.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task<QueryConnection> OpenAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            Endpoint endpoint = Settings.Endpoints[_endpoint % Settings.Endpoints.Count];
            try
            {
                QwpSocket socket = await transport.ConnectAsync(endpoint, QwpRoute.Query, cancellationToken).ConfigureAwait(false);
                return await QueryConnection.OpenAsync(socket, Settings.AuthTimeout, cancellationToken).ConfigureAwait(false);
            }
            catch (QuestDbException e) when (e.Code != ErrorCode.AuthenticationFailed && attempt < Settings.Endpoints.Count)
            {
                Interlocked.Increment(ref _endpoint);
            }
        }
    }

    private void ObjectDisposed()
    {
        if (_disposed) throw new QuestDbException(ErrorCode.Disposed, "The client was disposed.");
    }
}
