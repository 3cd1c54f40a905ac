using QuestDb.Decoders.Batches;

namespace QuestDb.Tests.Fuzz;

/// <summary>What a zstd body says of its length is believed only as far as the body can hold it.</summary>
public sealed class ZstdLengthTests
{
    [Theory]
    [InlineData(2_000_000)]
    [InlineData(60_000_000)]
    [InlineData(int.MaxValue)]
    public void A_length_that_the_body_cannot_hold_is_refused_before_it_is_allocated(int declared)
    {
        // Magic, a descriptor with a length of four bytes in a single segment, the length, and an empty last block.
        byte[] body = [0x28, 0xB5, 0x2F, 0xFD, 0xA0, .. BitConverter.GetBytes(declared), 1, 0, 0];
        using var zstd = new ZstdFrames();
        byte[] buffer = [];
        Assert.Throws<QuestDbException>(() => zstd.Decompress(new byte[] { 1 }, ref buffer));
        long before = GC.GetAllocatedBytesForCurrentThread();
        QuestDbException e = Assert.Throws<QuestDbException>(() => zstd.Decompress(body, ref buffer));
        Assert.Equal(ErrorCode.ProtocolError, e.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }
}
