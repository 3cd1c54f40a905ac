using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace QuestDb.TestSupport;

/// <summary>One connection of a <see cref="ScriptedServer"/>: the verbs that scripts are made of.</summary>
public sealed class ScriptedConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly SocketReader _reader;

    internal ScriptedConnection(Socket socket, int index, CancellationToken stopping)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _reader = new SocketReader(socket, stopping);
        Index = index;
        Stopping = stopping;
    }

    /// <summary>0 for the first connection the server accepted.</summary>
    public int Index { get; }

    /// <summary>Cancelled when the server is disposed; for scripts that wait on the test.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Reads the upgrade request.</summary>
    public async Task<ScriptedRequest> ReadRequestAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await _reader.ReadAsync(1))[0]);
        return ScriptedRequest.Parse(head.ToString());
    }

    /// <summary>Reads the upgrade request and accepts it, with headers ("Name: value") beside the usual ones.</summary>
    public async Task<ScriptedRequest> AcceptUpgradeAsync(params string[] headers)
    {
        ScriptedRequest request = await ReadRequestAsync();
        await AcceptAsync(request, headers);
        return request;
    }

    /// <summary>Accepts an upgrade request that was read, with headers ("Name: value") beside the usual ones.</summary>
    public Task AcceptAsync(ScriptedRequest request, params string[] headers) => RespondAsync("101 Switching Protocols",
        ["Upgrade: websocket", "Connection: Upgrade", $"Sec-WebSocket-Accept: {AcceptOf(request)}", "X-QWP-Version: 1", .. headers]);

    /// <summary>The answer to the key of an upgrade request.</summary>
    public static string AcceptOf(ScriptedRequest request) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(
        request.Headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));

    /// <summary>Answers with a status line such as "401 Unauthorized".</summary>
    public Task RespondAsync(string status, IEnumerable<string> headers, string body = "") => SendRawAsync(Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\n" + string.Concat(headers.Select(h => h + "\r\n")) + "\r\n" + body));

    /// <summary>Sends one binary message in one WebSocket frame.</summary>
    public Task SendAsync(byte[] message) => SendRawAsync(WebSocketFrame.Write(0x2, message));

    /// <summary>Sends one binary message as WebSocket frames cut at the offsets.</summary>
    public async Task SendFragmentedAsync(byte[] message, params int[] offsets)
    {
        int from = 0;
        foreach (int to in (IEnumerable<int>)[.. offsets, message.Length])
        {
            await SendRawAsync(WebSocketFrame.Write(from == 0 ? 0x2 : 0x0, message[from..to], final: to == message.Length));
            from = to;
        }
    }

    /// <summary>Sends one binary message in one WebSocket frame, handed to the network in pieces of so many bytes.</summary>
    public async Task SendInPiecesAsync(byte[] message, int pieceLength)
    {
        foreach (byte[] piece in WebSocketFrame.Write(0x2, message).Chunk(pieceLength))
            await SendRawAsync(piece);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRawAsync(byte[] bytes)
    {
        for (int sent = 0; sent < bytes.Length;)
            sent += await _socket.SendAsync(bytes.AsMemory(sent), Stopping);
    }

    /// <summary>Whether the client sent a close frame.</summary>
    public bool ClientClosed { get; private set; }

    /// <summary>The next data message of the client; pings are answered, and a close or a cut ends the script.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        var message = new List<byte>();
        while (true)
        {
            WebSocketFrame frame = await WebSocketFrame.ReadAsync(_reader);
            switch (frame.Opcode)
            {
                case 0x8:
                    ClientClosed = true;
                    await SendRawAsync(WebSocketFrame.Write(0x8, frame.Payload));
                    throw new ClientGoneException();
                case 0x9:
                    await SendRawAsync(WebSocketFrame.Write(0xA, frame.Payload));
                    break;
                case 0xA:
                    break;
                default:
                    message.AddRange(frame.Payload);
                    if (frame.Final)
                        return [.. message];
                    break;
            }
        }
    }

    /// <summary>
    /// Waits for the first bytes of a message and takes none of them: the client is about to send it, or in the middle of it.
    /// </summary>
    public async Task BeginReceiveAsync() => await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, Stopping);

    /// <summary>Receives until the client closes; for the end of a script whose connection must stay open.</summary>
    public async Task ReceiveUntilClosedAsync()
    {
        while (true)
            await ReceiveAsync();
    }

    /// <summary>Sends a close frame and waits for the client to go.</summary>
    public async Task CloseAsync(ushort code, string reason = "")
    {
        await SendRawAsync(WebSocketFrame.Write(0x8, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]));
        await ReceiveUntilClosedAsync();
    }

    /// <summary>Cuts the connection without a close frame; with a reset, bytes on their way are lost too.</summary>
    public void Drop(bool reset = false)
    {
        if (reset)
            _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();
}

/// <summary>The upgrade request of a client.</summary>
public sealed record ScriptedRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    internal static ScriptedRequest Parse(string head)
    {
        string[] lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':');
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new ScriptedRequest(lines[0].Split(' ')[1], headers);
    }
}
