using CsCheck;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Random tables, written by chunks and by row buffers and read with the independent decoder; a failure prints its seed.</summary>
public sealed class RandomWriterTests
{
    private const int Samples = 400;

    private static readonly Gen<CellTable[]> s_tables =
        TableGen.Any.Array[1, 3].Select(static tables => tables.Select((table, i) => table.Named($"t{i}")).ToArray());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Chunks_decode_to_their_rows_in_frames_of_any_size(bool copies) => Gen.Select(s_tables, Gen.Int[1, 400]).Sample(
        (tables, frameRows) =>
        {
            var encoder = new ChunkReencoder(copies);
            var decoder = new ReferenceIngestFrameDecoder();
            foreach (CellTable table in tables)
            {
                CellTable[] parts =
                    [.. encoder.Encode(table, frameRows).Select(frame => Assert.Single(decoder.Decode(frame).Blocks).ToTable())];
                table.AsStored().AssertEquals(CellTable.Concat(parts).AsStored());
            }
        },
        iter: Samples,
        print: static sample => $"frames of {sample.Item2} rows\n{Describe(sample.Item1)}");

    [Fact]
    public void Row_buffers_decode_to_their_rows() => s_tables.Sample(
        static tables =>
        {
            var encoder = new RowReencoder();
            var decoder = new ReferenceIngestFrameDecoder();
            // The second time with the dictionary and the buffer of the first.
            for (int i = 0; i < 2; i++)
            {
                ReferenceIngestFrame frame = decoder.Decode(encoder.Encode(tables));
                Assert.Equal(tables.Length, frame.Blocks.Count);
                foreach ((CellTable table, ReferenceIngestBlock block) in tables.Zip(frame.Blocks))
                    table.InColumnsOf(block.ToTable()).AsStored().AssertEquals(block.ToTable().AsStored());
            }
        },
        iter: Samples,
        print: Describe);

    private static string Describe(CellTable[] tables) => string.Join("\n\n", tables.Select(TableGen.Describe));
}
