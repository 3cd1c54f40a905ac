using QuestDb.Decoders.Batches;
using QuestDb.Shared.Wire;

namespace QuestDb.Tests.Fuzz;

/// <summary>A row count is believed only as far as the frame can hold the rows.</summary>
public sealed class RowCountTests
{
    private const int BodyOffset = 21;

    public static TheoryData<ColumnType> Types => [.. Enum.GetValues<ColumnType>().Where(t => t != ColumnType.None)];

    [Theory, MemberData(nameof(Types))]
    public void A_row_count_that_lies_allocates_nothing(ColumnType type)
    {
        // Sequence 0, no table name, a million rows of one column "c" without data.
        byte[] frame = [.. "QWP1"u8, 1, QwpConstants.FlagGorilla, 1, 0, 0, 0, 0, 0, 0x11, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC0,
            0x84, 0x3D, 1, 1, (byte)'c', (byte)type, 0, 1, 1];
        FuzzFrame.SetPayloadLength(frame);
        using var decoder = new BatchDecoder(new ResultDictionary());
        Assert.Throws<QuestDbException>(() => decoder.Decode(frame, frame.Length, BodyOffset));
        decoder.Reset();
        long before = GC.GetAllocatedBytesForCurrentThread();
        QuestDbException e = Assert.Throws<QuestDbException>(() => decoder.Decode(frame, frame.Length, BodyOffset));
        Assert.Equal(ErrorCode.ProtocolError, e.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }
}
