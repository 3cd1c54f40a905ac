using QuestDb.Store;
using QuestDb.Store.Segments;

namespace QuestDb.Tests.Store;

/// <summary>What went wrong in queues of other clients (docs/testing.md lists all of it).</summary>
public class BugsOfOtherClientsTests
{
    private const string Segment = "sf-0000000000000000.sfa";

    [Fact]
    public async Task A_recovered_sparse_segment_raises_no_signal()
    {
        await using SlotBench bench = new SlotBench().Open();
        bench.Publish(40);
        bench.Publish(40);
        byte[][] frames = bench.Pending();
        int used = SegmentFormat.HeaderLength + (2 * SegmentFormat.FrameHeaderLength) + frames.Sum(static f => f.Length);
        await bench.AbandonAsync();
        // As a full disk leaves a file that was grown without being allocated: a hole behind the frames.
        using (var file = new FileStream(bench[Segment], FileMode.Open, FileAccess.Write))
        {
            file.SetLength(used);
            file.SetLength(1L << 20);
        }

        bench.Open();
        Assert.Equal(frames, bench.Pending());
        bench.Publish(40);
        Assert.Equal(3, bench.Pending().Length);
    }

    [Fact]
    public async Task An_unreadable_segment_is_not_skipped_silently()
    {
        await using SlotBench bench = new SlotBench(segmentBytes: 128).Open();
        for (int i = 0; i < 3; i++) bench.Publish(60);
        await bench.AbandonAsync();
        string middle = bench[bench.Files.Where(static name => name.EndsWith(".sfa", StringComparison.Ordinal)).ElementAt(1)];
        byte[] bytes = File.ReadAllBytes(middle);
        // Emptied, it looks like one that was being made; but frames are missing then between those before and behind it.
        File.WriteAllBytes(middle, []);
        QuestDbException error = Assert.Throws<QuestDbException>(() => bench.Open());
        Assert.Equal(ErrorCode.StoreCorrupt, error.Code);
        Assert.Contains(bench.Path, error.Message);

        File.WriteAllBytes(middle, bytes);
        Assert.Equal(3, bench.Open().Pending().Length);
    }

    [Fact]
    public async Task A_published_position_is_never_seen_before_its_frame()
    {
        var queue = FrameQueue.InMemory(1024, maxBytes: 64 * 1024);
        const int Frames = 20_000;
        Task reader = Task.Factory.StartNew(
            () =>
            {
                for (long next = 0; next < Frames;)
                {
                    long published = queue.PublishedFsn;
                    for (; next <= published; next++)
                    {
                        Assert.True(queue.TryFind(next, out QueuedFrame frame));
                        byte[] buffer = [];
                        Assert.Equal((byte)next, queue.Read(frame, ref buffer).Span[0]);
                        queue.Ack(next);
                    }
                }
            },
            TaskCreationOptions.LongRunning);
        for (int fsn = 0; fsn < Frames; fsn++)
        {
            queue.WaitForSpace(16, TimeSpan.FromSeconds(30));
            (byte[] bytes, int start) = queue.Allocate(16);
            bytes.AsSpan(start, 16).Fill((byte)fsn);
            queue.Stage(16, rows: 1, 0, 0);
            queue.Publish();
        }

        await reader.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Frames - 1, queue.AckedFsn);
    }
}
