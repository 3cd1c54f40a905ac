using QuestDb.Configuration;
using QuestDb.Events;
using QuestDb.Threading;
using QuestDb.Transport;

namespace QuestDb.Egress;

/// <summary>The query connections of a client: opened when none is idle, kept for the next query.</summary>
/// <param name="transport">Opens connections.</param>
/// <param name="events">Told of connections that could not be opened ahead of their use.</param>
/// <param name="time">The clock of ages.</param>
internal sealed partial class QueryPool(QwpTransport transport, IEventSink? events = null, TimeProvider? time = null) : IAsyncDisposable
{
    /// <summary>Guards the lists of connections. Nobody waits under it.</summary>
    private readonly RankedLock _gate = new(LockRank.QueryPool);
    private readonly BorrowLimiter _places = new(transport.Settings.Pool.QueryMax, transport.Settings.Pool.AcquireTimeout,
        () => AtCap(transport.Settings));
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Those that run no query, the last used at the end.</summary>
    private readonly List<QueryConnection> _idle = [];

    /// <summary>Connections that nobody waits for: on their way in or out.</summary>
    private readonly List<Task> _underWay = [];

    /// <summary>Connections that are lent, idle or on their way in.</summary>
    private int _open;
    private bool _used;
    private bool _disposed;

    public ClientSettings Settings => transport.Settings;

    /// <summary>Opens connections for places that are reserved.</summary>
    public QueryEndpoints Endpoints { get; } = new(transport);

    /// <summary>A place with an idle connection that is alive, or with a new one.</summary>
    /// <exception cref="QuestDbException">
    /// The codes of a failed connection; <see cref="ErrorCode.PoolExhausted"/> at <c>query_pool_max</c>.
    /// </exception>
    public async ValueTask<QuerySession> BorrowAsync(CancellationToken cancellationToken)
    {
        // A statement whose token is cancelled already is not sent at all.
        cancellationToken.ThrowIfCancellationRequested();
        await _places.AcquireAsync(cancellationToken).ConfigureAwait(false);
        var session = new QuerySession(this, TakeIdle());
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
        bool alive;
        using (_gate.Enter())
        {
            alive = !_disposed && connection is { IsAlive: true };
            if (alive && !IsOld(connection!))
            {
                connection!.Returned = _time.GetTimestamp();
                _idle.Add(connection);
            }
            else
            {
                _open--;
                if (alive) _underWay.Add(connection!.CloseAsync());
            }
        }

        if (!alive) connection?.Dispose();
        _places.Release();
    }

    /// <summary>Notes the age of a connection that was opened.</summary>
    public void Opened(QueryConnection connection) => connection.Created = _time.GetTimestamp();

    /// <summary>Says goodbye to the idle connections; one that serves a query ends with it.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] closing;
        using (_gate.Enter())
        {
            _disposed = true;
            closing = [.. _underWay, .. _idle.Select(static connection => connection.CloseAsync())];
            _idle.Clear();
        }

        _places.Close();
        Endpoints.Dispose();
        await Task.WhenAll(closing).ConfigureAwait(false);
    }

    /// <summary>The connection that was used last, if it is alive; null leaves a place for a new one.</summary>
    private QueryConnection? TakeIdle()
    {
        using (_gate.Enter())
        {
            _used = true;
            while (_idle.Count > 0)
            {
                QueryConnection last = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
                if (last.IsAlive) return last;
                _underWay.Add(last.CloseAsync());
                _open--;
            }

            _open++;
            return null;
        }
    }

    private static QuestDbException AtCap(ClientSettings settings) => new(ErrorCode.PoolExhausted,
        $"All {settings.Pool.QueryMax} query connections are taken by queries and readers "
        + $"(query_pool_max){(settings.Pool.AcquireTimeout > TimeSpan.Zero ? $", and none was given back within acquire_timeout_ms ({settings.Pool.AcquireTimeout.TotalMilliseconds:N0} ms)" : "")}. Finish or dispose one, or raise the limit.");
}
