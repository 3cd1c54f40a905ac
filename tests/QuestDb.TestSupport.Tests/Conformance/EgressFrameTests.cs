namespace QuestDb.TestSupport.Tests;

/// <summary>The independent decoder of server frames, against every recorded query of every type.</summary>
[Trait("Category", "Conformance")]
public sealed class EgressFrameTests
{
    public static TheoryData<string> Cases => [.. EgressVector.Names];

    [VectorTheory, MemberData(nameof(Cases))]
    public void Recorded_frames_decode_to_the_expected_result(string vector)
    {
        EgressVector recorded = EgressVector.Load(vector);
        var decoder = new ReferenceResultFrameDecoder();
        ReferenceServerFrame[] frames = [.. recorded.Frames.Select(f => decoder.Decode(f))];

        Assert.IsType<ServerInfoFrame>(frames[0]);
        ResultBatchFrame[] batches = [.. frames.OfType<ResultBatchFrame>()];
        Assert.Equal(recorded.BatchRows, batches.Select(b => b.RowCount));
        switch (frames[^1])
        {
            case ResultEndFrame end:
                Assert.Equal(recorded.RequestId, end.RequestId);
                Assert.NotNull(recorded.Rows);
                recorded.Rows.AssertEquals(CellTable.Concat([.. batches.Select(b => b.ToTable())]));
                break;
            case QueryErrorFrame error:
                Assert.Equal(recorded.Error, new VectorError(error.Status, error.Message));
                Assert.Equal(recorded.RowsBeforeError, batches.Sum(b => b.RowCount));
                break;
            case ExecDoneFrame done:
                Assert.Equal(recorded.Exec, new VectorExec(done.OpType, done.RowsAffected));
                break;
            default:
                Assert.Fail($"The last frame is {frames[^1]}.");
                break;
        }
    }

    [VectorFact]
    public void Cutting_a_frame_anywhere_is_an_error()
    {
        byte[] batch = EgressVector.Load("type_symbol_rows0007").Frames[1];
        for (int length = 0; length < batch.Length; length++)
            Assert.Throws<WireFormatException>(() => new ReferenceResultFrameDecoder().Decode(batch.AsSpan(0, length)));
    }
}
