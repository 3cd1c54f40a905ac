using System.Buffers.Binary;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;

namespace QuestDb.Tests.Store;

/// <summary>A slot of three frames in one segment, with texts, in which bytes are lost or flipped.</summary>
public class SegmentDamageTests
{
    private const string Segment = "sf-0000000000000000.sfa";

    [Fact]
    public async Task A_segment_cut_at_any_byte_keeps_the_frames_that_are_whole()
    {
        await using SlotBench bench = await WriteAsync();
        (byte[] bytes, byte[][] frames, int[] ends) = Read(bench);
        for (int length = 0; length <= ends[2]; length++)
        {
            File.WriteAllBytes(bench[Segment], bytes[..length]);
            if (length is > 0 and < SegmentFormat.HeaderLength)
            {
                Assert.Equal(ErrorCode.StoreCorrupt, Assert.Throws<QuestDbException>(() => bench.Open()).Code);
                Assert.Equal(bytes[..length], File.ReadAllBytes(bench[Segment]));
                continue;
            }

            bench.Open();
            int whole = ends.Count(end => end <= length);
            Assert.Equal(frames[..whole], bench.Pending());
            int left = length - (whole == 0 ? SegmentFormat.HeaderLength : ends[whole - 1]);
            Assert.Equal(left > 0 && whole > 0 ? left : 0, bench.Slot.Recovered.HasPending ? (int)bench.Slot.Recovered.TornBytes : 0);

            // The slot goes on behind the last whole frame, also where the file has no room for another.
            bench.Publish(40);
            byte[][] all = bench.Pending();
            await bench.ReopenAsync();
            Assert.Equal(whole + 1, all.Length);
            Assert.Equal(all, bench.Pending());
            await bench.AbandonAsync();
            foreach (string file in bench.Files) File.Delete(bench[file]);
        }
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_in_the_last_frame_cuts_it_and_only_it()
    {
        await using SlotBench bench = await WriteAsync();
        (byte[] bytes, byte[][] frames, int[] ends) = Read(bench);
        for (int position = ends[1]; position < ends[2]; position++)
        {
            byte[] flipped = [.. bytes];
            flipped[position] ^= 0x10;
            File.WriteAllBytes(bench[Segment], flipped);
            bench.Open();
            Assert.Equal(frames[..2], bench.Pending());
            Assert.Equal(bytes.Length - ends[1], bench.Slot.Recovered.TornBytes);
            ClientEvent e = Assert.Single(bench.Events);
            Assert.Equal((ClientEventKind.StoreFailed, ErrorCode.StoreCorrupt), (e.Kind, e.Error!.Code));
            Assert.Contains("up to FSN 1", e.Error.Message);
            bench.Events.Clear();
            await bench.AbandonAsync();
            Assert.False(File.ReadAllBytes(bench[Segment]).AsSpan(ends[1]).ContainsAnyExcept((byte)0));
        }
    }

    [Fact]
    public async Task A_bit_flipped_in_a_frame_before_whole_ones_is_refused_and_nothing_is_changed()
    {
        await using SlotBench bench = await WriteAsync();
        (byte[] bytes, byte[][] frames, int[] ends) = Read(bench);
        for (int position = SegmentFormat.HeaderLength; position < ends[1]; position++)
        {
            byte[] flipped = [.. bytes];
            flipped[position] ^= 0x10;
            File.WriteAllBytes(bench[Segment], flipped);
            QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Open());
            Assert.Equal(ErrorCode.StoreCorrupt, e.Code);
            Assert.Contains(bench[Segment], e.Message);
            Assert.Contains($"a whole one follows at byte {(position < ends[0] ? ends[0] : ends[1])}", e.Message);
            Assert.Equal(flipped, File.ReadAllBytes(bench[Segment]));
        }

        // Repaired, everything is there.
        File.WriteAllBytes(bench[Segment], bytes);
        Assert.Equal(frames, bench.Open().Pending());
    }

