using QuestDb.Configuration;
using QuestDb.Configuration.Values;

namespace QuestDb.Transport;

/// <summary>Opens connections of one client: the HTTP handler with its TLS settings. Safe from any thread.</summary>
internal sealed class QwpTransport : IDisposable
{
    private readonly HttpMessageInvoker _invoker;

    public QwpTransport(ClientSettings settings)
    {
        Settings = settings;
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            // The connection of a refused upgrade is not used again: the server may be closing it, and the next attempt would say so
            // in place of why it was refused.
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectTimeout = settings.Connection.ConnectTimeout ?? Timeout.InfiniteTimeSpan,
            ConnectCallback = static (context, cancellationToken) => TcpConnection.OpenAsync(context.DnsEndPoint, cancellationToken),
            SslOptions = TlsOptions.Of(settings),
        };
        _invoker = new HttpMessageInvoker(handler);
    }

    public ClientSettings Settings { get; }

    /// <summary>A ping goes out after this time without anything from the server.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The connection is given up when the answer to a ping takes longer: a server may be busy with a frame meanwhile.</summary>
    public TimeSpan PongTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Connects and upgrades.</summary>
    /// <exception cref="QuestDbException">The codes of a failed connection; the message names the endpoint.</exception>
    public async Task<QwpSocket> ConnectAsync(Endpoint endpoint, QwpRoute route, CancellationToken cancellationToken)
    {
        var socket = new System.Net.WebSockets.ClientWebSocket();
        TimeSpan limit = Settings.Connection.AuthTimeout + (Settings.Connection.ConnectTimeout ?? TimeSpan.Zero);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            QwpHandshake.Prepare(socket.Options, Settings, route);
            // With a timeout these are real pings: a server that vanished without a word is noticed although nothing is sent to it. A
            // pong behind rows that a slow consumer does not take would not be read in time: on queries TCP's own probes must do.
            socket.Options.KeepAliveInterval = route == QwpRoute.Query ? TimeSpan.Zero
                : Settings.Delivery is { RequestDurableAck: true, DurableAckKeepAlive.Ticks: > 0 } ? Settings.Delivery.DurableAckKeepAlive
                : PingInterval;
            socket.Options.KeepAliveTimeout = PongTimeout;
            var uri = new UriBuilder(Settings.Tls.Enabled ? "wss" : "ws", endpoint.Host, endpoint.Port, QwpHandshake.Path(route)).Uri;
            await socket.ConnectAsync(uri, _invoker, timeout.Token).ConfigureAwait(false);
            QwpHandshake.CheckVersion(socket, endpoint);
            if (route == QwpRoute.Ingest && Settings.Delivery.RequestDurableAck) QwpHandshake.CheckDurableAck(socket, endpoint);
            return new QwpSocket(socket, endpoint, QwpHandshake.MaxBatchBytes(socket));
        }
        catch (Exception e)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (e is QuestDbException) throw;
            if (timeout.IsCancellationRequested)
            {
                throw new QuestDbException(ErrorCode.ConnectFailed,
                    $"{endpoint} did not answer the upgrade within {limit.TotalMilliseconds:N0} ms (connect_timeout, auth_timeout_ms).", e);
            }

            throw QwpHandshake.Failed(socket, endpoint, e);
        }
    }

    public void Dispose() => _invoker.Dispose();
}
