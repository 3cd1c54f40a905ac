using System.Net;
using System.Net.Sockets;

namespace QuestDb.IntegrationTests.Errors;

/// <summary>A TCP server that gives every connection the same bytes and closes it.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public RawServer(byte[] answer)
    {
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync(byte[] answer)
    {
        try
        {
            while (true)
            {
                using Socket socket = await _listener.AcceptSocketAsync();
                byte[] request = new byte[4096];
                await socket.ReceiveAsync(request, SocketFlags.None);
                await socket.SendAsync(answer, SocketFlags.None);
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was stopped, or the client went first.
        }
    }
}
