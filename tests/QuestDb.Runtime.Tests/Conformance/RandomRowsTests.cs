using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Random rows, written with the runtime's encoder and read with the independent decoder.</summary>
public sealed class RandomRowsTests
{
    private const int FramesPerConnection = 20;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Frames_of_one_connection_decode_to_their_rows(int seed, bool nullableMembers)
    {
        var random = new RandomTable(seed, [.. SupportedTypes.All.Order()]);
        var encoder = new RuntimeEncoder(nullableMembers);
        var decoder = new ReferenceIngestFrameDecoder();
        for (int i = 0; i < FramesPerConnection; i++)
        {
            CellTable table = random.Next();
            table.AssertEquals(Assert.Single(decoder.Decode(encoder.Encode(table)).Blocks).ToTable());
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Each_text_is_registered_once_a_connection(int seed)
    {
        var random = new RandomTable(seed, [ColumnType.Symbol]);
        var encoder = new RuntimeEncoder(nullableMembers: false);
        var decoder = new ReferenceIngestFrameDecoder();
        for (int i = 0; i < FramesPerConnection; i++)
        {
            int known = decoder.Dictionary.Count;
            ReferenceIngestFrame frame = decoder.Decode(encoder.Encode(random.Next()));
            Assert.Equal(known, frame.DeltaStart);
        }

        Assert.Equal(decoder.Dictionary.Count, decoder.Dictionary.Distinct().Count());
        Assert.NotEmpty(decoder.Dictionary);
    }
}
