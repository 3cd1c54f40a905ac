using System.Net;
using System.Net.Sockets;

namespace QuestDb.Transport;

/// <summary>Opens TCP connections whose peer is probed by the system while they are idle, so that a host which is gone ends them.</summary>
internal static class TcpConnection
{
    private const int IdleSeconds = 30;
    private const int ProbeSeconds = 5;
    private const int Probes = 6;

    /// <exception cref="SocketException">There is no connection.</exception>
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
