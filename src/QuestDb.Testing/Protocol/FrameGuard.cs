using System.Buffers.Binary;

namespace QuestDb.Testing.Protocol;

/// <summary>
/// The stream under a WebSocket, which ends where the client breaks a rule that QuestDB is strict about and the WebSocket layer is
/// not, or would answer in another way: fragments, frames without a mask, reserved opcodes, control frames that are too long.
/// </summary>
internal sealed class FrameGuard(Stream inner) : Stream
{
    private const int MaxControlPayload = 125;
    private const int MaxHeader = 14;
    private const int BinaryOpcode = 0x2;
    private const int PingOpcode = 0x9;

    private readonly byte[] _header = new byte[MaxHeader];
    private readonly SemaphoreSlim _pings = new(0);
    private int _headerLength;
    private long _payloadLeft;
    private long _cutAt = -1;

    /// <summary>What ended the stream, None while it flows.</summary>
    public FrameViolation Violation { get; private set; }

    /// <summary>Asked as each message begins: true lets half of it through and then ends the stream.</summary>
    public Func<bool>? CutsMessage { get; set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Violation != FrameViolation.None) return 0;
        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Inspect(buffer.Span[..read]);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Violation != FrameViolation.None ? 0 : Inspect(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _pings.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads and drops what the client still sends, until it goes or the token is cancelled.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var dropped = new byte[1024];
        try
        {
            while (await inner.ReadAsync(dropped, cancellationToken).ConfigureAwait(false) > 0) { }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Cancelled or broken, the connection has nothing more to read.
        }
    }

    /// <summary>Ends when a ping has come that no earlier call was for.</summary>
    public Task PingedAsync(CancellationToken cancellationToken) => _pings.WaitAsync(cancellationToken);

    /// <summary>The bytes up to the frame that breaks a rule, or to the cut of a message; all of them where there is neither.</summary>
    private int Inspect(ReadOnlySpan<byte> bytes)
    {
        int position = 0;
        while (position < bytes.Length)
        {
            if (_payloadLeft > 0)
            {
                long end = _cutAt < 0 ? _payloadLeft : _payloadLeft - _cutAt;
                int skipped = (int)Math.Min(end, bytes.Length - position);
                _payloadLeft -= skipped;
                position += skipped;
                if (_payloadLeft != _cutAt) continue;
                Violation = FrameViolation.Cut;
                return position;
            }

            _header[_headerLength++] = bytes[position++];
            if (_headerLength < 2) continue;
            Violation = Judge(_header[0], _header[1]);
            // Only the first byte of the bad frame is passed on, of which the WebSocket layer makes no message.
            if (Violation != FrameViolation.None) return position - 1;
            if (_headerLength < HeaderLength(_header[1])) continue;
            BeginPayload();
        }

        return position;
    }

    private void BeginPayload()
    {
        _payloadLeft = PayloadLength();
        _headerLength = 0;
        int opcode = _header[0] & 0x0F;
        if (opcode == PingOpcode) _pings.Release();
        // The first half of the message is passed on; of a message of one byte that is only its header.
        else if (opcode == BinaryOpcode && _payloadLeft > 0 && CutsMessage?.Invoke() == true) _cutAt = _payloadLeft - (_payloadLeft / 2);
    }

    private static FrameViolation Judge(byte first, byte second)
    {
        int opcode = first & 0x0F;
        bool isControl = opcode >= 0x8;
        if ((second & 0x80) == 0 || (first & 0x70) != 0 || opcode is > 0x2 and < 0x8 or > 0xA) return FrameViolation.Malformed;
        if (isControl) return (first & 0x80) == 0 || (second & 0x7F) > MaxControlPayload ? FrameViolation.Malformed : FrameViolation.None;
        return (first & 0x80) == 0 || opcode == 0 ? FrameViolation.Fragment : FrameViolation.None;
    }

    private static int HeaderLength(byte second) => 6 + (second & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 };

    private long PayloadLength() => (_header[1] & 0x7F) switch
    {
        126 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
        127 => BinaryPrimitives.ReadInt64BigEndian(_header.AsSpan(2)) & long.MaxValue,
        int length => length,
    };
}

internal enum FrameViolation
{
    None,

    /// <summary>A message in more than one frame.</summary>
    Fragment,

    /// <summary>None by the client: the server was told to end the stream in the middle of a message.</summary>
    Cut,

    /// <summary>No mask, a reserved bit or opcode, or a control frame that is none.</summary>
    Malformed,
}
