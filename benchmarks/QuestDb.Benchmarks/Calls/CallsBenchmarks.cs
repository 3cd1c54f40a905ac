using System.Globalization;

namespace QuestDb.Benchmarks.Calls;

/// <summary>Rows a second by the size of the calls that write them, against a server that costs next to nothing.</summary>
internal static class CallsBenchmarks
{
    private const int Rounds = 5;
    private const double LeastShare = 0.9;
    private const double MostClientSeconds = 0.03;

    /// <summary>Runs all cases by turns, several rounds of them, and prints best and median.</summary>
    public static void Run(TextWriter output, bool ratios)
    {
        using var server = new NullServerProcess();
        Trade[] rows = Trade.Make(100_000);
        List<CallFigures>[] runs = [.. CallCase.All.Select(static _ => new List<CallFigures>())];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < runs.Length; i++) runs[i].Add(new CallRun(CallCase.All[i], rows, server).Run());
        }

        if (ratios) PrintRatios(output, runs);
        else PrintTable(output, runs);
    }

    private static void PrintTable(TextWriter output, List<CallFigures>[] runs)
    {
        output.WriteLine();
        output.WriteLine(
            "| rows a call | rows/s, best | rows/s | calls/s | client CPU s/million rows | null server's | bytes allocated a call |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach ((CallCase @case, List<CallFigures> figures) in CallCase.All.Zip(runs))
        {
            CallFigures median = CallFigures.Median(figures);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {@case.RowsPerCall:N0}, {(@case.OnDisk ? "`sf_dir`" : "in memory")} | "
                + $"{figures.Max(static run => run.RowsPerSecond) / 1e6:0.00} million | {median.RowsPerSecond / 1e6:0.00} million | "
                + $"{median.CallsPerSecond:N0} | {median.ClientSeconds:0.000} | {median.ServerSeconds:0.000} | "
                + $"{median.BytesPerCall:N0} |"));
        }
    }

    private static void PrintRatios(TextWriter output, List<CallFigures>[] runs)
    {
        CallFigures[] medians = [.. runs.Select(CallFigures.Median)];
        for (int i = 0; i < medians.Length; i++)
        {
            CallCase @case = CallCase.All[i];
            string name = $"calls.{@case.Name}";
            RatioReport.Line(output, $"{name}.best", runs[i].Max(static run => run.RowsPerSecond), "rows/s");
            RatioReport.Line(output, $"{name}.rows", medians[i].RowsPerSecond, "rows/s");
            RatioReport.Line(output, $"{name}.calls", medians[i].CallsPerSecond, "calls/s");
            bool isGoal = @case is { RowsPerCall: 1000, OnDisk: false };
            RatioReport.Line(output, $"{name}.client", medians[i].ClientSeconds, "cpu-s/million",
                isGoal ? MostClientSeconds : null, medians[i].ClientSeconds <= MostClientSeconds);
            RatioReport.Line(output, $"{name}.server", medians[i].ServerSeconds, "cpu-s/million");
            RatioReport.Line(output, $"{name}.allocated", medians[i].BytesPerCall, "bytes/call");
            // Calls of 1,000 rows are to be nearly as fast as those of 10,000, and rows on disk as those in memory.
            if (isGoal) Share($"{name}.large", i, Find(10_000));
            if (@case.OnDisk) Share($"{name}.memory", i, Find(@case.RowsPerCall));
        }

        void Share(string name, int of, int to)
        {
            double share = medians[of].RowsPerSecond / medians[to].RowsPerSecond;
            RatioReport.Line(output, name, share, "ratio", LeastShare, share >= LeastShare);
        }
    }

    private static int Find(int rowsPerCall) =>
        Array.FindIndex(CallCase.All, @case => !@case.OnDisk && @case.RowsPerCall == rowsPerCall);
}
