namespace QuestDb.TestSupport.Tests;

/// <summary>The independent decoder of ingest frames, against every recorded message of every type.</summary>
[Trait("Category", "Conformance")]
public sealed class IngressFrameTests
{
    public static TheoryData<string> Accepted =>
        [.. IngressVector.Names.Where(n => IngressVector.Load(n).Kind is "positive" or "coercion")];

    public static TheoryData<string> Malformed =>
        [.. IngressVector.Names.Where(n => IngressVector.Load(n) is { Kind: "negative", Error.Status: 5 } v && !IsServerLimit(v))];

    [VectorTheory, MemberData(nameof(Accepted))]
    public void Recorded_messages_decode_to_the_logical_rows(string vector)
    {
        IngressVector recorded = IngressVector.Load(vector);
        var decoder = new ReferenceIngestFrameDecoder();
        ReferenceIngestFrame[] frames = [.. recorded.Messages.Select(m => decoder.Decode(m))];

        Assert.Equal(recorded.Flags, frames.Select(f => f.Flags));
        ILookup<string, ReferenceIngestBlock> blocks = frames.SelectMany(f => f.Blocks).ToLookup(b => b.Table);
        Assert.Equal(recorded.Tables.Select(t => t.Table).Order(), blocks.Select(b => b.Key).Order());
        foreach (IngressVectorTable table in recorded.Tables)
        {
            CellTable decoded = CellTable.Concat([.. blocks[table.Table].Select(b => b.ToTable(table.Logical.Columns))]);
            table.OnWire().AssertEquals(decoded);
        }
    }

    [VectorTheory, MemberData(nameof(Malformed))]
    public void Malformed_messages_are_refused(string vector)
    {
        IngressVector recorded = IngressVector.Load(vector);
        var decoder = new ReferenceIngestFrameDecoder();
        Assert.Throws<WireFormatException>(() =>
        {
            foreach (byte[] message in recorded.Messages)
                decoder.Decode(message);
        });
    }

    [VectorTheory]
    [InlineData("quirk_dictionary_gap_accepted")]
    [InlineData("quirk_dictionary_redefined")]
    [InlineData("quirk_duplicate_column_suspends_table")]
    [InlineData("quirk_reserved_flag_02")]
    [InlineData("quirk_table_count_too_small")]
    [InlineData("quirk_trailing_bytes_after_payload")]
    [InlineData("quirk_trailing_bytes_in_payload")]
    public void What_a_lenient_server_lets_pass_is_refused(string vector) => Malformed_messages_are_refused(vector);

    /// <summary>Well-formed messages past the dictionary limit of the recorded server.</summary>
    private static bool IsServerLimit(IngressVector vector) =>
        vector.Error!.Message.Contains("dictionary size exceeds limit", StringComparison.Ordinal);
}
