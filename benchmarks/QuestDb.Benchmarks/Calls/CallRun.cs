using System.Diagnostics;

namespace QuestDb.Benchmarks.Calls;

/// <summary>One run of a case: a client of its own, whose one writer has a thread of its own.</summary>
internal sealed class CallRun(CallCase @case, Trade[] rows, NullServerProcess server)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(0.3);

    /// <summary>Runs it.</summary>
    public CallFigures Run()
    {
        string folder = Directory.CreateTempSubdirectory("questdb-calls-").FullName;
        try
        {
            // The pools make no connections, so that the writer's is the only one.
            string conf = $"ws::addr=localhost:{server.Port};sender_pool_min=0;query_pool_min=0;";
            using QuestDbClient client = QuestDbClient.Connect(@case.OnDisk ? $"{conf}sf_dir={folder};" : conf);
            CallFigures? figures = null;
            Exception? failure = null;
            var writer = new Thread(() =>
            {
                try
                {
                    Write(client, s_warmUp);
                    figures = Measure(client);
                }
                catch (Exception e)
                {
                    failure = e;
                }
            });
            writer.Start();
            writer.Join();
            return figures ?? throw new InvalidOperationException($"{@case.Name} failed: {failure?.Message}", failure);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private CallFigures Measure(QuestDbClient client)
    {
        long frames = client.PublishedFsn;
        long transactions = Transactions(client);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan serverTime = server.ProcessorTime;
        TimeSpan clientTime = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        long calls = Write(client, s_longest);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        clientTime = Environment.CpuUsage.TotalTime - clientTime;
        serverTime = server.ProcessorTime - serverTime;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        // The null server counts a transaction for each frame that it gets, so that one sent twice would show.
        frames = client.PublishedFsn - frames;
        transactions = Transactions(client) - transactions;
        if (transactions != frames) throw new InvalidOperationException($"{frames} frames were sent, and {transactions} arrived.");
        double written = calls * @case.RowsPerCall;
        return new CallFigures(written / seconds, calls / seconds, clientTime.TotalSeconds / written * 1e6,
            serverTime.TotalSeconds / written * 1e6, (double)allocated / calls);
    }

    private static long Transactions(QuestDbClient client) => client.TableTransactions.Single().Accepted;

    /// <summary>Writes the rows of the case, or as many as the time allows, waits for their acks and returns the number of calls.</summary>
    private long Write(QuestDbClient client, TimeSpan longest)
    {
        long start = Stopwatch.GetTimestamp();
        long calls = 0;
        int at = 0;
        for (; calls * @case.RowsPerCall < @case.Rows && Stopwatch.GetElapsedTime(start) < longest; calls++)
        {
            client.Write<Trade>(rows.AsSpan(at, @case.RowsPerCall));
            at = (at + @case.RowsPerCall) % rows.Length;
        }

        client.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30)).AsTask().GetAwaiter().GetResult();
        return calls;
    }
}
