using System.Net;
using System.Net.Sockets;

namespace QuestDb.TestSupport;

/// <summary>
/// A raw TCP server on a free loopback port that plays one script per connection, to the byte: for what a well-behaved
/// WebSocket server would never do. A failure of a script is thrown by <see cref="DisposeAsync"/>.
/// </summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _scripts = [];
    private readonly Func<ScriptedConnection, Task> _script;
    private readonly Task _accepting;
    private int _accepted;

    private ScriptedServer(Func<ScriptedConnection, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>host:port, as connect strings name it.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Connections accepted so far.</summary>
    public int AcceptedConnections => Volatile.Read(ref _accepted);

    /// <summary>Starts a server; the script sees the number of its connection as <see cref="ScriptedConnection.Index"/>.</summary>
    public static ScriptedServer Start(Func<ScriptedConnection, Task> script) => new(script);

    /// <summary>Ends all connections; throws what went wrong in a script, except that its client went away.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_scripts);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stopping.Token);
                _scripts.Add(PlayAsync(socket, Interlocked.Increment(ref _accepted) - 1));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or SocketException
            && _stopping.IsCancellationRequested)
        {
            // The listener has stopped while it waited, or between two connections.
        }
    }

    private async Task PlayAsync(Socket socket, int index)
    {
        using var connection = new ScriptedConnection(socket, index, _stopping.Token);
        try
        {
            await _script(connection);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception e) when (e is SocketException or ClientGoneException)
        {
            // Tests cut connections at every point; what the client saw is what they assert.
        }
    }
}

/// <summary>The client ended the connection while the script waited for it.</summary>
public sealed class ClientGoneException() : Exception("The client closed the connection.");
