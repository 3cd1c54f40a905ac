using QuestDb.TestSupport;
using QuestDb.Shared.Wire;
using QuestDb.Transport.WebSockets;
using QuestDb.Wire;

namespace QuestDb.Tests.Transport.WebSockets;

/// <summary>What is read of the frames of a server, however its bytes come.</summary>
public sealed class WebSocketReaderTests
{
    private readonly List<byte[]> _pings = [];
    private readonly ReceiveBuffer _buffer = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(300_000)]
    public void A_message_of_any_length_is_read_in_pieces_of_any_size(int length)
    {
        byte[] message = Message(length);
        byte[] wire = [.. WebSocketFrame.Write(0x2, message), .. WebSocketFrame.Write(0x2, [7])];
        foreach (int piece in (int[])[1, 2, 3, 5, 125, 4096, 70_000, int.MaxValue])
        {
            if (length > 1000 && piece < 125) continue;
            WebSocketReader reader = Reader(wire, piece);
            Assert.Equal(message, Read(reader));
            Assert.Equal([7], Read(reader));
            Assert.Throws<EndOfStreamException>(() => Read(reader));
        }
    }

    [Fact]
    public void Parts_of_a_message_are_put_together_with_control_frames_between_them()
    {
        byte[] wire =
        [
            .. WebSocketFrame.Write(0x2, [1, 2], final: false), .. WebSocketFrame.Write(0x9, [9, 9]),
            .. WebSocketFrame.Write(0x0, [], final: false), .. WebSocketFrame.Write(0xA, []), .. WebSocketFrame.Write(0x0, [3]),
        ];
        for (int piece = 1; piece <= wire.Length; piece++)
        {
            _pings.Clear();
            Assert.Equal([1, 2, 3], Read(Reader(wire, piece)));
            Assert.Equal([9, 9], Assert.Single(_pings));
        }
    }

    [Fact]
    public void A_connection_that_ends_at_any_byte_of_a_message_is_an_end_and_no_message()
    {
        byte[] wire = [.. WebSocketFrame.Write(0x2, [1, 2], final: false), .. WebSocketFrame.Write(0x0, Message(200))];
        for (int length = 0; length < wire.Length; length++)
            Assert.Throws<EndOfStreamException>(() => Read(Reader(wire[..length], int.MaxValue)));
    }

    [Theory]
    [InlineData(new byte[] { 0xC2, 0 }, "extensions")]
    [InlineData(new byte[] { 0x82, 0x80 }, "masked")]
    [InlineData(new byte[] { 0x83, 0 }, "opcode is 0x3")]
    [InlineData(new byte[] { 0x89, 126, 0, 126 }, "ping of 126 bytes")]
    [InlineData(new byte[] { 0x08, 0 }, "close of 0 bytes or in parts")]
    [InlineData(new byte[] { 0x80, 0 }, "out of order")]
    [InlineData(new byte[] { 0x02, 0, 0x82, 0 }, "out of order")]
    [InlineData(new byte[] { 0x82, 127, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, "length is 18446744073709551615")]
    public void What_is_no_frame_of_a_server_says_what_is_wrong_with_it(byte[] wire, string text)
    {
        WebSocketFormatException e = Assert.Throws<WebSocketFormatException>(() => Read(Reader(wire, int.MaxValue)));
        Assert.Contains(text, e.Message);
    }

    /// <summary>A header that announces gigabytes costs no memory before they come.</summary>
    [Fact]
    public void A_message_above_the_limit_is_an_error_once_it_has_come_so_far()
    {
        byte[] head = [0x82, 127, 0, 0, 0, 0x7F, 0, 0, 0, 0];
        byte[] wire = [.. head, .. Message(QwpConstants.MaxFrameBytes + 100)];
        Assert.Equal(ErrorCode.ProtocolError, Assert.Throws<QuestDbException>(() => Read(Reader(wire, int.MaxValue))).Code);
        Assert.Throws<EndOfStreamException>(() => Read(Reader(head, int.MaxValue)));
    }

    [Fact]
    public void Text_is_an_error_of_the_protocol() => Assert.Equal(ErrorCode.ProtocolError,
        Assert.Throws<QuestDbException>(() => Read(Reader(WebSocketFrame.Write(0x1, "no"u8.ToArray()), int.MaxValue))).Code);

    [Theory]
    [InlineData(new byte[0], 1005, "")]
    [InlineData(new byte[] { 3 }, 1005, "")]
    [InlineData(new byte[] { 3, 0xF3 }, 1011, "")]
    [InlineData(new byte[] { 0x0F, 0xA1, (byte)'h', (byte)'i' }, 4001, "hi")]
    public void A_close_frame_ends_the_connection_with_its_code_and_reason(byte[] payload, int code, string reason)
    {
        ClosedException e = Assert.Throws<ClosedException>(() => Read(Reader(WebSocketFrame.Write(0x8, payload), 1)));
        Assert.Equal((code, reason), (e.Code, e.Reason));
    }

    [Fact]
    public void It_is_known_whether_a_whole_message_has_come()
    {
        byte[] wire = [.. WebSocketFrame.Write(0x2, [1]), .. WebSocketFrame.Write(0x2, [2])];
        WebSocketReader both = Reader(wire, int.MaxValue);
        Assert.False(both.HasMessage);
        Read(both);
        Assert.True(both.HasMessage);
        Read(both);
        Assert.False(both.HasMessage);
        WebSocketReader apart = Reader(wire, 5);
        Read(apart);
        Assert.False(apart.HasMessage);

        // Reading behind a ping, or a part of a message, may wait for the rest.
        foreach (byte[] next in (byte[][])[WebSocketFrame.Write(0x9, []), WebSocketFrame.Write(0x2, [2], final: false)])
        {
            WebSocketReader reader = Reader([.. WebSocketFrame.Write(0x2, [1]), .. next], int.MaxValue);
            Read(reader);
            Assert.False(reader.HasMessage);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nA: b\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\nA: b")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", null)]
    [InlineData("HTTP/1.1 200 OK\r\n", null)]
    [InlineData("", null)]
    public void The_head_of_an_answer_ends_at_the_empty_line(string text, string? head)
    {
        byte[] wire = [.. System.Text.Encoding.ASCII.GetBytes(text), .. head is null ? [] : WebSocketFrame.Write(0x2, [5])];
        for (int piece = 1; piece <= wire.Length; piece++)
        {
            WebSocketReader reader = Reader(wire, piece);
            Assert.Equal(head, reader.ReadHead());
            if (head is not null) Assert.Equal([5], Read(reader));
        }
    }

    [Fact]
    public void Bytes_at_random_are_a_message_or_one_of_the_errors()
    {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] wire = new byte[random.Next(40)];
            random.NextBytes(wire);
            if (wire.Length > 2 && random.Next(2) == 0) (wire[0], wire[1]) = ((byte)random.Next(0x80, 0x8B), (byte)random.Next(0, 128));
            Exception? e = Record.Exception(() => Read(Reader(wire, random.Next(1, 9))));
            Assert.True(e is null or IOException or QuestDbException { Code: ErrorCode.ProtocolError }, e?.ToString());
        }
    }

    private static byte[] Message(int length)
    {
        byte[] message = new byte[length];
        new Random(length).NextBytes(message);
        return message;
    }

    private WebSocketReader Reader(byte[] wire, int piece) => new(new PieceStream(wire, piece), _pings.Add);

    private byte[] Read(WebSocketReader reader)
    {
        int length = reader.Read(() => _buffer);
        return _buffer.Bytes[..length];
    }

    /// <summary>Gives at most some bytes a read.</summary>
    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);
    }
}
