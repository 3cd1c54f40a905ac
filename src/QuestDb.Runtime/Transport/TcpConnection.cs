using System.Net.Sockets;

namespace QuestDb.Transport;

/// <summary>
/// The TCP sockets of connections, with keep-alive probes of the operating system, so that an idle connection ends when its host is
/// gone.
/// </summary>
internal static class TcpConnection
{
    private const int IdleSeconds = 30;
    private const int ProbeSeconds = 5;
    private const int Probes = 6;

    /// <summary>Attempts in a row that a peer has not answered, after which it counts as gone: about half a minute.</summary>
    private const int Unanswered = 7;

    /// <summary>The number of <c>TCP_INFO</c> in Linux, and where its counters stand in <c>struct tcp_info</c>.</summary>
    private const int TcpInfo = 11;
    private const int Retransmits = 2;
    private const int WindowProbes = 3;

    public static Socket NewSocket()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, IdleSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        return socket;
    }

    /// <summary>
    /// Whether the peer's host has answered nothing for a while. Keep-alive probes rest while bytes are under way, and Linux goes on
    /// for a quarter of an hour to send those again; other systems give up after about half a minute. A host that answers and
    /// takes no bytes, since its server is busy, is not gone.
    /// </summary>
    /// <exception cref="SocketException">The connection has ended.</exception>
    /// <exception cref="ObjectDisposedException">It has been closed here.</exception>
    public static bool IsGone(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return false;
        Span<byte> info = stackalloc byte[8];
        int length = socket.GetRawSocketOption((int)SocketOptionLevel.Tcp, TcpInfo, info);
        return length > WindowProbes && (info[Retransmits] >= Unanswered || info[WindowProbes] >= Unanswered);
    }
}
