using QuestDb.Store.Segments;

namespace QuestDb.Tests.Store;

public class SlotQueueTests
{
    [Fact]
    public async Task Frames_go_from_segment_to_segment_and_come_back_from_the_files()
    {
        await using SlotBench bench = new SlotBench().Open();
        for (int i = 0; i < 20; i++) bench.Publish((200, [$"text-{i}"]));
        Assert.Equal(20, bench.Pending().Length);
        Assert.Equal(5, bench.Files.Count(static f => f.EndsWith(".sfa", StringComparison.Ordinal)));
        byte[][] all = bench.Pending();
        await bench.ReopenAsync();
        Assert.Equal(all, bench.Pending());
        Assert.Equal((-1, 19, 20), (bench.Queue.AckedFsn, bench.Queue.PublishedFsn, bench.Dictionary.Count));
    }

    [Fact]
    public async Task Acknowledged_segments_are_deleted_and_the_last_one_stays()
    {
        await using SlotBench bench = new SlotBench().Open();
        for (int i = 0; i < 9; i++) bench.Publish(400);
        Assert.Equal(5 * 1024, bench.Slot.AllocatedBytes);
        bench.Ack(4);
        Assert.Equal(["sf-0000000000000002.sfa", "sf-0000000000000003.sfa", "sf-0000000000000004.sfa"],
            bench.Files.Where(static f => f.EndsWith(".sfa", StringComparison.Ordinal)));
        bench.Ack(8);
        Assert.Equal(1024, bench.Slot.AllocatedBytes);
        Assert.Equal(9, bench.Publish(400));
        Assert.Single(bench.Pending());
    }

    [Fact]
    public async Task A_frame_larger_than_a_segment_gets_one_of_its_size()
    {
        await using SlotBench bench = new SlotBench().Open();
        bench.Publish((100, []), (5000, []), (100, []));
        Assert.Equal([1024, SegmentFormat.HeaderLength + SegmentFormat.FrameHeaderLength + 14 + 5000, 1024],
            Directory.GetFiles(bench.Path, "*.sfa").Order(StringComparer.Ordinal).Select(static f => new FileInfo(f).Length));
        byte[][] all = bench.Pending();
        await bench.ReopenAsync();
        Assert.Equal(all, bench.Pending());
    }

    [Fact]
    public async Task The_bytes_of_the_segments_are_the_limit_and_an_ack_makes_room()
    {
        await using SlotBench bench = new SlotBench(maxBytes: 3 * 1024).Open();
        for (int i = 0; i < 6; i++)
        {
            bench.Queue.WaitForSpace(400, TimeSpan.Zero);
            bench.Publish(400);
        }

        QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Queue.WaitForSpace(400, TimeSpan.Zero));
        Assert.Equal(ErrorCode.QueueFull, e.Code);
        Assert.Contains(bench.Path, e.Message);
        Task waiting = Task.Run(() => bench.Queue.WaitForSpace(400, TimeSpan.FromSeconds(30)));
        bench.Ack(1);
        await waiting;
        bench.Publish(400);
        Assert.Equal(3 * 1024, bench.Slot.AllocatedBytes);
    }

    [Fact]
    public async Task Acknowledged_frames_of_the_last_segment_do_not_keep_others_out()
    {
        await using SlotBench bench = new SlotBench(maxBytes: 1024).Open();
        bench.Publish(900);
        bench.Ack(0);
        (byte[] memory, int start) = bench.Queue.Allocate(50);
        SlotBench.Frame(0, [], 30, 1).CopyTo(memory, start);
        bench.Queue.Stage(44, rows: 1, 0, 0);
        bench.Queue.WaitForSpace(100, TimeSpan.Zero);
    }

    [Fact]
    public async Task Memory_of_published_frames_is_used_again()
    {
        await using SlotBench bench = new SlotBench().Open();
        (byte[] first, int start) = bench.Queue.Allocate(100);
        for (int i = 0; i < 50; i++) bench.Publish(300);
        (byte[] next, int again) = bench.Queue.Allocate(100);
        Assert.Same(first, next);
        Assert.Equal(start, again);
    }

    [Fact]
    public async Task A_frame_that_changed_on_the_disk_is_not_sent()
    {
        await using SlotBench bench = new SlotBench().Open();
        bench.Publish(100);
        using (FileStream file = File.Open(bench["sf-0000000000000000.sfa"], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 60;
            file.WriteByte(77);
        }

        QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Pending());
        Assert.Equal(ErrorCode.StoreFailed, e.Code);
        Assert.Contains("sf-0000000000000000.sfa", e.Message);
    }
}
