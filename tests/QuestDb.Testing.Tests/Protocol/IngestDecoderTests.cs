using QuestDb.Shared.Wire;
using QuestDb.Testing.Protocol;
using QuestDb.Testing.Protocol.Egress;
using QuestDb.Testing.Protocol.Ingest;
using QuestDb.Testing.Tables;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>The server's decoder of ingest messages, against what was recorded from a real server.</summary>
[Trait("Category", "Conformance")]
public sealed class IngestDecoderTests
{
    public static TheoryData<string> Accepted =>
        [.. IngressVector.Names.Where(n => IngressVector.Load(n).Kind is "positive" or "coercion")];

    /// <summary>The cases that a decoder can judge: the others need the tables, or are about WebSocket framing.</summary>
    public static TheoryData<string> Refused => [.. IngressVector.Names.Where(n => n.StartsWith("neg_", StringComparison.Ordinal)
        && IngressVector.Load(n) is { Error: not null, HasUnusualWebSocketFraming: false } && !NeedsTables(n))];

    [VectorTheory, MemberData(nameof(Accepted))]
    public void Recorded_messages_decode_to_the_logical_rows(string vector)
    {
        IngressVector recorded = IngressVector.Load(vector);
        var decoder = new IngestDecoder();
        var blocks = new List<IngestBlock>();
        for (int i = 0; i < recorded.Messages.Count; i++)
        {
            blocks.AddRange(decoder.Decode(recorded.Messages[i], out bool deferred));
            Assert.Equal((recorded.Flags[i] & QwpConstants.FlagDeferCommit) != 0, deferred);
        }

        Assert.Equal(recorded.Tables.Select(t => t.Table).Order(), blocks.Select(b => b.Table).Distinct().Order());
        foreach (IngressVectorTable table in recorded.Tables)
        {
            CellTable expected = table.OnWire();
            List<IngestBlock> own = blocks.FindAll(b => b.Table == table.Table);
            for (int i = 0; i < expected.Columns.Count; i++)
                AssertSame(CellVectors.FromTable(expected, i), Gather(own, expected.Columns[i].Name, CellVectors.FromTable(expected, i)));
        }
    }

    [VectorTheory, MemberData(nameof(Refused))]
    public void Recorded_violations_are_refused_with_the_recorded_status(string vector)
    {
        IngressVector recorded = IngressVector.Load(vector);
        var decoder = new IngestDecoder();
        var refused = Assert.Throws<ProtocolException>(() =>
        {
            foreach (byte[] message in recorded.Messages) decoder.Decode(message, out _);
        });
        Assert.Equal((StatusCode)recorded.Error!.Status, refused.Status);
    }

    [VectorFact]
    public void Cutting_a_message_anywhere_is_a_parse_error()
    {
        foreach (string vector in new[] { "type_symbol_rows0007", "type_varchar_rows0009", "type_timestamp_rows0009",
            "type_double_array_2d_rows0008" })
        {
            byte[] message = IngressVector.Load(vector).Messages[^1];
            for (int length = QwpConstants.HeaderLength; length < message.Length; length++)
            {
                byte[] cut = message[..length];
                BitConverter.TryWriteBytes(cut.AsSpan(8), length - QwpConstants.HeaderLength);
                Assert.Throws<ProtocolException>(() => new IngestDecoder().Decode(cut, out _));
            }
        }
    }

    [VectorTheory, InlineData("quirk_dictionary_gap_accepted"), InlineData("quirk_dictionary_gap_hole_reads_null")]
    public void A_gap_in_the_dictionary_is_refused_as_newer_servers_do(string vector)
    {
        IngressVector recorded = IngressVector.Load(vector);
        var refused = Assert.Throws<ProtocolException>(() => new IngestDecoder().Decode(recorded.Messages[0], out _));
        Assert.Equal(StatusCode.DictionaryGap, refused.Status);
    }

    [VectorFact]
    public void A_redefined_symbol_id_means_its_new_text()
    {
        IngressVector recorded = IngressVector.Load("quirk_dictionary_redefined");
        var decoder = new IngestDecoder();
        string?[] texts = [.. recorded.Messages.Select(m => ((SymbolVector)decoder.Decode(m, out _)[0].Columns[0].Values).Text(0))];
        Assert.Equal<string?>(["a", "b"], (IEnumerable<string?>)texts);
    }

    private static bool NeedsTables(string name) => name.StartsWith("neg_mismatch_", StringComparison.Ordinal)
        || name is "neg_non_wal_table" or "neg_column_name_dot"
            or "neg_table_name_dotdot" or "neg_table_name_newline" or "neg_table_name_question" or "neg_table_name_slash"
            or "neg_two_designated_timestamps"
            or "neg_no_designated_timestamp_table" or "neg_array_dims_mismatch_column" or "neg_decimal64_19_digits"
            or "neg_decimal256_77_digits"
            or "neg_designated_after_9999" or "neg_designated_before_1970" or "neg_designated_micros_overflow_nanos";

    /// <summary>The rows of one column over all blocks of a table; NULL where a block doesn't carry it.</summary>
    private static ColumnVector Gather(List<IngestBlock> blocks, string name, ColumnVector like)
    {
        ColumnVector all = like.NewEmpty();
        foreach (IngestBlock block in blocks)
        {
            Tables.IngestColumn? column = block.Columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (column is null)
            {
                all.AppendNulls(block.RowCount);
                continue;
            }

            Assert.Equal((like.Type, like.Scale), (column.Values.Type, column.Values.Scale));
            // A block in which all arrays are NULL doesn't tell their dimensions.
            if (column.Values is not ArrayVector { Precision: 0 }) Assert.Equal(like.Precision, column.Values.Precision);
            Assert.Equal(block.RowCount, column.Values.Count);
            all.AppendAll(column.Values);
        }

        return all;
    }

    /// <summary>Compares what the two would be sent as; symbols by text, for their ids are free.</summary>
    private static void AssertSame(ColumnVector expected, ColumnVector actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        if (expected is SymbolVector symbols)
        {
            for (int row = 0; row < expected.Count; row++) Assert.Equal(symbols.Text(row), ((SymbolVector)actual).Text(row));
            return;
        }

        if (expected is ArrayVector arrays)
        {
            for (int row = 0; row < expected.Count; row++)
            {
                Assert.Equal(arrays.Shape(row), ((ArrayVector)actual).Shape(row));
                Assert.Equal(Bits(arrays, row), Bits((ArrayVector)actual, row));
            }

            return;
        }

        Assert.Equal(Convert.ToHexString(Encode(expected)), Convert.ToHexString(Encode(actual)));
    }

    /// <summary>The elements to the last bit, but any NaN as the same one: NULL.</summary>
    private static long[] Bits(ArrayVector arrays, int row)
        => [.. arrays.Doubles(row).ToArray().Select(d => BitConverter.DoubleToInt64Bits(double.IsNaN(d) ? double.NaN : d))];

    private static byte[] Encode(ColumnVector vector)
    {
        var frame = new FrameBuilder();
        ResultColumnWriter.Write(frame, vector, 0, vector.Count);
        return frame.WrittenSpan.ToArray();
    }
}
