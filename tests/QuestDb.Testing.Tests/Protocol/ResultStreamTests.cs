using QuestDb.Shared.Wire;
using QuestDb.Testing.Protocol;
using QuestDb.Testing.Protocol.Egress;
using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;
using QuestDb.TestSupport;
using ZstdSharp;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>The server's encoder of results, against what was recorded from a real server.</summary>
[Trait("Category", "Conformance")]
public sealed class ResultStreamTests
{
    private const int RecordedFrameLimit = 2 * 1024 * 1024;

    public static TheoryData<string> Results => [.. EgressVector.Names.Where(n => EgressVector.Load(n).Rows is { Columns.Count: > 0 })];

    [VectorTheory, MemberData(nameof(Results))]
    public void Results_are_sent_as_recorded(string vector)
    {
        EgressVector recorded = EgressVector.Load(vector);
        CellTable rows = recorded.Rows!;
        var columns = rows.Columns.Select((c, i) => new ResultColumn(c.Name, CellVectors.FromTable(rows, i)));
        var result = new RowsResult([.. columns], rows.Rows.Count);
        using Compressor? compressor = recorded.UpgradeResponseHeaders.ContainsKey("X-QWP-Content-Encoding") ? new Compressor(1) : null;
        // The recorded server cuts wide rows by bytes at points of its own choice; the number of rows is what a client can ask for.
        int cap = Math.Max(1, recorded.BatchRows.Max());
        var stream = new ResultStream(result, recorded.RequestId, new ResultSymbols(),
            new ResultStreamSettings(cap, RecordedFrameLimit), compressor);

        var frame = new FrameBuilder();
        var decoder = new ReferenceResultFrameDecoder();
        var decoded = new List<ResultBatchFrame>();
        byte[][] batches = [.. recorded.Frames.Where(f => f[12] == 0x11)];
        do
        {
            stream.WriteBatch(frame);
            decoded.Add((ResultBatchFrame)decoder.Decode(frame.WrittenSpan));
            if (compressor is null && IsBitExact(recorded))
                Assert.Equal(Convert.ToHexStringLower(batches[stream.BatchCount - 1]), Convert.ToHexStringLower(frame.WrittenSpan));
        }
        while (stream.HasRows);

        if (!vector.Contains("split_by_bytes", StringComparison.Ordinal)) Assert.Equal(recorded.BatchRows, decoded.Select(b => b.RowCount));
        rows.AssertEquals(CellTable.Concat([.. decoded.Select(b => b.ToTable())]));
    }

    [Fact]
    public void Wide_rows_are_cut_by_bytes()
    {
        var wide = new BytesVector(ColumnType.Varchar);
        for (int row = 0; row < 10; row++) wide.Append(new string('x', 1000));
        var result = new RowsResult([new ResultColumn("v", wide)], 10);
        var stream = new ResultStream(result, 1, new ResultSymbols(), new ResultStreamSettings(100, 4096), null);
        var frame = new FrameBuilder();
        var rows = new List<int>();
        while (stream.HasRows)
        {
            stream.WriteBatch(frame);
            Assert.InRange(frame.Length, 1, 4096);
            rows.Add(stream.LastBatchRows);
        }

        Assert.Equal([3, 3, 3, 1], rows);
    }

    [Fact]
    public void A_row_over_the_frame_limit_is_an_error()
    {
        var wide = new BytesVector(ColumnType.Varchar);
        wide.Append(new string('x', 5000));
        var stream = new ResultStream(new RowsResult([new ResultColumn("v", wide)], 1), 1, new ResultSymbols(),
            new ResultStreamSettings(100, 4096), null);
        var refused = Assert.Throws<ProtocolException>(() => stream.WriteBatch(new FrameBuilder()));
        Assert.Equal(StatusCode.LimitExceeded, refused.Status);
    }

    /// <summary>
    /// Array elements that are NaN keep the bits they were stored with, which the expected cells don't tell. A server that walks several
    /// symbol columns row by row gives other ids than one that walks them column by column; real ones do both.
    /// </summary>
    private static bool IsBitExact(EgressVector vector)
        => vector.Rows!.Columns.All(c => c.Type != ColumnType.DoubleArray)
            && vector.Rows.Columns.Count(c => c.Type == ColumnType.Symbol) <= 1;
}
