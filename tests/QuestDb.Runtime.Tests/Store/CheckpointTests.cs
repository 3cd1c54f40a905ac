using QuestDb.Store.Segments;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Store;

/// <summary><c>sf_durability=periodic</c>.</summary>
public class CheckpointTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task New_frames_are_synced_after_their_texts_and_before_the_directory()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files, syncInterval: s_soon).Open();
        bench.Publish((10, ["a"]));
        await Poll.UntilAsync(() => Synced(files).Contains(bench.Path), "the slot was synced");
        string[] synced = Synced(files);
        Assert.Equal([".symbol-dict", "sf-0000000000000000.sfa", bench.Path], synced);

        bench.Publish(10);
        await Poll.UntilAsync(() => Synced(files).Length == 6, "the new frame was synced");
    }

    [Fact]
    public async Task Without_it_nothing_is_synced()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files).Open();
        bench.Publish((10, ["a"]));
        await bench.AbandonAsync();
        Assert.Empty(files.Synced);
    }

    [Fact]
    public async Task Closing_syncs_what_is_left()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files, syncInterval: TimeSpan.FromHours(1)).Open();
        bench.Publish((10, ["a"]));
        Assert.Null(await bench.Slot.CloseAsync(isDrained: false));
        Assert.Equal([".symbol-dict", "sf-0000000000000000.sfa", bench.Path], files.Synced);
    }

    [Fact]
    public async Task A_failed_checkpoint_is_reported_and_refuses_rows_until_one_succeeds()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files, syncInterval: s_soon).Open();
        bench.Publish(10);
        await Poll.UntilAsync(() => Synced(files).Contains(bench.Path), "the first frame was synced");
        bench.Publish((10, ["b"]));
        files.FailAt(1, FaultyFiles.BadDisk);
        await Poll.UntilAsync(() => { lock (bench.Events) return bench.Events.Count > 0; }, "the failure was reported");
        Assert.Equal((ClientEventKind.StoreFailed, ErrorCode.StoreFailed), (bench.Events[0].Kind, bench.Events[0].Error!.Code));

        QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Publish(10));
        Assert.Equal(ErrorCode.StoreFailed, e.Code);
        Assert.Contains("sf_durability=periodic", e.Message);
        Assert.Equal(1, bench.Queue.PublishedFsn);

        int written = files.Written.Count;
        files.Heal();
        await Poll.UntilAsync(() => TryPublish(bench), "rows are taken again");
        Assert.Equal(3, bench.Pending().Length);
        // What the failed checkpoint should have saved was written once more: the system may have given it up.
        int first = SegmentFormat.HeaderLength + SegmentFormat.FrameHeaderLength + SlotBench.Frame(0, [], 10, 0).Length;
        Assert.Equal(("sf-0000000000000000.sfa", first), (files.Written[written].File, files.Written[written].Offset));
        // One report for one failure, however often it was tried.
        Assert.Single(bench.Events);
    }

    [Fact]
    public async Task A_checkpoint_that_fails_at_the_close_is_its_error()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files, syncInterval: TimeSpan.FromHours(1)).Open();
        bench.Publish(10);
        files.FailAt(1, FaultyFiles.BadDisk);
        QuestDbException? e = await bench.Slot.CloseAsync(isDrained: false);
        Assert.Equal(ErrorCode.StoreFailed, e!.Code);
        files.Heal();
        Assert.Single(bench.Open().Pending());
    }

    private static bool TryPublish(SlotBench bench)
    {
        try
        {
            bench.Publish(10);
            return true;
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.StoreFailed)
        {
            return false;
        }
    }

    private static string[] Synced(FaultyFiles files)
    {
        lock (files.Synced) return [.. files.Synced];
    }
}
