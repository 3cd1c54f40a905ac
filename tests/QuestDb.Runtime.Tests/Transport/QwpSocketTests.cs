using System.Net;
using System.Net.Sockets;
using QuestDb.Configuration.Values;
using QuestDb.TestSupport;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Tests.Transport;

public sealed class QwpSocketTests
{
    /// <summary>While there is always a frame to send nobody flushes, and a server that gets no pong closes the connection.</summary>
    [Fact]
    public async Task A_ping_is_answered_amid_a_stream_of_frames()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var peer = new TcpClient();
        await peer.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        Socket accepted = await listener.AcceptSocketAsync();
        using var socket = new QwpSocket(accepted, new NetworkStream(accepted), new Endpoint("localhost", 1));
        using var due = new ManualResetEventSlim();
        socket.PongDue = due.Set;
        var receiving = new Thread(() => Assert.Throws<QuestDbException>(() => socket.Receive(new ReceiveBuffer())));
        receiving.Start();
        await peer.GetStream().WriteAsync(new byte[] { 0x89, 3, 1, 2, 3 });
        Assert.True(due.Wait(Poll.DefaultDeadline));

        // A large frame is sent at once, with what was gathered before it.
        socket.Send(new byte[256 * 1024]);
        byte[] first = new byte[9];
        await peer.GetStream().ReadExactlyAsync(first);
        Assert.Equal((0x8A, 0x83), (first[0], first[1]));
        socket.Dispose();
        receiving.Join();
    }
}
