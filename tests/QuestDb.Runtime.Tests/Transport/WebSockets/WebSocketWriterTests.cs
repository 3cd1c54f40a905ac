using QuestDb.TestSupport;
using QuestDb.Transport.WebSockets;

namespace QuestDb.Tests.Transport.WebSockets;

/// <summary>The frames of the client, as a reader of their own standard reads them.</summary>
public sealed class WebSocketWriterTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_of_any_length_come_as_they_were_written(bool isAsync)
    {
        int[] lengths = [0, 1, 3, 125, 126, 127, 4096, 65_521, 65_535, 65_536, 65_537, 200_000, 7];
        var stream = new MemoryStream();
        var writer = new WebSocketWriter(stream);
        foreach (int length in lengths)
        {
            if (isAsync) await writer.WriteAsync(Opcode.Binary, Message(length), default);
            else writer.Write(Opcode.Binary, Message(length));
        }

        if (isAsync) await writer.FlushAsync(default);
        else writer.Flush();
        stream.Position = 0;
        using var server = System.Net.WebSockets.WebSocket.CreateFromStream(stream, isServer: true, null, TimeSpan.Zero);
        byte[] buffer = new byte[1 << 20];
        foreach (int length in lengths)
        {
            int read = 0;
            System.Net.WebSockets.ValueWebSocketReceiveResult part;
            do
            {
                part = await server.ReceiveAsync(buffer.AsMemory(read), default);
                read += part.Count;
            }
            while (!part.EndOfMessage);
            Assert.Equal(Message(length), buffer[..read]);
        }
    }

    [Fact]
    public void Small_messages_share_a_write_of_the_stream()
    {
        var stream = new CountingStream();
        var writer = new WebSocketWriter(stream);
        for (int i = 0; i < 100; i++) writer.Write(Opcode.Binary, Message(50));
        Assert.Equal(0, stream.Writes);
        writer.Flush();
        Assert.Equal(1, stream.Writes);
        writer.Flush();
        Assert.Equal(1, stream.Writes);
    }

    /// <summary>Each position of a part in a payload, so that the mask goes on where the part before ended.</summary>
    [Fact]
    public void A_mask_applied_in_parts_is_the_mask_of_the_whole()
    {
        byte[] payload = Message(300);
        const uint Mask = 0x04030201;
        byte[] expected = [.. payload.Select(static (b, i) => (byte)(b ^ (1 + (i & 3))))];
        for (int cut = 0; cut <= payload.Length; cut++)
        {
            byte[] masked = new byte[payload.Length];
            FrameMask.Apply(payload.AsSpan(0, cut), masked, Mask, 0);
            FrameMask.Apply(payload.AsSpan(cut), masked.AsSpan(cut), Mask, cut);
            Assert.Equal(expected, masked);
        }
    }

    [Fact]
    public void Masks_do_not_repeat()
    {
        var masks = new FrameMask();
        Assert.InRange(Enumerable.Range(0, 10_000).Select(_ => masks.Next()).Distinct().Count(), 9_990, 10_000);
    }

    private static byte[] Message(int length)
    {
        byte[] message = new byte[length];
        new Random(length).NextBytes(message);
        return message;
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Writes++;
    }
}
