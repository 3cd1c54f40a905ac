using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.FaultMatrix;

/// <summary>
/// Every fault, with rows kept in memory and on disk, with one endpoint and with three: no row is lost, none is doubled in a table
/// with deduplication, and the caller is told what happened.
/// </summary>
[Trait("Category", "Integration")]
public sealed class FaultMatrixTests(FaultMatrixResults results) : IClassFixture<FaultMatrixResults>
{
    public static TheoryData<string, string, int> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, int>();
            foreach (FaultCase fault in FaultCases.All)
            {
                foreach ((string store, int endpoints) in FaultMatrixResults.Columns) cells.Add(fault.Name, store, endpoints);
            }

            return cells;
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public async Task A_fault_loses_no_row_and_doubles_none(string fault, string store, int endpoints)
    {
        FaultCase played = FaultCases.All.Single(f => f.Name == fault);

        FaultOutcome outcome = await results.OfAsync(played, store, endpoints);

        Assert.Equal((0, 0), (outcome.Lost, outcome.Doubled));
        Assert.True(played.EventsWith(endpoints).Order().SequenceEqual(outcome.Events),
            $"Expected {string.Join(", ", played.EventsWith(endpoints).Order())}, but the events were:\n{outcome.Log}");
        Assert.Equal(played.EndingWith(endpoints) == Ending.Waits ? ErrorCode.WaitTimeout : played.Error, outcome.Error);
        Assert.Equal(played.EndingWith(endpoints) == Ending.Stopped && store == FaultMatrixResults.Memory, outcome.Kept > 0);
    }

    /// <summary>To rewrite the page after a change, run this test with <c>QUESTDB_WRITE_DOCS=1</c>.</summary>
    [Fact]
    public async Task The_page_says_what_the_run_found()
    {
        (string expected, string actual) = GeneratedPage.WithTables("reliability.md",
            [("fault matrix", await ReliabilityPage.TableAsync(results))]);
        Assert.Equal(expected, actual);
    }
}
