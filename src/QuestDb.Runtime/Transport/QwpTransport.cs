using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using QuestDb.Configuration;
using QuestDb.Configuration.Values;

namespace QuestDb.Transport;

/// <summary>Opens the connections of one client, and ends those whose host is gone. Safe from any thread.</summary>
internal sealed class QwpTransport : IDisposable
{
    private readonly SslClientAuthenticationOptions _tls;
    private readonly ConcurrentDictionary<QwpSocket, bool> _open = new();
    private readonly ITimer _watch;

    /// <param name="settings">The settings.</param>
    /// <param name="watchInterval">How often to look whether hosts are gone; null for every 5 s.</param>
    public QwpTransport(ClientSettings settings, TimeSpan? watchInterval = null)
    {
        Settings = settings;
        _tls = TlsOptions.Of(settings);
        TimeSpan interval = watchInterval ?? TimeSpan.FromSeconds(5);
        // A look that comes late because the pool is busy does no harm.
        _watch = TimeProvider.System.CreateTimer(static transport => ((QwpTransport)transport!).Watch(), this, interval, interval);
    }

    public ClientSettings Settings { get; }

    /// <summary>Tells whether the host of a connection is gone.</summary>
    public Func<Socket, bool> IsGone { get; init; } = TcpConnection.IsGone;

    private TimeSpan OpenTime => Settings.Connection.ConnectTimeout ?? Settings.Connection.AuthTimeout;

    /// <summary>Connects and upgrades, blocking the thread.</summary>
    /// <exception cref="QuestDbException">The codes of a failed connection; the message names the endpoint.</exception>
    public QwpSocket Connect(Endpoint endpoint, QwpRoute route, CancellationToken cancellationToken)
    {
        ConnectionAttempt attempt = ConnectionAttempt.Start(Settings, _tls, endpoint, route);
        try
        {
            if (!HasEnded(attempt.Opened, OpenTime, cancellationToken)) throw NotOpened(endpoint);
            if (!HasEnded(attempt.Result, Settings.Connection.AuthTimeout, cancellationToken)) throw NotUpgraded(endpoint);
            return Watched(attempt.Result.GetAwaiter().GetResult());
        }
        catch
        {
            attempt.GiveUp();
            throw;
        }
    }

    /// <summary>As <see cref="Connect"/>, without blocking the thread.</summary>
    public async Task<QwpSocket> ConnectAsync(Endpoint endpoint, QwpRoute route, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ConnectionAttempt attempt = ConnectionAttempt.Start(Settings, _tls, endpoint, route);
        try
        {
            if (!await HasEndedAsync(attempt.Opened, OpenTime, cancellationToken).ConfigureAwait(false)) throw NotOpened(endpoint);
            if (!await HasEndedAsync(attempt.Result, Settings.Connection.AuthTimeout, cancellationToken).ConfigureAwait(false))
                throw NotUpgraded(endpoint);
            return Watched(await attempt.Result.ConfigureAwait(false));
        }
        catch
        {
            attempt.GiveUp();
            throw;
        }
    }

    public void Dispose() => _watch.Dispose();

    private static bool HasEnded(Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return task.Wait(limit, cancellationToken);
        }
        catch (AggregateException)
        {
            // The task has ended, and whoever asks for its result gets its error.
            return true;
        }
    }

    private static async Task<bool> HasEndedAsync(Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        await task.WaitAsync(limit, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return task.IsCompleted;
    }

    private QwpSocket Watched(QwpSocket socket)
    {
        _open.TryAdd(socket, true);
        socket.Closed = closed => _open.TryRemove(closed, out _);
        if (socket.IsClosed) _open.TryRemove(socket, out _);
        return socket;
    }

    private void Watch()
    {
        foreach ((QwpSocket socket, _) in _open) socket.EndIfGone(IsGone);
    }

    private QuestDbException NotOpened(Endpoint endpoint) => new(ErrorCode.ConnectFailed,
        $"Can't connect to {endpoint}: there was no connection within {OpenTime.TotalMilliseconds:N0} ms "
        + $"({(Settings.Connection.ConnectTimeout is null ? "auth_timeout_ms" : "connect_timeout")}).");

    private QuestDbException NotUpgraded(Endpoint endpoint) => new(ErrorCode.ConnectFailed,
        $"{endpoint} did not answer the upgrade within {Settings.Connection.AuthTimeout.TotalMilliseconds:N0} ms (auth_timeout_ms).");
}
