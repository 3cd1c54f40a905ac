using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>A TCP client that writes WebSocket frames bit by bit as a recording tells, valid or not.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _received = new byte[16 * 1024];
    private int _start;
    private int _end;

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    public async Task SendAsync(byte[] bytes)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _socket.SendAsync(bytes, deadline.Token);
    }

    /// <summary>One client frame; the mask is fixed, since a server must not care.</summary>
    public static byte[] Frame(int opcode, byte[] payload, bool final = true, bool masked = true)
    {
        byte mask = masked ? (byte)0x80 : (byte)0;
        var frame = new List<byte> { (byte)(opcode | (final ? 0x80 : 0)) };
        if (payload.Length < 126)
        {
            frame.Add((byte)(payload.Length | mask));
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            frame.AddRange([(byte)(126 | mask), (byte)(payload.Length >> 8), (byte)payload.Length]);
        }
        else
        {
            frame.AddRange([(byte)(127 | mask), 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16),
                (byte)(payload.Length >> 8), (byte)payload.Length]);
        }

        byte[] key = [0x12, 0x34, 0x56, 0x78];
        if (masked) frame.AddRange(key);
        for (int i = 0; i < payload.Length; i++) frame.Add(masked ? (byte)(payload[i] ^ key[i & 3]) : payload[i]);
        return [.. frame];
    }

    /// <summary>The head of an HTTP response and its body, as far as Content-Length tells one.</summary>
    public async Task<(string Head, string Body)> ReadHttpAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) head.Append((char)(await ReadAsync(1))[0]);
        string? length = head.ToString().Split("\r\n")
            .FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        byte[] body = length is null ? [] : await ReadAsync(int.Parse(length["Content-Length:".Length..]));
        return (head.ToString(), Encoding.UTF8.GetString(body));
    }

    public async Task<(int Opcode, byte[] Payload)> ReadFrameAsync()
    {
        byte[] head = await ReadAsync(2);
        int length = head[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2)),
            127 => (int)BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(8)),
            _ => head[1],
        };
        return (head[0] & 0x0F, await ReadAsync(length));
    }

    /// <summary>True when the server ends the connection without another byte.</summary>
    public async Task<bool> IsEndedAsync()
    {
        try
        {
            return _start == _end && await FillAsync() == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        for (int read = 0; read < count;)
        {
            if (_start == _end && await FillAsync() == 0) throw new EndOfStreamException("The server ended the connection.");
            int take = Math.Min(count - read, _end - _start);
            _received.AsSpan(_start, take).CopyTo(bytes.AsSpan(read));
            _start += take;
            read += take;
        }

        return bytes;
    }

    private async Task<int> FillAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        _start = 0;
        _end = await _socket.ReceiveAsync(_received, deadline.Token);
        return _end;
    }
}
