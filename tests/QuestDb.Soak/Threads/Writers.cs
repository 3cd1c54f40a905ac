namespace QuestDb.Soak.Threads;

/// <summary>The threads of a run; each numbers its rows from 0 on, over all slices.</summary>
internal sealed class Writers(QuestDbClient client, int threads)
{
    private const int Batch = 20;

    /// <summary>Between two batches of a thread: the rate is that of a busy service, not of a benchmark.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly long[] _next = new long[threads];

    /// <summary>Lets the threads write for a time, with a piece of trouble in the middle, and returns what they wrote.</summary>
    public async Task<SliceTotals> RunAsync(int slice, TimeSpan time, Func<Task> trouble, CancellationToken cancellationToken)
    {
        using var stop = new ManualResetEventSlim();
        long[] first = [.. _next];
        Task<long>[] running = [.. Enumerable.Range(0, threads).Select(thread =>
            Task.Factory.StartNew(() => Write(thread, slice, stop), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default))];
        try
        {
            await Task.Delay(time / 2, cancellationToken);
            await trouble();
            await Task.Delay(time / 2, cancellationToken);
        }
        finally
        {
            stop.Set();
            await Task.WhenAll(running);
        }

        long checksum = running.Aggregate(0L, static (sum, thread) => unchecked(sum + thread.Result));
        return new SliceTotals(_next.Zip(first, static (next, start) => next - start).Sum(), checksum, 0, first);
    }

    /// <summary>Writes batches, every fourth row by row; returns the checksum.</summary>
    private long Write(int thread, int slice, ManualResetEventSlim stop)
    {
        var rows = new ThreadRow[Batch];
        long checksum = 0;
        long lastFsn = -1;
        do
        {
            for (int i = 0; i < Batch; i++) rows[i] = ThreadRow.Of(thread, _next[thread] + i, slice);
            if (_next[thread] % (4 * Batch) == 0)
            {
                foreach (ThreadRow row in rows) client.Write(in row);
            }
            else
            {
                WriteReceipt receipt = client.Write<ThreadRow>(rows);
                if (receipt.FirstFsn <= lastFsn)
                {
                    throw new InvalidOperationException($"Thread {thread} got FSN {receipt.FirstFsn} after {lastFsn}.");
                }

                lastFsn = receipt.LastFsn;
            }

            _next[thread] += Batch;
            foreach (ThreadRow row in rows) checksum = unchecked(checksum + row.Checksum);
        }
        while (!stop.Wait(s_pause));
        return checksum;
    }
}
