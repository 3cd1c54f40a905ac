using System.Net;
using System.Net.Sockets;

namespace QuestDb.Transport;

/// <summary>
/// Opens TCP connections with keep-alive probes of the operating system, so that an idle connection ends when its host is gone.
/// </summary>
internal static class TcpConnection
{
    private const int IdleSeconds = 30;
    private const int ProbeSeconds = 5;
    private const int Probes = 6;

    /// <exception cref="SocketException">The connection could not be opened.</exception>
    public static async ValueTask<Stream> OpenAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, IdleSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
            await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
