using System.Diagnostics;
using System.Globalization;
using QuestDb.Testing;

namespace QuestDb.Soak.Crash;

/// <summary>Writer processes that are killed one after the other, a server in trouble, and the count at the end.</summary>
public static class CrashRun
{
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(120);

    /// <summary>Runs until so many kills, or so long.</summary>
    public static async Task<CrashReport> RunAsync(int kills, TimeSpan? time, int seed, TextWriter log, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("questdb-crash-").FullName;
        try
        {
            await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(cancellationToken: cancellationToken);
            string conf = $"{server.ConnectString}sf_dir={folder};sender_id=crash;sf_max_segment_bytes=64k;initial_connect_retry=async;" +
                "reconnect_initial_backoff_millis=5;reconnect_max_backoff_millis=50;";
            await using (var db = QuestDbClient.Connect(server.ConnectString))
            {
                await db.ExecuteAsync(NumberedRow.CreateTable, cancellationToken: cancellationToken);
            }

            var random = new Random(seed);
            var trouble = new ServerTrouble(server, new Random(seed + 1));
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task troubled = trouble.RunAsync(stop.Token);
            var lives = new List<WriterProcess>();
            long started = Stopwatch.GetTimestamp();
            while (time is { } limit ? Stopwatch.GetElapsedTime(started) < limit : lives.Count < kills)
            {
                lives.Add(await LiveAsync(conf, lives.Count, random, cancellationToken));
                if (lives.Count % 20 == 0)
                {
                    log.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{lives.Count} kills, {server.RowCount(NumberedRow.Table):N0} rows stored"));
                }
            }

            await stop.CancelAsync();
            await troubled;
            CrashReport report = await CountAsync(conf, server, lives, cancellationToken);
            return report with { Restarts = trouble.Restarts, Faults = server.Stats.InjectedFaults };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// One process from its start to its violent end: mostly while it writes, sometimes while it still recovers its slots.
    /// </summary>
    private static async Task<WriterProcess> LiveAsync(string conf, int number, Random random, CancellationToken cancellationToken)
    {
        var process = new WriterProcess(conf, number);
        if (random.Next(5) != 0) await process.Writes.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        await Task.Delay(random.Next(0, 500), cancellationToken);
        await process.KillAsync();
        process.Dispose();
        return process;
    }

    /// <summary>Lets a last client deliver what the killed ones left, then compares what was queued with what is stored.</summary>
    private static async Task<CrashReport> CountAsync(
        string conf, QuestDbTestServer server, List<WriterProcess> lives, CancellationToken cancellationToken)
    {
        var queued = new HashSet<long>();
        foreach ((long first, int count) in lives.SelectMany(static life => life.Queued))
            for (int i = 0; i < count; i++)
                queued.Add(first + i);

        long replayed = 0;
        var seen = new Dictionary<long, int>();
        long damaged = 0;
        await using (var db = QuestDbClient.Connect(conf, new QuestDbOptions
        {
            EventListener = e => replayed += e.Kind == ClientEventKind.Replayed ? e.LastFsn - e.FirstFsn + 1 : 0,
        }))
        {
            long start = Stopwatch.GetTimestamp();
            do
            {
                await Task.Delay(200, cancellationToken);
                seen.Clear();
                damaged = 0;
                await foreach (NumberedRow row in db.Query<NumberedRow>($"SELECT * FROM numbered"))
                {
                    seen[row.Id] = seen.GetValueOrDefault(row.Id) + 1;
                    if (row != NumberedRow.Of(row.Id)) damaged++;
                }
            }
            while (!queued.IsSubsetOf(seen.Keys) && Stopwatch.GetElapsedTime(start) < s_drainLimit);
        }

        return new CrashReport
        {
            Kills = lives.Count,
            Queued = queued.Count,
            Stored = server.RowCount(NumberedRow.Table),
            Lost = queued.Count(id => !seen.ContainsKey(id)),
            Doubled = seen.Count(static pair => pair.Value > 1),
            Damaged = damaged,
            Replayed = replayed + lives.Sum(static life => life.Replayed),
            Rejections = lives.Sum(static life => life.Rejections),
        };
    }
}
