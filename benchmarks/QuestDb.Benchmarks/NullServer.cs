using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace QuestDb.Benchmarks;

/// <summary>
/// A server that takes every frame and stores nothing, in a process of its own: what is measured against it is the client. It finds where
/// frames end, does not look into them, and answers all frames of one read of the socket with one OK, as QuestDB does.
/// </summary>
internal sealed class NullServer : IDisposable
{
    /// <summary>The argument that makes this program the server.</summary>
    public const string Argument = "--null-server";

    private readonly Process _process;

    private NullServer(Process process, int port)
    {
        _process = process;
        ConnectString = $"ws::addr=127.0.0.1:{port};";
    }

    public string ConnectString { get; }

    /// <summary>Processor time of the server so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static NullServer Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(NullServer).Assembly.Location);
        start.ArgumentList.Add(Argument);
        Process process = Process.Start(start)!;
        return new NullServer(process, int.Parse(process.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Serves until standard input ends, as it does with the process that has started this one.</summary>
    public static void Run()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        new Thread(() => Accept(listener)) { IsBackground = true }.Start();
        while (Console.In.ReadLine() is not null)
        {
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Accept(Socket listener)
    {
        while (true)
        {
            Socket socket = listener.Accept();
            socket.NoDelay = true;
            new Thread(() => Serve(socket)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket socket)
    {
        byte[] buffer = new byte[256 * 1024];
        int end = 0;
        try
        {
            while (!buffer.AsSpan(0, end).EndsWith("\r\n\r\n"u8)) end += Receive(socket, buffer.AsSpan(end));
            socket.Send(Answer(Encoding.ASCII.GetString(buffer, 0, end)));
            long frames = 0;
            end = 0;
            while (true)
            {
                end += Receive(socket, buffer.AsSpan(end));
                int start = 0;
                long before = frames;
                while (TryPass(socket, buffer, ref start, ref end)) frames++;
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                end -= start;
                if (frames > before) socket.Send(Ok(frames));
            }
        }
        catch (SocketException)
        {
            // The client has gone.
            socket.Dispose();
        }
    }

    /// <summary>Passes over one frame; the rest of one that is larger than the buffer is received and dropped.</summary>
    private static bool TryPass(Socket socket, byte[] buffer, ref int start, ref int end)
    {
        const int Mask = 4;
        ReadOnlySpan<byte> bytes = buffer.AsSpan(start, end - start);
        if (bytes.Length < 10) return false;
        if ((bytes[0] & 0x0F) == 8) throw new SocketException((int)SocketError.ConnectionReset);
        long length = bytes[1] & 0x7F;
        int head = 2;
        if (length == 126) (length, head) = (BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 4);
        else if (length == 127) (length, head) = (BinaryPrimitives.ReadInt64BigEndian(bytes[2..]), 10);
        long frame = head + Mask + length;
        if (frame <= bytes.Length)
        {
            start += (int)frame;
            return true;
        }

        if (frame <= buffer.Length) return false;
        for (long left = frame - bytes.Length; left > 0;) left -= Receive(socket, buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
        start = end = 0;
        return true;
    }

    /// <summary>An OK up to the last frame, with the transaction of the table to which each frame has added one.</summary>
    private static byte[] Ok(long frames)
    {
        ReadOnlySpan<byte> table = "trades"u8;
        byte[] answer = new byte[2 + 1 + 8 + 2 + 2 + table.Length + 8];
        answer[0] = 0x82;
        answer[1] = (byte)(answer.Length - 2);
        BinaryPrimitives.WriteInt64LittleEndian(answer.AsSpan(3), frames - 1);
        answer[11] = 1;
        answer[13] = (byte)table.Length;
        table.CopyTo(answer.AsSpan(15));
        BinaryPrimitives.WriteInt64LittleEndian(answer.AsSpan(15 + table.Length), frames);
        return answer;
    }

    private static byte[] Answer(string request)
    {
        string key = request.Split("\r\n").First(static line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase))
            .Split(':', 2)[1].Trim();
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        return Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {accept}\r\nX-QWP-Version: 1\r\nX-QWP-Max-Batch-Size: 16777216\r\n\r\n");
    }

    private static int Receive(Socket socket, Span<byte> into)
    {
        int received = socket.Receive(into);
        return received > 0 ? received : throw new SocketException((int)SocketError.ConnectionReset);
    }
}
