using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using QuestDb.Shared.Wire;
using QuestDb.Store.Segments;

namespace QuestDb.Benchmarks.Calls;

/// <summary>
/// One connection of the null server. Of each WebSocket frame it reads the header alone, but for the first frames, in which it looks
/// for the name of their table: a client compares the tables that an OK names with those that it sent.
/// </summary>
internal sealed class NullConnection(Socket socket)
{
    /// <summary>QuestDB sends one OK for at most this many messages that it read together.</summary>
    private const int MaxMessagesPerOk = 8;

    /// <summary>A client masks what it sends.</summary>
    private const int MaskLength = 4;

    /// <summary>What lies in front of the name of the table, the first symbols, ends before this.</summary>
    private const int NameEnd = 64 * 1024;

    private const int Binary = 0x82;
    private const int Close = 0x88;
    private const int Ping = 0x89;
    private const int Pong = 0x8A;

    /// <summary>Transactions of the one table there is, of every connection.</summary>
    private static long s_transactions;

    private readonly byte[] _in = new byte[256 * 1024];
    private byte[] _out = new byte[4096];
    private byte[] _table = [];
    private int _start;
    private int _end;
    private int _outLength;
    private long _payloadLeft;
    private long _sequence = -1;
    private int _unanswered;
    private bool _isInMessage;
    private bool _isClosed;

    /// <summary>Serves until the client closes.</summary>
    public void Run()
    {
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                if (!Upgrade()) return;
                // Each turn answers, in one write, what one read has brought.
                do
                {
                    TakeFrames();
                    Answer();
                }
                while (!_isClosed && Read());
            }
            catch (SocketException)
            {
                // The client is gone.
            }
        }
    }

    private bool Upgrade()
    {
        int length;
        while ((length = _in.AsSpan(0, _end).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!Read()) return false;
        }

        string request = Encoding.ASCII.GetString(_in, 0, length);
        _start = length + 4;
        const string KeyHeader = "\r\nSec-WebSocket-Key:";
        int key = request.IndexOf(KeyHeader, StringComparison.OrdinalIgnoreCase);
        if (!request.StartsWith("GET /write/v4 ", StringComparison.Ordinal) || key < 0)
        {
            socket.Send("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8);
            return false;
        }

        string value = request[(key + KeyHeader.Length)..].Split("\r\n", 2)[0].Trim();
        byte[] hash = SHA1.HashData(Encoding.ASCII.GetBytes(value + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
        socket.Send(Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {Convert.ToBase64String(hash)}\r\n"
            + "X-QWP-Version: 1\r\nX-QuestDB-Role: STANDALONE\r\nX-QWP-Max-Batch-Size: 2097138\r\n\r\n"));
        return true;
    }

    /// <summary>Reads as much as there is, behind what is left of a header; false at the end.</summary>
    private bool Read()
    {
        _in.AsSpan(_start.._end).CopyTo(_in);
        _end -= _start;
        _start = 0;
        int read = socket.Receive(_in.AsSpan(_end));
        _end += read;
        return read > 0;
    }

    /// <summary>Passes over what has come, and writes down an OK for every few messages that are whole.</summary>
    private void TakeFrames()
    {
        while (true)
        {
            int passed = (int)Math.Min(_payloadLeft, _end - _start);
            _start += passed;
            _payloadLeft -= passed;
            if (_payloadLeft > 0) break;
            if (_isInMessage)
            {
                _isInMessage = false;
                _sequence++;
                if (++_unanswered == MaxMessagesPerOk) AddOk();
            }

            if (!TryBeginFrame()) break;
        }

        if (_unanswered > 0) AddOk();
    }

    /// <summary>Reads the header of a frame; false when it has not come, or the part of the frame that is read besides it.</summary>
    private bool TryBeginFrame()
    {
        ReadOnlySpan<byte> bytes = _in.AsSpan(_start.._end);
        if (bytes.Length < 2) return false;
        int extended = (bytes[1] & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 };
        int headerLength = 2 + extended + MaskLength;
        if (bytes.Length < headerLength) return false;
        long length = extended switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            8 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => bytes[1] & 0x7F,
        };
        // A ping is read whole, and so is what may hold the name of the table.
        int read = bytes[0] == Ping ? (int)length : bytes[0] == Binary && _table.Length == 0 ? (int)Math.Min(length, NameEnd) : 0;
        if (bytes.Length < headerLength + read) return false;
        byte[] payload = read == 0 ? [] : Unmask(bytes[(headerLength - MaskLength)..(headerLength + read)]);
        switch (bytes[0])
        {
            case Binary:
                _isInMessage = true;
                if (_table.Length == 0 && FrameTablesReader.Read(payload).Names is [string name, ..]) _table = Encoding.UTF8.GetBytes(name);
                break;
            case Ping:
                Add([Pong, (byte)payload.Length, .. payload]);
                break;
            case Close:
                _isClosed = true;
                break;
        }

        _start += headerLength;
        _payloadLeft = length;
        return true;
    }

    private static byte[] Unmask(ReadOnlySpan<byte> maskAndPayload)
    {
        byte[] payload = maskAndPayload[MaskLength..].ToArray();
        for (int i = 0; i < payload.Length; i++) payload[i] ^= maskAndPayload[i % MaskLength];
        return payload;
    }

    /// <summary>An OK for the messages since the last one, with the transaction of the last of them, one each.</summary>
    private void AddOk()
    {
        int tables = _table.Length == 0 ? 0 : 1;
        int length = 1 + 8 + 2 + (tables * (2 + _table.Length + 8));
        Span<byte> ok = stackalloc byte[2 + length];
        ok[0] = Binary;
        // The longest length of one byte, which leaves the name of the table 104.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 125);
        ok[1] = (byte)length;
        ok[2] = (byte)StatusCode.Ok;
        BinaryPrimitives.WriteInt64LittleEndian(ok[3..], _sequence);
        BinaryPrimitives.WriteUInt16LittleEndian(ok[11..], (ushort)tables);
        if (tables > 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(ok[13..], (ushort)_table.Length);
            _table.CopyTo(ok[15..]);
            BinaryPrimitives.WriteInt64LittleEndian(ok[^8..], Interlocked.Add(ref s_transactions, _unanswered));
        }

        _unanswered = 0;
        Add(ok);
    }

    private void Add(ReadOnlySpan<byte> frame)
    {
        if (_out.Length - _outLength < frame.Length) Array.Resize(ref _out, _out.Length * 2);
        frame.CopyTo(_out.AsSpan(_outLength));
        _outLength += frame.Length;
    }

    private void Answer()
    {
        // A blocking socket sends all of it.
        if (_outLength > 0) socket.Send(_out, 0, _outLength, SocketFlags.None);
        _outLength = 0;
    }
}
