using QuestDb.Decoders.Frames;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Recorded ingest messages, decoded back to the rows that they carry.</summary>
[Trait("Category", "Conformance")]
public sealed class IngestReadingTests
{
    public static TheoryData<string> Cases => [.. IngressVector.Names.Where(n => IngressVector.Load(n).Kind == "positive")];

    [VectorTheory, MemberData(nameof(Cases))]
    public void Messages_decode_to_the_rows_that_were_meant(string vector)
    {
        var reader = new IngestFrameReader();
        var independent = new ReferenceIngestFrameDecoder();
        foreach (byte[] message in IngressVector.Load(vector).Messages)
        {
            List<IngestTable> tables = reader.Read(message, designatedName: "");
            if (message.Length == 0)
            {
                Assert.Empty(tables);
                continue;
            }

            ReferenceIngestFrame expected = independent.Decode(message);
            Assert.Equal(expected.Blocks.Select(b => b.Table), tables.Select(t => t.Name));
            for (int i = 0; i < tables.Count; i++)
            {
                CellTable rows = AsWritten(expected.Blocks[i]);
                rows.AssertEquals(RuntimeDecoder.Read(tables[i].Batch));
                rows.AssertEquals(BatchCells.Read(new Batch(tables[i].Batch)));
            }
        }
    }

    /// <summary>The rows with sentinels in place of the NULLs that they stand for: what is read back is what was written.</summary>
    private static CellTable AsWritten(ReferenceIngestBlock block) => new ReferenceIngestBlock(block.Table, block.RowCount,
        [.. block.Columns.Select(static c =>
            c.NullFlag != 0 ? c : c with { Cells = [.. c.Cells.Select(cell => cell.IsNull ? new Cell(Sentinel(c.Column)) : cell)] })])
        .ToTable();

    private static string? Sentinel(CellColumn column) => column.Type switch
    {
        ColumnType.Int => "-2147483648",
        ColumnType.Long or ColumnType.Date or ColumnType.Timestamp or ColumnType.TimestampNanos => "-9223372036854775808",
        ColumnType.IPv4 => "0.0.0.0",
        ColumnType.Uuid => "80000000-0000-0000-8000-000000000000",
        ColumnType.Long256 => "0x" + string.Concat(Enumerable.Repeat("8000000000000000", 4)),
        ColumnType.GeoHash => RecordedText.GeoHash(ulong.MaxValue >> (64 - column.PrecisionBits), column.PrecisionBits),
        _ => null,
    };
}
