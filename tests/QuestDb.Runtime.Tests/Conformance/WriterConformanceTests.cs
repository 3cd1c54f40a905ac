using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Recorded ingest rows, written by chunks and by row buffers.</summary>
[Trait("Category", "Conformance")]
public sealed class WriterConformanceTests
{
    public static TheoryData<string, bool> ChunkCases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (string name in Positive())
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }

            return cases;
        }
    }

    public static TheoryData<string> RowCases => [.. Positive()];

    [VectorTheory, MemberData(nameof(ChunkCases))]
    public void Chunks_encode_to_the_same_values_and_bytes(string vector, bool copies)
    {
        var encoder = new ChunkReencoder(copies);
        var decoder = new ReferenceIngestFrameDecoder();
        foreach (RecordedMessage message in RecordedMessage.Of(IngressVector.Load(vector)))
        {
            foreach (CellTable table in message.Tables.Where(t => t.Rows.Count > 0))
            {
                byte[] encoded = Assert.Single(encoder.Encode(table, table.Rows.Count));
                table.AssertEquals(Assert.Single(decoder.Decode(encoded).Blocks).ToTable());
                if (message.MakesOurChoices)
                    Assert.Equal(Convert.ToHexStringLower(message.Bytes), Convert.ToHexStringLower(encoded));
            }
        }
    }

    [VectorTheory, MemberData(nameof(ChunkCases))]
    public void Chunks_encode_to_the_same_values_in_frames_of_any_size(string vector, bool copies)
    {
        var encoder = new ChunkReencoder(copies);
        var decoder = new ReferenceIngestFrameDecoder();
        foreach (RecordedMessage message in RecordedMessage.Of(IngressVector.Load(vector)))
        {
            foreach (CellTable table in message.Tables.Where(t => t.Rows.Count > 0))
            {
                CellTable[] parts = [.. encoder.Encode(table, Math.Max(1, table.Rows.Count / 3))
                    .Select(f => Assert.Single(decoder.Decode(f).Blocks).ToTable())];
                table.AssertEquals(CellTable.Concat(parts));
            }
        }
    }

    [VectorTheory, MemberData(nameof(RowCases))]
    public void Rows_encode_to_the_same_values_and_bytes(string vector)
    {
        var encoder = new RowReencoder();
        var decoder = new ReferenceIngestFrameDecoder();
        foreach (RecordedMessage message in RecordedMessage.Of(IngressVector.Load(vector)))
        {
            // A message without rows has nothing that a row buffer could hold; two blocks of one table are one in it.
            CellTable[] tables =
                [.. message.Tables.Where(t => t.Rows.Count > 0).GroupBy(t => t.Name, (_, blocks) => CellTable.Concat([.. blocks]))];
            if (tables.Length == 0) continue;
            byte[] encoded = encoder.Encode(tables);
            ReferenceIngestFrame decoded = decoder.Decode(encoded);
            Assert.Equal(tables.Length, decoded.Blocks.Count);
            for (int i = 0; i < tables.Length; i++)
                tables[i].InColumnsOf(decoded.Blocks[i].ToTable()).AssertEquals(decoded.Blocks[i].ToTable());
            if (message.MakesOurChoices && HasOurOrder(tables[0]))
                Assert.Equal(Convert.ToHexStringLower(message.Bytes), Convert.ToHexStringLower(encoded));
        }
    }

    [VectorFact]
    public void Most_recorded_messages_make_the_choices_of_our_writers()
    {
        RecordedMessage[] messages = [.. Positive().SelectMany(name => RecordedMessage.Of(IngressVector.Load(name)))];
        Assert.True(messages.Count(m => m.MakesOurChoices) >= messages.Length / 3, "The byte comparison of chunks has become vacuous.");
        Assert.True(messages.Count(m => m.MakesOurChoices && HasOurOrder(m.Tables[0])) >= messages.Length / 5,
            "The byte comparison of rows has become vacuous.");
    }

    private static IEnumerable<string> Positive() =>
        IngressVector.Names.Where(name => IngressVector.Load(name) is { Kind: "positive", Tables.Count: > 0 });

    /// <summary>
    /// Whether each column has a value, first values come in the order of the columns, and the designated timestamp is last.
    /// </summary>
    private static bool HasOurOrder(CellTable table)
    {
        int[] first = [.. table.Columns.Select((_, i) => table.Rows.FindIndex(r => !r[i].IsNull))];
        int named = table.Columns.Count(c => c.Name.Length > 0);
        return first.All(row => row >= 0)
            && table.Columns.Take(named).All(c => c.Name.Length > 0)
            && first.Take(named).SequenceEqual(first.Take(named).Order());
    }
}
