using QuestDb.Decoders.Frames;
using QuestDb.Shared.Wire;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest;

public sealed class IngestFrameReaderTests
{
    [Fact]
    public void Rows_without_columns_are_malformed()
    {
        // Six bytes that would be a million rows, as often as the frame repeats them.
        var bytes = new List<byte>();
        Span<byte> count = stackalloc byte[Varint.MaxLength];
        byte[] block = [1, (byte)'t', .. count[..Varint.Write(count, QwpConstants.MaxRowsPerBlock)], 0];
        for (int i = 0; i < 3000; i++) bytes.AddRange(block);
        byte[] frame = [.. "QWP1"u8, 1, 0, .. BitConverter.GetBytes((ushort)3000), .. BitConverter.GetBytes(bytes.Count), .. bytes];
        QuestDbException e =
            Assert.Throws<QuestDbException>(() => new IngestFrameReader().Read(frame).Sum(static table => table.Batch.RowCount));
        Assert.Equal(ErrorCode.ProtocolError, e.Code);
    }
}
