using QuestDb.Testing;

namespace QuestDb.Soak.Threads;

/// <summary>
/// Threads write numbered rows through one client while the server restarts. The run is cut into slices, each with one
/// restart in the middle, so that rows can be checked and dropped and the heap measured without them.
/// </summary>
public static class ThreadRun
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <param name="threads">Writing threads.</param>
    /// <param name="duration">How long they write in all.</param>
    /// <param name="restartEvery">Time between restarts of the server.</param>
    /// <param name="log">Told of each slice.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<ThreadReport> RunAsync(
        int threads, TimeSpan duration, TimeSpan restartEvery, TextWriter log, CancellationToken cancellationToken = default)
    {
        using var unobserved = new UnobservedErrors(log);
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(cancellationToken: cancellationToken);
        long replayed = 0;
        var options = new QuestDbOptions
        {
            EventListener = e =>
            {
                if (e.Kind == ClientEventKind.Replayed) Interlocked.Add(ref replayed, e.LastFsn - e.FirstFsn + 1);
            },
        };
        await using QuestDbClient client = QuestDbClient.Connect(
            server.ConnectString + "reconnect_initial_backoff_millis=10;reconnect_max_backoff_millis=200;", options);
        var report = new ThreadReport { Threads = threads, HeapMiB = [] };
        var writers = new Writers(client, threads);
        int slices = Math.Max(1, (int)Math.Round(duration / restartEvery));
        for (int slice = 0; slice < slices; slice++)
        {
            await client.CreateTableAsync<ThreadRow>(cancellationToken);
            SliceTotals written = await writers.RunAsync(slice, restartEvery, () => server.RestartAsync(cancellationToken),
                cancellationToken);
            await client.WaitAsync(AckLevel.Accepted, s_patience, cancellationToken);
            SliceTotals stored = await SliceTotals.ReadAsync(client, written, cancellationToken);
            await client.ExecuteAsync(Sql.Raw($"TRUNCATE TABLE {ThreadRow.Table}"), cancellationToken);
            report = report with
            {
                Restarts = report.Restarts + 1,
                Written = report.Written + written.Rows,
                Stored = report.Stored + stored.Rows,
                WrongChecksums = report.WrongChecksums + (written.Checksum == stored.Checksum ? 0 : 1),
                OutOfOrder = report.OutOfOrder + stored.OutOfOrder,
                HeapMiB = [.. report.HeapMiB, Heap()],
            };
            log.WriteLine(
                $"slice {slice + 1} of {slices}: {written.Rows:N0} rows written, {stored.Rows:N0} stored, "
                + $"heap {report.HeapMiB[^1]:0.0} MiB");
        }

        return report with { Replayed = Interlocked.Read(ref replayed), UnobservedErrors = unobserved.Count };
    }

    /// <summary>The managed heap after a full collection; finalizers have run, so that unobserved errors have shown.</summary>
    private static double Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true) / (1024.0 * 1024);
    }
}
