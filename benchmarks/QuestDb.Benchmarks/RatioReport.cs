using System.Globalization;
using BenchmarkDotNet.Reports;

namespace QuestDb.Benchmarks;

/// <summary>One line a figure, for scripts: <c>name value unit goal met|short|n/a</c>.</summary>
internal static class RatioReport
{
    public static void Print(TextWriter output, Type type, Summary summary, RatioGoal goal)
    {
        BenchmarkReport copy = summary.Reports.Single(static report => report.BenchmarkCase.Descriptor.Baseline);
        foreach (BenchmarkReport report in summary.Reports.Where(static report => !report.BenchmarkCase.Descriptor.Baseline))
        {
            string name = report.BenchmarkCase.Descriptor.WorkloadMethod.Name.ToLowerInvariant();
            double seconds = report.ResultStatistics!.Median / 1e9;
            double copySeconds = copy.ResultStatistics!.Median / 1e9;
            (int rows, long bytes) = RowFigures.Of(type);
            // In two decimals: the harness itself allocates a few bytes an operation.
            double allocated = Math.Round((report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0) / (double)rows, 2);
            Line(output, $"{name}.rows", rows / seconds, "rows/s");
            Line(output, $"{name}.wire", (double)bytes / rows, "bytes/row");
            Line(output, $"{name}.allocated", allocated, "bytes/row", goal.AllocatedPerRow, allocated <= goal.AllocatedPerRow);
            Line(output, $"{name}.baseline", copySeconds / seconds, "ratio", goal.Ratio, copySeconds / seconds >= goal.Ratio);
        }
    }

    /// <summary>Prints one line.</summary>
    public static void Line(TextWriter output, string name, double value, string unit, double? goal = null, bool met = true)
    {
        string wanted = goal?.ToString("0.####", CultureInfo.InvariantCulture) ?? "-";
        string verdict = goal is null ? "n/a" : met ? "met" : "short";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.####} {unit} {wanted} {verdict}"));
    }
}