    [Theory]
    [InlineData(0, ErrorCode.StoreCorrupt, "not with SF01")]
    [InlineData(3, ErrorCode.StoreCorrupt, "not with SF01")]
    [InlineData(4, ErrorCode.StoreUnsupported, "its version is 17")]
    [InlineData(5, ErrorCode.StoreUnsupported, "its flags are 0x10")]
    [InlineData(6, ErrorCode.StoreUnsupported, "its reserved bytes")]
    [InlineData(7, ErrorCode.StoreUnsupported, "its reserved bytes")]
    [InlineData(15, ErrorCode.StoreCorrupt, "its first frame number is -")]
    public async Task A_flipped_bit_in_the_header_is_an_error_that_names_the_field_and_changes_nothing(
        int position, ErrorCode code, string message)
    {
        await using SlotBench bench = await WriteAsync();
        (byte[] bytes, byte[][] frames, _) = Read(bench);
        byte[] flipped = [.. bytes];
        flipped[position] ^= position == 15 ? (byte)0x80 : (byte)0x10;
        File.WriteAllBytes(bench[Segment], flipped);
        QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Open());
        Assert.Equal(code, e.Code);
        Assert.Contains(message, e.Message);
        Assert.Contains(bench[Segment], e.Message);
        Assert.Equal(flipped, File.ReadAllBytes(bench[Segment]));

        File.WriteAllBytes(bench[Segment], bytes);
        Assert.Equal(frames, bench.Open().Pending());
    }

    [Fact]
    public async Task The_manifest_flag_without_a_manifest_is_refused()
    {
        await using SlotBench bench = await WriteAsync();
        (byte[] bytes, _, _) = Read(bench);
        bytes[SegmentFormat.FlagsOffset] = SegmentFormat.ManifestRequired;
        File.WriteAllBytes(bench[Segment], bytes);
        QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Open());
        Assert.Equal(ErrorCode.StoreCorrupt, e.Code);
        Assert.Contains("sf-manifest.bin", e.Message);
    }

    [Fact]
    public async Task A_segment_with_another_base_leaves_a_gap_and_is_refused()
    {
        await using SlotBench bench = await WriteAsync();
        bench.Open();
        bench.Publish(2000);
        await bench.AbandonAsync();
        (byte[] bytes, _, _) = Read(bench);
        bytes[8] ^= 0x10;
        File.WriteAllBytes(bench[Segment], bytes);
        QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Open());
        Assert.Equal(ErrorCode.StoreCorrupt, e.Code);
        Assert.Contains("begins with FSN", e.Message);
    }

    [Fact]
    public async Task An_empty_frame_is_refused()
    {
        await using SlotBench bench = await WriteAsync();
        (byte[] bytes, _, int[] ends) = Read(bench);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ends[2]), Crc32C.Compute(new byte[4]));
        File.WriteAllBytes(bench[Segment], bytes);
        Assert.Contains("is empty", Assert.Throws<QuestDbException>(() => bench.Open()).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1024)]
    public async Task A_segment_that_was_being_made_is_nothing(int length)
    {
        await using SlotBench bench = await WriteAsync();
        File.WriteAllBytes(bench["sf-0000000000000001.sfa"], new byte[length]);
        Assert.Equal(3, bench.Open().Pending().Length);
        Assert.False(File.Exists(bench["sf-0000000000000001.sfa"]));
    }

    [Fact]
    public async Task Segments_of_any_name_are_read()
    {
        await using SlotBench bench = await WriteAsync();
        File.Move(bench[Segment], bench["sf-initial.sfa"]);
        Assert.Equal(3, bench.Open().Pending().Length);
        Assert.Equal(3, bench.Publish(2000));
        Assert.Contains(Segment, bench.Files);
    }

    private static async Task<SlotBench> WriteAsync()
    {
        SlotBench bench = new SlotBench().Open();
        bench.Publish((60, ["a"]));
        bench.Publish((70, ["b"]));
        bench.Publish((80, ["c"]));
        await bench.AbandonAsync();
        return bench;
    }

    /// <summary>The segment, its frames, and where each ends.</summary>
    private static (byte[] Bytes, byte[][] Frames, int[] Ends) Read(SlotBench bench)
    {
        using IStoreFile file = DiskFileSystem.Instance.Open(bench[Segment]);
        List<FramePlace> places = [];
        SegmentScan.Read(file, bench[Segment], new FrameWalk(), places);
        byte[] bytes = File.ReadAllBytes(bench[Segment]);
        return (bytes, [.. places.Select(f => bytes.AsSpan(f.Offset, f.Length).ToArray())],
            [.. places.Select(static f => f.End)]);
    }
}
