using System.Globalization;
using QuestDb.Testing.Protocol;
using QuestDb.TestSupport;
using Xunit.Abstractions;

namespace QuestDb.Testing.Tests.Conformance;

/// <summary>
/// Every recorded query, put to the in-process server over a WebSocket as it was recorded, on the tables that the recordings tell
/// of. Statements change tables, so that they run on one server in the order in which they were recorded.
/// </summary>
[Trait("Category", "Conformance")]
public sealed class EgressReplayTests(RecordedStatements statements, ITestOutputHelper output) : IClassFixture<RecordedStatements>
{
    private const byte InternalError = 6;

    public static TheoryData<string> Cases => [.. EgressVector.Names];

    [VectorTheory, MemberData(nameof(Cases))]
    public async Task A_recorded_request_gets_the_recorded_answer(string vector)
    {
        EgressVector recorded = EgressVector.Load(vector);
        if (!RecordedStatements.IsStatement(recorded))
        {
            var context = new ServerContext(new QuestDbTestServerOptions());
            RecordedTables.Load(context.Database, recorded.Sql, recorded.Rows);
            await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(context);
            Compare(recorded, await RecordedStatements.RunAsync(server, recorded));
            return;
        }

        Compare(recorded, statements.Answers[vector]);
    }

    private static int BatchCap(EgressVector recorded)
    {
        int cap = new QuestDbTestServerOptions().BatchRows;
        return recorded.UpgradeRequestHeaders.TryGetValue("X-QWP-Max-Batch-Rows", out string? asked)
            && int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int rows) && rows > 0
            ? Math.Min(rows, cap)
            : cap;
    }

    private void Compare(EgressVector recorded, IReadOnlyList<ReferenceServerFrame> frames)
    {
        ResultBatchFrame[] batches = [.. frames.OfType<ResultBatchFrame>()];
        if (frames[^1] is QueryErrorFrame unknown && unknown.Status != recorded.Error?.Status
            && SqlUnknownException.IsMeantBy(unknown.Message))
        {
            output.WriteLine($"Not judged, for the SQL is beyond the in-process server: {unknown.Message}");
            return;
        }

        switch (frames[^1])
        {
            case QueryErrorFrame error:
                Assert.True(recorded.Error is not null, $"The server answered with the error: {error.Message}");
                Assert.Equal((recorded.RequestId, recorded.Error.Status), (error.RequestId, error.Status));
                if (recorded.Error.Status == InternalError && recorded.RowsBeforeError > 0)
                    output.WriteLine(
                        "The result is computed before its first batch is sent, so that a value that fails "
                        + "leaves no batch before the error.");
                else
                    Assert.Equal(recorded.RowsBeforeError, batches.Sum(b => b.RowCount));
                break;
            case ExecDoneFrame done:
                Assert.Equal((recorded.RequestId, recorded.Exec), (done.RequestId, new VectorExec(done.OpType, done.RowsAffected)));
                break;
            case ResultEndFrame end:
                Assert.Equal(recorded.RequestId, end.RequestId);
                Assert.NotNull(recorded.Rows);
                if (recorded.IsQuirk)
                {
                    output.WriteLine($"The rows are not those of a server as it should be: {recorded.Note}");
                    Assert.Equal(recorded.Rows.Rows.Count, batches.Sum(b => b.RowCount));
                    break;
                }

                recorded.Rows.AssertEquals(CellTable.Concat([.. batches.Select(b => b.ToTable())]));
                // A server cuts wide rows by bytes at points of its own choice.
                if (recorded.BatchRows.SkipLast(1).All(rows => rows == BatchCap(recorded)))
                    Assert.Equal(recorded.BatchRows, batches.Select(b => b.RowCount));
                break;
        }
    }
}
