using System.Diagnostics;

namespace QuestDb.Benchmarks;

/// <summary>
/// What a call of <c>Write</c> costs by the number of its rows, in memory and on disk, against the null server. It is measured by hand,
/// because the processor time of this process counts, with all threads of the client.
/// </summary>
internal static class CallMeasurements
{
    /// <summary>The argument that runs them.</summary>
    public const string Name = "calls";

    private static readonly int[] s_rowsPerCall = [10_000, 1_000, 100, 10];

    /// <param name="rounds">How often each is measured; all of them in turn, so that what else the machine does strikes all alike.</param>
    /// <param name="output">Told the best and the median of each.</param>
    public static void Run(int rounds, TextWriter output)
    {
        Trade[] rows = Trade.Make(100_000);
        using NullServer server = NullServer.Start();
        var figures = new Dictionary<(bool OnDisk, int RowsPerCall), List<Figure>>();
        for (int round = -1; round < rounds; round++)
        {
            foreach (bool onDisk in (bool[])[false, true])
            {
                foreach (int rowsPerCall in s_rowsPerCall)
                {
                    Figure figure = Measure(server, rows, rowsPerCall, onDisk);
                    // The first round warms up.
                    if (round < 0) figures[(onDisk, rowsPerCall)] = [];
                    else figures[(onDisk, rowsPerCall)].Add(figure);
                }
            }
        }

        output.WriteLine(
            "| rows a call | queue | rows/s, best | rows/s, median | client CPU s per million rows | bytes allocated a call |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (((bool onDisk, int rowsPerCall), List<Figure> all) in figures)
        {
            double[] rates = [.. all.Select(static f => f.RowsPerSecond).Order()];
            output.WriteLine(FormattableString.Invariant($"| {rowsPerCall:N0} | {(onDisk ? "disk" : "memory")} | {rates[^1] / 1e6:F2} M ")
                + FormattableString.Invariant($"| {rates[rates.Length / 2] / 1e6:F2} M | {all.Min(static f => f.ProcessorSeconds):F3} ")
                + FormattableString.Invariant($"| {all.Min(static f => f.BytesPerCall):F1} |"));
        }
    }

    private static Figure Measure(NullServer server, Trade[] rows, int rowsPerCall, bool onDisk)
    {
        string? folder = onDisk ? Directory.CreateTempSubdirectory("questdb-calls").FullName : null;
        try
        {
            // On disk small frames fill the files with their headers: the queue gets room for some seconds.
            using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + (folder is null ? "" : $"sf_dir={folder};"));
            client.Write<Trade>(rows.AsSpan(0, rowsPerCall)).AcceptedAsync().AsTask().Wait();
            long end = Environment.TickCount64 + 1_000;
            long written = 0;
            long calls = 0;
            using Process self = Process.GetCurrentProcess();
            TimeSpan processor = self.TotalProcessorTime;
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            for (int at = 0; Environment.TickCount64 < end; at = at + rowsPerCall < rows.Length ? at + rowsPerCall : 0)
            {
                client.Write<Trade>(rows.AsSpan(at, rowsPerCall));
                written += rowsPerCall;
                calls++;
            }

            client.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30)).AsTask().Wait();
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            self.Refresh();
            return new Figure(written / elapsed.TotalSeconds, (self.TotalProcessorTime - processor).TotalSeconds / written * 1e6,
                (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)calls);
        }
        finally
        {
            if (folder is not null) Directory.Delete(folder, recursive: true);
        }
    }

    private readonly record struct Figure(double RowsPerSecond, double ProcessorSeconds, double BytesPerCall);
}
