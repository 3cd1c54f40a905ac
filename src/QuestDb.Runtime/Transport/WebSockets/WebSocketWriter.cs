using System.Buffers.Binary;

namespace QuestDb.Transport.WebSockets;

/// <summary>
/// Writes the frames of a client (RFC 6455, 5.2): each message is one masked frame. Frames are gathered until they are flushed or fill
/// the buffer, so that small ones share a write of the socket.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
/// <param name="stream">The connection.</param>
internal sealed class WebSocketWriter(Stream stream)
{
    /// <summary>Fits the processor's second cache, and makes of a large message a few writes.</summary>
    private const int BufferBytes = 64 * 1024;

    private const int MaxHeaderBytes = 14;
    private const byte LastPart = 0x80;
    private const byte Masked = 0x80;
    private const byte Length16 = 126;
    private const byte Length64 = 127;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    private readonly FrameMask _masks = new();
    private int _used;

    /// <summary>Whether there are bytes to flush.</summary>
    public bool HasBytes => _used > 0;

    /// <summary>Adds a message; what fills the buffer is written at once, on this thread.</summary>
    public void Write(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        if (_buffer.Length - _used < MaxHeaderBytes) Flush();
        uint mask = Begin(opcode, payload.Length);
        for (int done = 0; done < payload.Length;)
        {
            if (_used == _buffer.Length) Flush();
            done += Add(payload[done..], mask, done);
        }
    }

    /// <summary>As <see cref="Write"/>, without blocking the thread.</summary>
    public async ValueTask WriteAsync(Opcode opcode, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (_buffer.Length - _used < MaxHeaderBytes) await FlushAsync(cancellationToken).ConfigureAwait(false);
        uint mask = Begin(opcode, payload.Length);
        for (int done = 0; done < payload.Length;)
        {
            if (_used == _buffer.Length) await FlushAsync(cancellationToken).ConfigureAwait(false);
            done += Add(payload.Span[done..], mask, done);
        }
    }

    /// <summary>Writes what was gathered, and returns when the system has taken it.</summary>
    public void Flush()
    {
        int bytes = _used;
        _used = 0;
        if (bytes > 0) stream.Write(_buffer, 0, bytes);
    }

    /// <summary>As <see cref="Flush"/>, without blocking the thread.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        int bytes = _used;
        _used = 0;
        if (bytes > 0) await stream.WriteAsync(_buffer.AsMemory(0, bytes), cancellationToken).ConfigureAwait(false);
    }

    private uint Begin(Opcode opcode, int length)
    {
        uint mask = _masks.Next();
        Span<byte> header = _buffer.AsSpan(_used);
        header[0] = (byte)(LastPart | (byte)opcode);
        int at = 2;
        if (length < Length16)
        {
            header[1] = (byte)(Masked | length);
        }
        else if (length <= ushort.MaxValue)
        {
            header[1] = Masked | Length16;
            BinaryPrimitives.WriteUInt16BigEndian(header[at..], (ushort)length);
            at += sizeof(ushort);
        }
        else
        {
            header[1] = Masked | Length64;
            BinaryPrimitives.WriteUInt64BigEndian(header[at..], (ulong)length);
            at += sizeof(ulong);
        }

        BitConverter.TryWriteBytes(header[at..], mask);
        _used += at + sizeof(uint);
        return mask;
    }

    private int Add(ReadOnlySpan<byte> payload, uint mask, int position)
    {
        int bytes = Math.Min(payload.Length, _buffer.Length - _used);
        FrameMask.Apply(payload[..bytes], _buffer.AsSpan(_used, bytes), mask, position);
        _used += bytes;
        return bytes;
    }
}
