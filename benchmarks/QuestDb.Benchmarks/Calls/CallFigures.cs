namespace QuestDb.Benchmarks.Calls;

/// <summary>What one run of a case took, from its first call to the last ack.</summary>
/// <param name="RowsPerSecond">Rows a second.</param>
/// <param name="CallsPerSecond">Calls a second.</param>
/// <param name="ClientSeconds">Seconds of processor time that the client used for a million rows.</param>
/// <param name="ServerSeconds">Seconds of processor time that the null server used for a million rows.</param>
/// <param name="BytesPerCall">Bytes that the client allocated for a call, on all its threads.</param>
internal sealed record CallFigures(
    double RowsPerSecond, double CallsPerSecond, double ClientSeconds, double ServerSeconds, double BytesPerCall)
{
    /// <summary>The middle of each figure of several runs.</summary>
    public static CallFigures Median(IReadOnlyList<CallFigures> runs) => new(
        Middle(runs, static run => run.RowsPerSecond), Middle(runs, static run => run.CallsPerSecond),
        Middle(runs, static run => run.ClientSeconds), Middle(runs, static run => run.ServerSeconds),
        Middle(runs, static run => run.BytesPerCall));

    private static double Middle(IReadOnlyList<CallFigures> runs, Func<CallFigures, double> figure)
    {
        double[] sorted = [.. runs.Select(figure).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
