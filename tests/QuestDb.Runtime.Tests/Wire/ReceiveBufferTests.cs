using System.Buffers.Binary;
using QuestDb.Shared.Wire;
using QuestDb.Wire;

namespace QuestDb.Tests.Transport;

/// <summary>Room for a frame: exact for what is usual, and never much more than has come on the word of a header.</summary>
public sealed class ReceiveBufferTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(700_000)]
    public void A_frame_of_usual_size_gets_its_room_at_once(int frameBytes)
    {
        var buffer = new ReceiveBuffer();
        Announce(buffer, frameBytes);

        Assert.Equal(Math.Max(frameBytes, 64), buffer.Bytes.Length);
    }

    [Fact]
    public void A_header_that_announces_the_largest_frame_gets_a_megabyte()
    {
        var buffer = new ReceiveBuffer();
        Announce(buffer, QwpConstants.MaxFrameBytes);

        Assert.Equal(1024 * 1024, buffer.Bytes.Length);
    }

    [Fact]
    public void A_large_frame_gets_more_room_as_its_bytes_come()
    {
        var buffer = new ReceiveBuffer();
        Announce(buffer, QwpConstants.MaxFrameBytes);
        int length = QwpConstants.HeaderLength;
        while (length < QwpConstants.MaxFrameBytes)
        {
            Assert.True(buffer.Bytes.Length <= Math.Max(1024 * 1024, 2 * length));
            int count = Math.Min(buffer.Free(length, 64).Length, QwpConstants.MaxFrameBytes - length);
            Assert.True(count > 0);
            buffer.Free(length, 64).Span[..count].Fill(7);
            length += count;
            buffer.Expect(length);
        }

        Assert.Equal(QwpConstants.MaxFrameBytes - QwpConstants.HeaderLength,
            buffer.Bytes.AsSpan(QwpConstants.HeaderLength, length - QwpConstants.HeaderLength).Count((byte)7));
    }

    [Fact]
    public void A_header_beyond_the_limit_is_refused()
    {
        QuestDbException e = Assert.Throws<QuestDbException>(
            () => Announce(new ReceiveBuffer(), QwpConstants.MaxFrameBytes + QwpConstants.HeaderLength + 1));

        Assert.Equal(ErrorCode.ProtocolError, e.Code);
    }

    private static void Announce(ReceiveBuffer buffer, int frameBytes)
    {
        Span<byte> header = buffer.Free(0, 64).Span;
        BinaryPrimitives.WriteUInt32LittleEndian(header, QwpConstants.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)(frameBytes - QwpConstants.HeaderLength));
        buffer.Expect(QwpConstants.HeaderLength);
    }
}
