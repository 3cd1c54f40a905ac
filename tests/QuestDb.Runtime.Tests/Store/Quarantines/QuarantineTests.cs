using QuestDb.Store.Quarantines;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Store;

public sealed class QuarantineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Frames_come_back_with_their_reasons_in_the_order_of_their_fsns(bool onDisk)
    {
        Quarantine quarantine = Open(onDisk);
        DateTime before = DateTime.UtcNow;
        quarantine.Add(300, [1, 2, 3], 0x03, "column price: \"x\" is no DOUBLE\n", "db-1:9000");
        quarantine.Add(7, [4], 0x05, "", "db-2:9000");

        IReadOnlyList<QuarantineEntry> frames = quarantine.List();
        Assert.Equal([7L, 300L], frames.Select(static f => f.Fsn));
        Assert.Equal((0x05, "", "db-2:9000", 1),
            (frames[0].Reason.Status, frames[0].Reason.ServerMessage, frames[0].Reason.Endpoint, frames[0].Length));
        Assert.Equal((0x03, "column price: \"x\" is no DOUBLE\n", "db-1:9000", 3),
            (frames[1].Reason.Status, frames[1].Reason.ServerMessage, frames[1].Reason.Endpoint, frames[1].Length));
        Assert.All(frames, frame => Assert.InRange(frame.Reason.TimeUtc, before, DateTime.UtcNow));
        Assert.Equal([4], quarantine.Read(frames[0]));
        Assert.Equal([1, 2, 3], quarantine.Read(frames[1]));
    }

    [Fact]
    public void A_frame_set_aside_again_after_a_crash_is_one_frame_and_another_of_its_fsn_is_a_second()
    {
        Quarantine quarantine = Open(onDisk: true);
        quarantine.Add(5, [1, 2], 0x03, "first", "a:1");
        quarantine.Add(5, [9, 9], 0x03, "other", "a:1");
        quarantine.Add(5, [1, 2], 0x05, "again", "b:2");

        IReadOnlyList<QuarantineEntry> frames = quarantine.List();
        Assert.Equal(["again", "other"], frames.Select(static f => f.Reason.ServerMessage));
        Assert.Equal([1, 2], quarantine.Read(frames[0]));
        Assert.Equal([9, 9], quarantine.Read(frames[1]));
    }

    [Fact]
    public void Equal_frames_of_two_senders_are_two_in_memory()
    {
        Quarantine quarantine = Open(onDisk: false);
        quarantine.Add(0, [1, 2], 0x03, "one sender", "a:1");
        quarantine.Add(0, [1, 2], 0x03, "another", "a:1");
        Assert.Equal(["one sender", "another"], quarantine.List().Select(static f => f.Reason.ServerMessage));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Removing_a_frame_twice_leaves_a_later_one_of_its_fsn(bool onDisk)
    {
        Quarantine quarantine = Open(onDisk);
        quarantine.Add(0, [1], 0x03, "first", "a:1");
        QuarantineEntry first = quarantine.List()[0];
        quarantine.Remove(first);
        // Another sender, or a slot that was drained, counts from 0 too.
        quarantine.Add(0, [2], 0x03, "later", "a:1");
        quarantine.Remove(first);
        Assert.Equal([2], quarantine.Read(Assert.Single(quarantine.List())));
        Assert.Equal(ErrorCode.StoreFailed, Assert.Throws<QuestDbException>(() => quarantine.Read(first)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_removed_frame_is_gone_and_the_others_stay(bool onDisk)
    {
        Quarantine quarantine = Open(onDisk);
        for (byte fsn = 0; fsn < 3; fsn++) quarantine.Add(fsn, [fsn], 0x03, "", "");
        QuarantineEntry gone = quarantine.List()[1];
        quarantine.Remove(gone);
        quarantine.Remove(gone);

        Assert.Equal([0L, 2L], quarantine.List().Select(static f => f.Fsn));
        Assert.Equal(2, quarantine.Count);
        Assert.Equal(ErrorCode.StoreFailed, Assert.Throws<QuestDbException>(() => quarantine.Read(gone)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_set_aside_on_disk_is_there_for_the_next_process(bool sync)
    {
        new QuarantineFolder(_folder.Path, sync).Add(0x1234, [5, 6], 0x09, "message", "db:9000");
        Assert.Equal([".quarantine/sf-0000000000001234.json", ".quarantine/sf-0000000000001234.sfa"],
            Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.Path, f))
                .Order(StringComparer.Ordinal));

        Quarantine next = new QuarantineFolder(_folder.Path, sync);
        QuarantineEntry frame = Assert.Single(next.List());
        Assert.Equal((0x1234L, (byte)0x09, "message"), (frame.Fsn, frame.Reason.Status, frame.Reason.ServerMessage));
        Assert.Equal([5, 6], next.Read(frame));
    }

    [Fact]
    public void The_file_of_a_frame_is_a_segment_of_the_shared_format()
    {
        // The frame of java-two-frame.sfa.hex: CRC-32C over length and payload.
        new QuarantineFolder(_folder.Path, sync: false).Add(42, "one"u8, 0x03, "", "");
        byte[] bytes = File.ReadAllBytes(_folder[".quarantine/sf-000000000000002a.sfa"]);
        byte[] java = Convert.FromHexString("53463031010000002a00000000000000cb04fb711f010000a60ecb49030000006f6e65");
        Assert.Equal(java[..16], bytes[..16]);
        Assert.Equal(java[24..35], bytes[24..]);
    }

    [Fact]
    public void Every_flipped_bit_of_a_frame_is_found()
    {
        var quarantine = new QuarantineFolder(_folder.Path, sync: false);
        quarantine.Add(1, [1, 2, 3], 0x03, "", "");
        string path = _folder[".quarantine/sf-0000000000000001.sfa"];
        byte[] whole = File.ReadAllBytes(path);
        QuarantineEntry frame = Assert.Single(quarantine.List());
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            // Flags, reserved bytes, FSN and creation time have no checksum.
            if (bit / 8 is >= 5 and < 24) continue;
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, damaged);
            QuestDbException error = Assert.Throws<QuestDbException>(() => quarantine.Read(frame));
            Assert.Contains(error.Code, (ErrorCode[])[ErrorCode.StoreCorrupt, ErrorCode.StoreUnsupported]);
            Assert.Contains(path, error.Message);
        }

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Equal(ErrorCode.StoreCorrupt, Assert.Throws<QuestDbException>(() => quarantine.Read(frame)).Code);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"status\":3}")]
    [InlineData("{\"status\":\"x\",\"message\":\"\",\"endpoint\":\"\",\"utc\":\"2026-01-01T00:00:00Z\"}")]
    public void A_frame_whose_reason_is_lost_is_listed_all_the_same(string? json)
    {
        var quarantine = new QuarantineFolder(_folder.Path, sync: false);
        quarantine.Add(1, [1], 0x03, "message", "");
        string reason = _folder[".quarantine/sf-0000000000000001.json"];
        if (json is null) File.Delete(reason);
        else File.WriteAllText(reason, json);

        QuarantineEntry frame = Assert.Single(quarantine.List());
        Assert.Equal((1L, (byte)0), (frame.Fsn, frame.Reason.Status));
        Assert.Contains("is lost", frame.Reason.ServerMessage);
    }

    [Fact]
    public void A_quarantine_that_cannot_be_written_says_where()
    {
        File.WriteAllText(_folder[".quarantine"], "");
        QuestDbException error =
            Assert.Throws<QuestDbException>(() => new QuarantineFolder(_folder.Path, sync: false).Add(1, [1], 0x03, "", ""));
        Assert.Equal(ErrorCode.StoreFailed, error.Code);
        Assert.Contains(_folder[".quarantine"], error.Message);
    }

    private Quarantine Open(bool onDisk) => onDisk ? new QuarantineFolder(_folder.Path, sync: false) : new QuarantineMemory();
}
