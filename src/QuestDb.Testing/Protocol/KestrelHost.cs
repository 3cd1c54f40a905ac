using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using QuestDb.Testing.Faults;

namespace QuestDb.Testing.Protocol;

/// <summary>
/// Kestrel on one loopback port, without a web host around it: no configuration, no logging, no signal handlers in the user's process.
/// </summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private static readonly TimeSpan PortRetry = TimeSpan.FromMilliseconds(20);
    private const int MaxPortAttempts = 250;

    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _services;
    private readonly IServer _kestrel;
    private readonly UpgradeApplication _application;
    private ListenOptions? _endpoint;

    private KestrelHost(ServerContext server, int port)
    {
        // The empty builder reads no settings. The application is never run, only its Kestrel.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxConcurrentUpgradedConnections = null;
            options.Listen(IPAddress.Loopback, port, listen => Configure(server, listen));
        });
        _services = builder.Build();
        _kestrel = _services.Services.GetRequiredService<IServer>();
        _application = new UpgradeApplication(new UpgradeHandler(server, _stopping.Token));
    }

    public int Port => _endpoint!.IPEndPoint!.Port;

    public static async Task<KestrelHost> StartAsync(ServerContext server, int port, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            var host = new KestrelHost(server, port);
            try
            {
                await host._kestrel.StartAsync(host._application, cancellationToken).ConfigureAwait(false);
                return host;
            }
            catch (IOException e) when (e.InnerException is AddressInUseException && port != 0 && attempt < MaxPortAttempts)
            {
                // A client that reconnects while the server is down can be given the server's port as its own local port, for a moment.
                await host.DisposeAsync().ConfigureAwait(false);
                await Task.Delay(PortRetry, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await host.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Drops all connections without a closing handshake and frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _kestrel.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private void Configure(ServerContext server, ListenOptions listen)
    {
        _endpoint = listen;
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection => Connect(server, connection, next));
        if (server.Options.Certificate is X509Certificate2 certificate) listen.UseHttps(certificate);
    }

    private static Task Connect(ServerContext server, ConnectionContext connection, ConnectionDelegate next)
    {
        if (server.Faults.Take(FaultPoint.Connect) is null) return next(connection);
        connection.Abort();
        return Task.CompletedTask;
    }

    private sealed class UpgradeApplication : IHttpApplication<HttpContext>
    {
        private readonly WebSocketMiddleware _webSockets;

        public UpgradeApplication(UpgradeHandler handler)
        {
            // QuestDB sends no pings, so neither does this server.
            var options = new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan };
            _webSockets = new WebSocketMiddleware(handler.HandleAsync, Options.Create(options), NullLoggerFactory.Instance);
        }

        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context)
        {
            // The capture is put in place first, since the middleware uses the upgrade feature that it finds.
            if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
            {
                context.Features.Set<IHttpUpgradeFeature>(new TransportCapture(upgrade));
            }

            return _webSockets.Invoke(context);
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
