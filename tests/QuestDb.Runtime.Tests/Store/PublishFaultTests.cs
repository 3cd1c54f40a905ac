using QuestDb.Store.Files;
using QuestDb.Store.Slots;

namespace QuestDb.Tests.Store;

public class PublishFaultTests
{
    public static TheoryData<string, ErrorCode> Faults => new()
    {
        { "ENOSPC", ErrorCode.StoreFull }, { "EROFS", ErrorCode.StoreFailed }, { "EIO", ErrorCode.StoreFailed },
    };

    /// <summary>Three frames with texts over two segments, one larger than a segment: every kind of write that a publish makes.</summary>
    private static readonly (int, string[])[] s_large = [(300, ["c", "d"]), (500, ["e"]), (3000, ["f"]), (10, [])];

    [Theory, MemberData(nameof(Faults))]
    public async Task A_publish_that_fails_at_any_write_leaves_queue_and_dictionary_as_they_were_and_works_once_the_disk_does(
        string fault, ErrorCode code)
    {
        int writes = await WritesOfPublishAsync();
        Assert.True(writes >= 8, $"{writes} writes");
        for (int n = 1; n <= writes; n++)
        {
            var files = new FaultyFiles();
            await using SlotBench bench = new SlotBench(files).Open();
            bench.Publish((100, ["a", "b"]));
            byte[][] before = bench.Pending();

            files.FailAt(n, Error(fault));
            QuestDbException error = Assert.Throws<QuestDbException>(() => bench.Publish(s_large));
            Assert.Equal(code, error.Code);
            Assert.Contains(bench.Path, error.Message);
            Assert.Equal(0, bench.Queue.PublishedFsn);
            Assert.Equal(0, bench.Queue.StagedBytes);
            Assert.Equal(before, bench.Pending());
            Assert.Equal(["a", "b"], bench.Texts());
            // The disk is still broken: the same again.
            Assert.Equal(code, Assert.Throws<QuestDbException>(() => bench.Publish(s_large)).Code);

            files.Heal();
            Assert.Equal(4, bench.Publish(s_large));
            byte[][] all = bench.Pending();
            Assert.Equal(5, all.Length);
            Assert.Equal(before[0], all[0]);
            string[] texts = bench.Texts();
            Assert.Equal(["a", "b", "c", "d", "e", "f"], texts);

            await bench.ReopenAsync();
            Assert.Equal(0, bench.Slot.Recovered.TornBytes);
            Assert.Equal(all, bench.Pending());
            Assert.Equal(texts, bench.Texts());
            Assert.Empty(bench.Events);
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_slot_whose_publish_failed_and_is_closed_holds_only_what_was_published(string fault, ErrorCode code)
    {
        int writes = await WritesOfPublishAsync();
        for (int n = 1; n <= writes; n++)
        {
            var files = new FaultyFiles();
            await using SlotBench bench = new SlotBench(files).Open();
            bench.Publish((100, ["a", "b"]));
            byte[][] before = bench.Pending();
            files.FailAt(n, Error(fault));
            Assert.Equal(code, Assert.Throws<QuestDbException>(() => bench.Publish(s_large)).Code);
            files.Heal();

            await bench.ReopenAsync();
            Assert.Equal(before, bench.Pending());
            Assert.Equal(["a", "b"], bench.Texts());
            Assert.Equal(0, bench.Slot.Recovered.TornBytes);
        }
    }

    [Fact]
    public async Task Shorter_frames_after_a_failed_publish_do_not_bring_its_frames_back()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files, segmentBytes: 4096).Open();
        bench.Publish(10);
        // Four frames in one write: two are whole on the disk when it breaks off, each as long as the frame written next.
        files.FailAt(1, FaultyFiles.BadDisk);
        Assert.Throws<QuestDbException>(() => bench.Publish((200, []), (200, []), (200, []), (200, [])));
        files.Heal();
        bench.Publish(200);
        byte[][] all = bench.Pending();
        await bench.ReopenAsync();
        Assert.Equal(all, bench.Pending());
    }

    [Fact]
    public async Task A_crash_while_a_failed_publish_is_taken_back_leaves_no_gap_before_a_whole_frame()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files, segmentBytes: 512 * 1024).Open();
        bench.Publish(100);
        byte[] before = bench.Pending()[0];
        (int, string[])[] frames = [.. Enumerable.Repeat((1_000, Array.Empty<string>()), 200)];
        files.FailAt(1, FaultyFiles.BadDisk);
        Assert.Throws<QuestDbException>(() => bench.Publish(frames));
        // Half of the frames are on the disk; the next publish takes some of their bytes away before it fails too.
        files.FailAt(2, FaultyFiles.BadDisk);
        Assert.Throws<QuestDbException>(() => bench.Publish(frames));
        await bench.ReopenAsync(DiskFileSystem.Instance);
        Assert.Equal(before, bench.Pending()[0]);
    }

    [Fact]
    public async Task A_failed_delete_of_an_acknowledged_segment_is_reported_and_holds_nothing_up()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files).Open();
        for (int i = 0; i < 6; i++) bench.Publish(400);
        files.FailAt(1, FaultyFiles.ReadOnly);
        bench.Ack(4);
        Assert.Equal(4, bench.Queue.AckedFsn);
        ClientEvent e = Assert.Single(bench.Events);
        Assert.Equal((ClientEventKind.StoreFailed, ErrorCode.StoreFailed, bench.Path), (e.Kind, e.Error!.Code, e.Slot));
        files.Heal();
        bench.Publish(400);
        Assert.Equal(2, bench.Pending().Length);
    }

    [Fact]
    public async Task A_slot_opens_on_a_full_disk_so_that_delivery_makes_room()
    {
        await using SlotBench bench = new SlotBench().Open();
        bench.Publish((100, ["a"]), (2000, ["b"]));
        byte[][] all = bench.Pending();
        await bench.AbandonAsync();
        File.Delete(bench[SymbolFile.FileName]);
        var files = new FaultyFiles();
        files.FailAt(1, FaultyFiles.NoSpace);
        bench.Open(files);
        Assert.Equal(all, bench.Pending());
        Assert.Equal(ErrorCode.StoreFull, Assert.Throws<QuestDbException>(() => bench.Publish((2000, ["c"]))).Code);
        files.Heal();
        bench.Publish((2000, ["c"]));
        await bench.ReopenAsync();
        Assert.Equal(["a", "b", "c"], bench.Texts());
    }

    /// <summary>Changing calls of the publish that the tests let fail.</summary>
    private static async Task<int> WritesOfPublishAsync()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files).Open();
        bench.Publish((100, ["a", "b"]));
        int before = files.Changes;
        bench.Publish(s_large);
        return files.Changes - before;
    }

    private static Func<Exception> Error(string fault) => fault switch
    {
        "ENOSPC" => FaultyFiles.NoSpace,
        "EROFS" => FaultyFiles.ReadOnly,
        _ => FaultyFiles.BadDisk,
    };
}
