using System.Buffers.Binary;
using System.Text;
using QuestDb.Wire;

namespace QuestDb.Transport.WebSockets;

/// <summary>
/// Reads what a server sends: first the head of its HTTP answer, then WebSocket frames (RFC 6455, 5). One read of the socket takes all
/// that has come, so that many small messages cost one.
/// </summary>
/// <remarks>For one thread at a time, which it blocks.</remarks>
/// <param name="stream">The connection.</param>
/// <param name="pinged">Called with the payload of a ping, which a pong must repeat.</param>
internal sealed class WebSocketReader(Stream stream, Action<byte[]> pinged)
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>The part of a message that is left is read to its place at once where it is at least this long.</summary>
    private const int DirectBytes = 16 * 1024;

    private const int InitialMessageBytes = 4096;
    private const int MaxHeadBytes = 32 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    private int _start;
    private int _end;

    /// <summary>Whether a whole message has come next that is not read yet, so that reading it does not wait.</summary>
    public bool HasMessage
    {
        get
        {
            try
            {
                return FrameStart.TryRead(Unread, out FrameStart start) && !start.IsControl && start.IsLast
                    && start.Length + start.PayloadLength <= Unread.Length;
            }
            catch (WebSocketFormatException)
            {
                // Whoever reads it gets the error.
                return false;
            }
        }
    }

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads the head of an HTTP answer up to the empty line; null when what comes is none.</summary>
    public string? ReadHead()
    {
        ReadOnlySpan<byte> begin = "HTTP/1."u8;
        while (true)
        {
            ReadOnlySpan<byte> unread = Unread;
            if (!unread.StartsWith(begin[..Math.Min(begin.Length, unread.Length)])) return null;
            int end = unread.IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                _start += end + 4;
                return Encoding.Latin1.GetString(unread[..end]);
            }

            if (unread.Length >= MaxHeadBytes || !Fill()) return null;
        }
    }

    /// <summary>Reads the next message into a buffer, which grows as needed, and returns its length.</summary>
    /// <param name="choose">Returns the buffer, once the message has begun to come.</param>
    /// <exception cref="IOException">The connection has ended, or what came is no frame.</exception>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ProtocolError"/>: text, or a frame that is too large.</exception>
    public int Read(Func<ReceiveBuffer> choose)
    {
        FrameStart part = NextPart(isFirst: true);
        if (part.Opcode == Opcode.Text)
            throw new QuestDbException(ErrorCode.ProtocolError, "The server sent a text message; QWP frames are binary.");
        ReceiveBuffer buffer = choose();
        int length = 0;
        while (true)
        {
            length = ReadPart(part.PayloadLength, part.IsLast, buffer, length);
            if (part.IsLast) return length;
            part = NextPart(isFirst: false);
        }
    }

    /// <summary>Reads on to the next frame that is a part of a message.</summary>
    private FrameStart NextPart(bool isFirst)
    {
        while (true)
        {
            FrameStart start;
            while (!FrameStart.TryRead(Unread, out start)) FillOrThrow();
            _start += start.Length;
            if (start.IsControl)
            {
                TakeControl(start);
                continue;
            }

            if (isFirst == (start.Opcode == Opcode.Continuation))
                throw new WebSocketFormatException("the parts of messages are out of order");
            return start;
        }
    }

    private void TakeControl(FrameStart start)
    {
        int length = (int)start.PayloadLength;
        while (_end - _start < length) FillOrThrow();
        ReadOnlySpan<byte> payload = Unread[..length];
        _start += length;
        if (start.Opcode == Opcode.Ping) pinged(payload.ToArray());
        if (start.Opcode != Opcode.Close) return;
        if (length < sizeof(ushort)) throw new ClosedException(ClosedException.NoCode, "");
        throw new ClosedException(BinaryPrimitives.ReadUInt16BigEndian(payload), Encoding.UTF8.GetString(payload[sizeof(ushort)..]));
    }

    private int ReadPart(long left, bool isLast, ReceiveBuffer buffer, int length)
    {
        while (left > 0)
        {
            Span<byte> free = buffer.Free(length, InitialMessageBytes).Span;
            if (free.Length > left) free = free[..(int)left];
            int read = ReadSome(free);
            left -= read;
            length += read;
            if (left > 0 || !isLast) buffer.Expect(length);
        }

        return length;
    }

    private int ReadSome(Span<byte> into)
    {
        if (_start == _end)
        {
            if (into.Length >= DirectBytes)
            {
                int direct = stream.Read(into);
                return direct > 0 ? direct : throw Ended();
            }

            FillOrThrow();
        }

        int read = Math.Min(into.Length, _end - _start);
        _buffer.AsSpan(_start, read).CopyTo(into);
        _start += read;
        return read;
    }

    private void FillOrThrow()
    {
        if (!Fill()) throw Ended();
    }

    /// <summary>Reads what has come behind what is not read yet; false at the end of the connection.</summary>
    private bool Fill()
    {
        if (_start > 0)
        {
            Unread.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private static EndOfStreamException Ended() => new("the server ended the connection without a close frame.");
}
