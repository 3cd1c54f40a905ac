using QuestDb.Store.Segments;

namespace QuestDb.Tests.Store;

/// <summary>A queue on disk may have more frames than fit in memory, and more segments than a process may have open files.</summary>
public sealed class LongQueueTests
{
    private const int Frames = 200_000;

    private static SlotBench Bench() => new(segmentBytes: 256 * 1024, maxBytes: 1024 * 1024 * 1024);

    [Fact]
    public async Task Segments_cost_no_open_file_each()
    {
        await using SlotBench bench = Bench().Open();
        Fill(bench, Frames);
        Assert.InRange(bench.Files.Length, 20, 100);
        Assert.InRange(OpenFiles(bench), 1, 4);
        await bench.ReopenAsync();
        Assert.InRange(OpenFiles(bench), 1, 4);
        Assert.Equal(Frames, ReadAll(bench));
        Assert.InRange(OpenFiles(bench), 1, 5);
    }

    [Fact]
    public async Task Frames_are_found_in_their_order_while_others_are_published_and_acknowledged()
    {
        await using SlotBench bench = Bench().Open();
        Fill(bench, Frames / 2);
        long sent = -1;
        for (int round = 0; !bench.Queue.IsDrained; round++)
        {
            for (int i = 0; i < 3000 && bench.Queue.TryFind(sent + 1, out QueuedFrame frame); i++) AssertIs(bench, frame, ++sent);
            bench.Ack(round % 3 == 0 ? sent : Math.Max(sent - 1000, bench.Queue.AckedFsn + 1));
            if (round < 20) Fill(bench, 1000);
        }

        Assert.Equal((Frames / 2) + 20_000 - 1, sent);
        Assert.Equal((0L, 0L), (bench.Queue.Unacked.Count, bench.Queue.Unacked.Bytes));
    }

    [Fact]
    public async Task A_segment_that_changes_before_its_frames_are_found_is_an_error_and_no_frame_is_passed_over()
    {
        await using SlotBench bench = Bench().Open();
        Fill(bench, Frames / 2);
        await bench.ReopenAsync();
        Assert.True(bench.Queue.TryFind(0, out QueuedFrame frame));
        string path = frame.File!.Path;
        byte[] bytes = await File.ReadAllBytesAsync(path);
        byte[] changed = [.. bytes];
        changed[^5000] ^= 1;
        await File.WriteAllBytesAsync(path, changed);
        long fsn = 0;
        QuestDbException e = Assert.Throws<QuestDbException>(() =>
        {
            for (; bench.Queue.TryFind(fsn, out QueuedFrame found); fsn++) AssertIs(bench, found, fsn);
        });
        Assert.Equal(ErrorCode.StoreFailed, e.Code);
        Assert.Contains(path, e.Message);
        await File.WriteAllBytesAsync(path, bytes);
        Assert.Equal(Frames / 2, ReadAll(bench, fsn));
    }

    /// <summary>Publishes frames of 20 to 35 bytes, in batches of 50.</summary>
    private static void Fill(SlotBench bench, int count)
    {
        for (; count > 0; count -= 50) bench.Publish([.. Enumerable.Repeat((4, Array.Empty<string>()), 50)]);
    }

    private static long ReadAll(SlotBench bench, long fsn = 0)
    {
        for (; bench.Queue.TryFind(fsn, out QueuedFrame frame); fsn++) AssertIs(bench, frame, fsn);
        return fsn;
    }

    /// <summary>The bytes of a frame are the number that was the last one when it was made.</summary>
    private static void AssertIs(SlotBench bench, in QueuedFrame frame, long fsn)
    {
        byte[] buffer = [];
        Assert.Equal((byte)(fsn - (fsn % 50)), bench.Queue.Read(frame, ref buffer).Span[^1]);
    }

    /// <summary>Open files of the process in the folder of a slot, but its lock.</summary>
    private static int OpenFiles(SlotBench bench) => OperatingSystem.IsLinux()
        ? Directory.EnumerateFiles("/proc/self/fd").Select(static fd => new FileInfo(fd).LinkTarget)
            .Count(target => target?.StartsWith(bench.Path, StringComparison.Ordinal) == true)
        : 1;
}
