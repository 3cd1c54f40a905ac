using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Recorded query results, read with the runtime's decoder.</summary>
[Trait("Category", "Conformance")]
public sealed class EgressConformanceTests
{
    private const int KindOffset = QwpConstants.HeaderLength;

    public static TheoryData<string> Results => [.. SupportedTypes.EgressCases.Where(name => EgressVector.Load(name).Rows is not null)];

    [VectorTheory, MemberData(nameof(Results))]
    public void Recorded_batches_decode_to_the_expected_rows(string vector)
    {
        EgressVector recorded = EgressVector.Load(vector);
        var decoder = new RuntimeDecoder();
        CellTable[] batches = [.. recorded.Frames.Where(f => f[KindOffset] == (byte)MessageKind.ResultBatch).Select(decoder.Decode)];
        Assert.Equal(recorded.BatchRows, batches.Select(b => b.Rows.Count));
        recorded.Rows!.AssertEquals(CellTable.Concat(batches));
    }
}
