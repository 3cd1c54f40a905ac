using QuestDb.TestSupport;
using Xunit.Abstractions;

namespace QuestDb.IntegrationTests.Conformance;

/// <summary>Recorded queries, put to the in-process server over a real WebSocket.</summary>
[Trait("Category", "Conformance")]
public sealed class ServerConformanceTests(InProcessServer server, ITestOutputHelper output) : IClassFixture<InProcessServer>
{
    private static readonly string[] s_names = [.. EgressVector.Names.Where(name =>
        (name.StartsWith("type_", StringComparison.Ordinal) || name.StartsWith("ts_", StringComparison.Ordinal)
            || name.StartsWith("bind_", StringComparison.Ordinal))
        && EgressVector.Load(name) is { IsQuirk: false })];

    public static TheoryData<string> Cases => [.. s_names];

    [VectorTheory, MemberData(nameof(Cases))]
    public async Task Recorded_requests_get_the_expected_answer(string name)
    {
        EgressVector vector = EgressVector.Load(name);
        await using QueryConnection connection = await QueryConnection.OpenAsync(server.Address, QwpHeaders(vector));
        await VectorTable.LoadAsync(server.Address, connection, vector);
        IReadOnlyList<ServerFrame> frames = await connection.RunAsync(vector.Request);

        ResultBatchFrame[] batches = [.. frames.OfType<ResultBatchFrame>()];
        switch (frames[^1])
        {
            case QueryErrorFrame error:
                Assert.True(vector.Error is not null, $"The server answered with the error: {error.Message}");
                Assert.Equal(vector.Error.Status, error.Status);
                break;
            case ResultEndFrame end:
                Assert.Equal(vector.RequestId, end.RequestId);
                Assert.NotNull(vector.Rows);
                vector.Rows.AssertEquals(CellTable.Concat([.. batches.Select(b => b.ToTable())]));
                Assert.Equal(vector.BatchRows, batches.Select(b => b.RowCount));
                break;
            default:
                Assert.Fail($"The last frame is {frames[^1]}.");
                break;
        }
    }

    [VectorFact]
    public void At_least_a_hundred_cases_run()
    {
        output.WriteLine($"{s_names.Length} recorded queries are put to the in-process server.");
        Assert.True(s_names.Length >= 100);
    }

    private static IEnumerable<KeyValuePair<string, string>> QwpHeaders(EgressVector vector) =>
        vector.UpgradeRequestHeaders.Where(h => h.Key.StartsWith("X-QWP-", StringComparison.OrdinalIgnoreCase));
}
