using QuestDb.Testing.Faults;
using QuestDb.Testing.Protocol;

namespace QuestDb.Testing;

/// <summary>
/// A QuestDB server in this process, for tests and samples: it speaks QWP (WebSocket) on a loopback port, keeps tables in memory, answers
/// SQL, and can be told to misbehave. Any QWP client can connect. Thread-safe, except that starting and stopping is
/// for one caller at a time.
/// </summary>
/// <example><code>
/// await using var server = await QuestDbTestServer.StartAsync();
/// await using var db = QuestDbClient.Connect(server.ConnectString);
/// </code></example>
public sealed class QuestDbTestServer : IAsyncDisposable
{
    private readonly ServerContext _context;
    private KestrelHost? _host;
    private bool _disposed;

    private QuestDbTestServer(ServerContext context) => _context = context;

    /// <summary>TCP port on 127.0.0.1; stays the same over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>
    /// Connect string of the server, without credentials: append <c>username=…;password=…;</c> or
    /// <c>token=…;</c> if it asks for any.
    /// </summary>
    public string ConnectString => $"{(_context.Options.Certificate is null ? "ws" : "wss")}::addr=127.0.0.1:{Port};";

    /// <summary>True between start and stop.</summary>
    public bool IsRunning => _host is not null;

    /// <summary>How the server is to misbehave.</summary>
    public FaultPlan Faults => _context.Faults;

    /// <summary>What the server has seen and done.</summary>
    public ServerStats Stats => _context.Stats;

    /// <summary>
    /// The role told to clients. A change raises the epoch in SERVER_INFO of later connections. As replica or
    /// catching-up primary the server refuses ingest upgrades with 421 and closes ingest connections, code 1000, at
    /// their next message. See <see cref="ChangeRole"/>.
    /// </summary>
    public ServerRole Role
    {
        get => _context.RoleAndEpoch.Role;
        set => _context.ChangeRole(value);
    }

    /// <summary>Largest message accepted on connections that open from now on, in bytes; at first that of the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1024 or more than 16 MiB.</exception>
    public int MaxBatchBytes
    {
        get => _context.MaxBatchBytes;
        set
        {
            QuestDbTestServerOptions.CheckMaxBatchBytes(value);
            _context.MaxBatchBytes = value;
        }
    }

    /// <summary>Names of the tables there are, sorted; a snapshot.</summary>
    public IReadOnlyList<string> TableNames => _context.TableNames();

    /// <summary>Committed rows of a table, as a query would see them at this moment; 0 while there is no such table.</summary>
    /// <param name="table">The table name; case doesn't matter.</param>
    public long RowCount(string table)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        return _context.RowCount(table);
    }

    /// <summary>Starts a server.</summary>
    /// <param name="options">How it behaves; by default as a stock QuestDB.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The running server; disposing it stops it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<QuestDbTestServer> StartAsync(
        QuestDbTestServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new QuestDbTestServerOptions();
        options.Validate();
        return StartAsync(new ServerContext(options), cancellationToken);
    }

    internal static async Task<QuestDbTestServer> StartAsync(ServerContext context, CancellationToken cancellationToken = default)
    {
        var server = new QuestDbTestServer(context);
        server._host = await KestrelHost.StartAsync(context, context.Options.Port, cancellationToken).ConfigureAwait(false);
        server.Port = server._host.Port;
        return server;
    }

    /// <summary>
    /// Starts another server on the same tables, as a further node of a cluster: it has a port, a role, faults and statistics of
    /// its own, and rows written through either are seen through both at once. It lives on when this one stops.
    /// </summary>
    /// <param name="options">How it behaves; by default as a stock QuestDB.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public Task<QuestDbTestServer> StartPeerAsync(QuestDbTestServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new QuestDbTestServerOptions();
        options.Validate();
        return StartAsync(new ServerContext(options, _context.Database), cancellationToken);
    }

    /// <summary>
    /// Sets <see cref="Role"/>, and the code by which ingest connections that are open are closed where they have become useless.
    /// </summary>
    /// <param name="role">The new role.</param>
    /// <param name="closeCode">WebSocket close code, such as 4001.</param>
    public void ChangeRole(ServerRole role, int closeCode) => _context.ChangeRole(role, closeCode);

    /// <summary>
    /// Stops listening and drops all connections as a crash would: no close frames. Tables are kept. Does nothing if stopped.
    /// </summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _host, null) is KestrelHost host) await host.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Stops the server if it runs and starts it again on the same port; committed rows are kept, deferred ones are lost.
    /// </summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await StopAsync().ConfigureAwait(false);
        _host = await KestrelHost.StartAsync(_context, Port, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the server; it can't be started again.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await StopAsync().ConfigureAwait(false);
    }
}
