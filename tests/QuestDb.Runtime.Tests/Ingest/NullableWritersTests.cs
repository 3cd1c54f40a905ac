using QuestDb.Mapping;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest;

/// <summary>Columns with nulls at the row counts where bitmaps begin another byte, with every value, none, or some of them null.</summary>
public sealed class NullableWritersTests
{
    public static TheoryData<int, int> Cases()
    {
        var cases = new TheoryData<int, int>();
        foreach (int rows in new[] { 1, 7, 8, 9, 64, 65 })
            foreach (int nullEvery in new[] { 0, 1, 2, 7, 64 })
                cases.Add(rows, nullEvery);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Nulls_and_values_come_back_in_their_rows(int rows, int nullEvery)
    {
        bool IsNull(int row) => nullEvery > 0 && (row + 1) % nullEvery == 0;
        byte[] segment = new byte[1 << 16];
        var buffer = new FrameBuffer(_ => (segment, 0));
        var dictionary = new SymbolDictionary();
        var encoder = new ChunkEncoder(buffer, dictionary);
        var schema = new TableSchema("Row", "t",
        [
            new ColumnSchema("text", ColumnType.Varchar, "text"), new ColumnSchema("symbol", ColumnType.Symbol, "symbol"),
            new ColumnSchema("number", ColumnType.Int, "number"), new ColumnSchema("time", ColumnType.Timestamp, "time"),
        ]);
        encoder.BeginFrame(schema, rows);
        VarcharColumnWriter texts = encoder.Varchar(0);
        for (int i = 0; i < rows; i++) if (IsNull(i)) texts.AddNull(); else texts.Add($"text {i}");
        texts.End();
        SymbolColumnWriter symbols = encoder.Symbol(1);
        for (int i = 0; i < rows; i++) if (IsNull(i)) symbols.AddNull(); else symbols.Add($"symbol {i}");
        symbols.End();
        NullableColumnWriter<int> numbers = encoder.NullableFixed<int>(2);
        for (int i = 0; i < rows; i++) if (IsNull(i)) numbers.AddNull(); else numbers.Add(i);
        numbers.End();
        NullableColumnWriter<long> times = encoder.NullableFixed<long>(3);
        for (int i = 0; i < rows; i++) if (IsNull(i)) times.AddNull(); else times.Add(1000L * i);
        times.End();
        encoder.EndFrame();

        ReferenceIngestFrame frame = new ReferenceIngestFrameDecoder().Decode(buffer.Written.ToArray());
        var columns = frame.Blocks.Single().Columns.ToDictionary(c => c.Column.Name, c => c.Cells);
        for (int i = 0; i < rows; i++)
        {
            Assert.All(columns.Values, cells => Assert.Equal(IsNull(i), cells[i].IsNull));
            if (IsNull(i)) continue;
            Assert.Equal(($"text {i}", $"symbol {i}", (long)i, 1000L * i),
                (columns["text"][i].Text, columns["symbol"][i].Text, columns["number"][i].AsInt64(), columns["time"][i].AsInt64()));
        }
    }
}
