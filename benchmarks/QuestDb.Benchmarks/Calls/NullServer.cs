using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace QuestDb.Benchmarks.Calls;

/// <summary>
/// A server that takes frames over the ingest endpoint, drops them unread and acknowledges them as a server does, for as little as it
/// can: what is measured against it is the client.
/// </summary>
internal static class NullServer
{
    /// <summary>The argument with which this program is the server.</summary>
    public const string Argument = "--null-server";

    /// <summary>Says its port in one line and serves until standard input ends, as it does when the starting process has.</summary>
    public static void Run()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Start(() => Accept(listener));
        Console.Out.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        Console.In.ReadToEnd();
    }

    private static void Accept(TcpListener listener)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = listener.AcceptSocket();
            }
            catch (SocketException)
            {
                // The listener was stopped, because the program ends.
                return;
            }

            Start(new NullConnection(socket).Run);
        }
    }

    private static void Start(ThreadStart work) => new Thread(work) { IsBackground = true }.Start();
}
