using QuestDb.Configuration;
using QuestDb.Events;
using QuestDb.Threading;
using QuestDb.Transport;

namespace QuestDb.Egress;

/// <summary>The query connections of a client: they are opened when none is idle, and kept for the next query.</summary>
/// <param name="transport">Opens connections.</param>
/// <param name="events">Receives events about connections that could not be opened ahead of their use.</param>
/// <param name="time">The clock that measures idle time and age.</param>
internal sealed partial class QueryPool(QwpTransport transport, IEventSink? events = null, TimeProvider? time = null) : IAsyncDisposable
{
    /// <summary>Guards the lists of connections. Nobody waits under it.</summary>
    private readonly RankedLock _gate = new(LockRank.QueryPool);
    private readonly BorrowLimiter _places = new(transport.Settings.Pool.QueryMax, transport.Settings.Pool.AcquireTimeout,
        () => AtCap(transport.Settings));
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Connections that run no query, the last used at the end.</summary>
    private readonly List<QueryConnection> _idle = [];

    /// <summary>Connections that are being opened or closed in the background.</summary>
    private readonly List<Task> _underWay = [];

    /// <summary>The number of connections that are lent, idle or being opened.</summary>
    private int _open;
    private bool _used;
    private bool _disposed;

    public ClientSettings Settings => transport.Settings;

    /// <summary>Notices borrowers that were collected without dispose.</summary>
    public BorrowTracker Borrows { get; init; } = new(NoEvents.Instance, keepSites: false);

    /// <summary>Opens connections; the caller has acquired a place for each.</summary>
    public QueryEndpoints Endpoints { get; } = new(transport);

    /// <summary>Borrows a place with an idle connection that is alive, or with a new one.</summary>
    /// <exception cref="QuestDbException">
    /// The codes of a failed connection; <see cref="ErrorCode.PoolExhausted"/> at <c>query_pool_max</c>.
    /// </exception>
    public async ValueTask<QuerySession> BorrowAsync(CancellationToken cancellationToken)
    {
        // A statement whose token is already cancelled is not sent at all.
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

    /// <summary>Returns a place and its connection to the pool. A connection on which a query still runs is closed, never lent.</summary>
    public void Release(QueryConnection? connection)
    {
        connection?.EndBorrow();
        if (connection is { IsFree: false }) connection.Fail(StillRuns());
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

    /// <summary>Records when a connection was opened.</summary>
    public void Opened(QueryConnection connection) => connection.Created = _time.GetTimestamp();

    /// <summary>Closes the idle connections; a connection that serves a query is closed when the query ends.</summary>
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

    /// <summary>The connection that was used last, if it is alive; otherwise null, and a new one is counted as open.</summary>
    private QueryConnection? TakeIdle()
    {
        using (_gate.Enter())
        {
            _used = true;
            while (_idle.Count > 0)
            {
                QueryConnection last = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
                if (last.IsUsable) return last;
                _underWay.Add(last.CloseAsync());
                _open--;
            }

            _open++;
            return null;
        }
    }

    private static QuestDbException StillRuns() => new(ErrorCode.Disposed, "The connection was given back while the query ran on it.");

    private static QuestDbException AtCap(ClientSettings settings)
    {
        TimeSpan limit = settings.Pool.AcquireTimeout;
        string waited = limit > TimeSpan.Zero
            ? $", and none was given back within acquire_timeout_ms ({limit.TotalMilliseconds:N0} ms)"
            : "";
        return new QuestDbException(ErrorCode.PoolExhausted,
            $"All {settings.Pool.QueryMax} query connections are taken by queries and readers (query_pool_max){waited}. "
            + $"Finish or dispose one, or raise the limit.");
    }
}
