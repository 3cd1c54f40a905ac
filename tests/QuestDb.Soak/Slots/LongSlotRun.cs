using System.Diagnostics;
using QuestDb.Benchmarks.Calls;

namespace QuestDb.Soak.Slots;

/// <summary>One long slot: filled by a client without a server, taken over by a second one, and delivered by a third.</summary>
internal sealed class LongSlotRun : IDisposable
{
    /// <summary>What the live heap may grow by: a segment in memory, the frames that the queue knows, and those on their way.</summary>
    private const long MostHeap = 64 * 1024 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("questdb-slot-").FullName;
    private readonly HeapPeak _peak = new();
    private readonly TextWriter _output;
    private bool _isGood = true;

    private LongSlotRun(TextWriter output) => _output = output;

    /// <summary>Runs all of it; false when the heap grew by too much, or not all frames were delivered.</summary>
    public static async Task<bool> RunAsync(long bytes, TextWriter output)
    {
        using var run = new LongSlotRun(output);
        long frames = await run.StepAsync("filled", db => Task.FromResult(Fill(db, bytes)));
        await run.StepAsync("opened", db => Task.FromResult(Write(db, frames)));
        using (var server = new NullServerProcess())
            await run.StepAsync("delivered", db => DeliverAsync(db, frames + 1), $"localhost:{server.Port}");
        return run._isGood;
    }

    public void Dispose()
    {
        _peak.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Does something with a client of its own, and prints the time, the bytes of the slot and the memory.</summary>
    private async Task<long> StepAsync(string what, Func<QuestDbClient, Task<long>> work, string server = "localhost:1")
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        _peak.Reset();
        long start = Stopwatch.GetTimestamp();
        await using QuestDbClient db = QuestDbClient.Connect(
            $"ws::addr={server};initial_connect_retry=async;sf_dir={_folder};sf_max_total_bytes=1t;");
        long frames = await work(db);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        long peak = _peak.Bytes - before;
        long live = GC.GetTotalMemory(forceFullCollection: true) - before;
        _output.WriteLine(
            $"{what}: {frames:N0} frames in {time.TotalSeconds:N1} s, slot {SlotBytes() >> 20:N0} MiB, heap {live >> 20:N0} MiB more, "
            + $"{peak >> 20:N0} MiB at most with garbage, open files {OpenFiles():N0}");
        _isGood &= live < MostHeap && peak < MostHeap * 2;
        // What is left is left on purpose.
        await db.CloseAsync(TimeSpan.Zero);
        return frames;
    }

    private static long Fill(QuestDbClient db, long bytes)
    {
        // What a frame of one row takes in its segment.
        const int BytesPerFrame = 59;
        long frames = bytes / BytesPerFrame;
        for (long id = 0; id < frames; id++) db.Write<LongSlotRow>([LongSlotRow.Of(id)]);
        return frames;
    }

    private static long Write(QuestDbClient db, long id)
    {
        db.Write<LongSlotRow>([LongSlotRow.Of(id)]);
        return id + 1;
    }

    private static async Task<long> DeliverAsync(QuestDbClient db, long frames)
    {
        db.Write<LongSlotRow>([LongSlotRow.Of(frames)]);
        await db.WaitAsync(AckLevel.Accepted, s_patience);
        return frames + 1;
    }

    private long SlotBytes() =>
        Directory.EnumerateFiles(_folder, "*.sfa", SearchOption.AllDirectories).Sum(static f => new FileInfo(f).Length);

    private int OpenFiles() => OperatingSystem.IsLinux()
        ? Directory.EnumerateFiles("/proc/self/fd").Count(fd => new FileInfo(fd).LinkTarget?.StartsWith(_folder) == true)
        : 0;
}
