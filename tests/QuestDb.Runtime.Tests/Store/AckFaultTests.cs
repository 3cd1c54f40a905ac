using System.Buffers.Binary;
using QuestDb.Store.Files;
using QuestDb.Store.Slots;

namespace QuestDb.Tests.Store;

/// <summary>Acks whose watermark or whose deletes go wrong: at worst frames are sent twice.</summary>
public class AckFaultTests
{
    [Fact]
    public async Task A_watermark_of_frames_that_a_power_failure_took_does_not_release_those_that_get_their_numbers()
    {
        await using SlotBench bench = new SlotBench().Open();
        for (int i = 0; i < 3; i++) bench.Publish(100);
        bench.Ack(0);
        await bench.AbandonAsync();
        byte[] watermark = File.ReadAllBytes(bench[AckWatermark.FileName]);
        BinaryPrimitives.WriteInt64LittleEndian(watermark.AsSpan(8), 5);
        File.WriteAllBytes(bench[AckWatermark.FileName], watermark);

        bench.Open();
        Assert.Equal(3, bench.Pending().Length);
        for (int i = 0; i < 5; i++) bench.Publish(100);
        byte[][] all = bench.Pending();
        await bench.ReopenAsync();
        Assert.Equal(all, bench.Pending());
    }

    [Fact]
    public async Task A_segment_whose_delete_failed_goes_before_the_next_ones_so_that_no_gap_is_left()
    {
        var files = new PickyFiles();
        await using SlotBench bench = new SlotBench(files).Open();
        for (int i = 0; i < 9; i++) bench.Publish(400);
        files.Refuses = path => path.EndsWith("sf-0000000000000000.sfa", StringComparison.Ordinal);
        bench.Ack(1);
        Assert.Equal(ErrorCode.StoreFailed, Assert.Single(bench.Events).Error!.Code);
        Assert.Equal(5 * 1024, bench.Slot.AllocatedBytes);
        bench.Ack(5);
        byte[][] left = bench.Pending();
        files.Refuses = static _ => false;
        await bench.ReopenAsync();
        Assert.Equal(left, bench.Pending());
        Assert.Equal(["sf-0000000000000003.sfa", "sf-0000000000000004.sfa"],
            bench.Files.Where(static f => f.EndsWith(".sfa", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Acknowledged_segments_leave_a_full_disk_that_has_no_room_for_the_watermark()
    {
        var files = new PickyFiles();
        await using SlotBench bench = new SlotBench(files).Open();
        files.Refuses = static path => path.EndsWith(AckWatermark.FileName, StringComparison.Ordinal);
        for (int i = 0; i < 6; i++) bench.Publish(400);
        bench.Ack(4);
        Assert.NotEmpty(bench.Events);
        Assert.Equal(1024, bench.Slot.AllocatedBytes);
        Assert.Equal(["sf-0000000000000002.sfa"], bench.Files.Where(static f => f.EndsWith(".sfa", StringComparison.Ordinal)));
    }

    /// <summary>The real file system, which refuses to make or delete some files.</summary>
    private sealed class PickyFiles : IFileSystem
    {
        public Func<string, bool> Refuses { get; set; } = static _ => false;

        public IStoreFile Create(string path, long length) => DiskFileSystem.Instance.Create(path, length);

        public IStoreFile Open(string path) =>
            File.Exists(path) || !Refuses(path) ? DiskFileSystem.Instance.Open(path) : throw FaultyFiles.NoSpace();

        public IStoreFile OpenExisting(string path) => DiskFileSystem.Instance.OpenExisting(path);

        public void Delete(string path)
        {
            if (Refuses(path)) throw FaultyFiles.BadDisk();
            DiskFileSystem.Instance.Delete(path);
        }

        public void SyncDirectory(string path) => DiskFileSystem.Instance.SyncDirectory(path);
    }
}
