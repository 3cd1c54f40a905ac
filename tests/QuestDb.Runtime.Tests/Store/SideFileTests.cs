using QuestDb.Wire;
using System.Buffers.Binary;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;

namespace QuestDb.Tests.Store;

/// <summary>The dictionary, the watermark and the manifest beside the segments.</summary>
public class SideFileTests
{
    [Fact]
    public async Task A_dictionary_cut_at_any_byte_is_completed_from_the_frames()
    {
        await using SlotBench bench = await WriteAsync();
        byte[] dictionary = File.ReadAllBytes(bench[SymbolFile.FileName]);
        byte[][] segments =
            [.. bench.Files.Where(static f => f.EndsWith(".sfa", StringComparison.Ordinal)).Select(f => File.ReadAllBytes(bench[f]))];
        byte[][] frames = bench.Open().Pending();
        await bench.AbandonAsync();
        for (int length = 0; length <= dictionary.Length; length++)
        {
            File.WriteAllBytes(bench[SymbolFile.FileName], dictionary[..length]);
            bench.Open();
            Assert.Equal(frames, bench.Pending());
            Assert.Equal(["a", "b", "c", "d"], bench.Texts());
            // What the frames alone knew is in the file again with the next publish, in chunks that the next frame does not share.
            bench.Publish((10, ["e"]));
            await bench.AbandonAsync();
            var read = new SymbolDictionary();
            Assert.Equal(new FileInfo(bench[SymbolFile.FileName]).Length, SymbolFile.Read(DiskFileSystem.Instance, bench.Path, read));
            Assert.Equal(5, read.Count);
            foreach ((string file, byte[] bytes) in bench.Files.Where(static f => f.EndsWith(".sfa", StringComparison.Ordinal))
                .Zip(segments))
            {
                File.WriteAllBytes(bench[file], bytes);
            }
        }
    }

    [Fact]
    public async Task Texts_that_only_frames_knew_are_saved_in_a_chunk_of_their_own()
    {
        await using SlotBench bench = await WriteAsync();
        File.WriteAllBytes(bench[SymbolFile.FileName], File.ReadAllBytes(bench[SymbolFile.FileName])[..SymbolFile.HeaderLength]);
        bench.Open().Publish((10, ["e"]));
        await bench.AbandonAsync();
        byte[] bytes = File.ReadAllBytes(bench[SymbolFile.FileName]);
        Assert.True(SymbolChunk.TryRead(bytes.AsSpan(SymbolFile.HeaderLength), out SymbolChunk first));
        var read = new SymbolDictionary();
        first.AddTo(read);
        Assert.Equal(4, read.Count);
        Assert.True(SymbolChunk.TryRead(bytes.AsSpan(SymbolFile.HeaderLength + first.Length), out SymbolChunk second));
        Assert.Equal(bytes.Length, SymbolFile.HeaderLength + first.Length + second.Length);
    }

    [Fact]
    public async Task Texts_that_only_frames_knew_outlive_the_segments_of_those_frames()
    {
        await using SlotBench bench = await WriteAsync();
        File.Delete(bench[SymbolFile.FileName]);
        bench.Open().Ack(1);
        byte[][] left = bench.Pending();
        await bench.ReopenAsync();
        Assert.Equal(left, bench.Pending());
        Assert.Equal(["a", "b", "c", "d"], bench.Texts());
    }

    [Fact]
    public async Task A_bit_flipped_in_a_chunk_cuts_the_dictionary_there()
    {
        await using SlotBench bench = await WriteAsync();
        byte[] dictionary = File.ReadAllBytes(bench[SymbolFile.FileName]);
        for (int position = SymbolFile.HeaderLength; position < dictionary.Length; position++)
        {
            byte[] flipped = [.. dictionary];
            flipped[position] ^= 1;
            File.WriteAllBytes(bench[SymbolFile.FileName], flipped);
            int end = SymbolFile.Read(DiskFileSystem.Instance, bench.Path, new SymbolDictionary());
            Assert.True(end <= position, $"byte {position}: read up to {end}");
            Assert.Equal(["a", "b", "c", "d"], bench.Open().Texts());
            await bench.AbandonAsync();
        }
    }

    [Fact]
    public async Task A_dictionary_of_another_version_is_refused_and_kept()
    {
        await using SlotBench bench = await WriteAsync();
        byte[] dictionary = File.ReadAllBytes(bench[SymbolFile.FileName]);
        dictionary[4] = 2;
        File.WriteAllBytes(bench[SymbolFile.FileName], dictionary);
        QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Open());
        Assert.Equal(ErrorCode.StoreUnsupported, e.Code);
        Assert.Contains(bench[SymbolFile.FileName], e.Message);
        Assert.Equal(dictionary, File.ReadAllBytes(bench[SymbolFile.FileName]));
    }

    [Fact]
    public async Task Frames_whose_texts_are_lost_are_refused_and_kept()
    {
        await using SlotBench bench = await WriteAsync();
        bench.Open();
        bench.Publish((2000, []));
        bench.Ack(2);
        bench.Publish((10, ["e"]));
        await bench.AbandonAsync();
        File.Delete(bench[SymbolFile.FileName]);
        string[] files = bench.Files;
        QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Open());
        Assert.Equal(ErrorCode.StoreCorrupt, e.Code);
        Assert.Contains("takes 4 symbol texts for known, of which 0 are left", e.Message);
        Assert.Equal(files, bench.Files);
    }

    [Fact]
    public async Task A_frame_with_another_text_for_an_id_that_a_later_frame_needs_from_the_dictionary_is_refused()
    {
        await using SlotBench bench = await WriteAsync();
        bench.Open().Ack(0);
        await bench.AbandonAsync();
        await using var other = new SlotBench();
        other.Open().Publish((10, ["x", "y"]));
        await other.AbandonAsync();
        File.Copy(other[SymbolFile.FileName], bench[SymbolFile.FileName], overwrite: true);
        QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Open());
        Assert.Equal(ErrorCode.StoreCorrupt, e.Code);
        Assert.Contains("FSN 0", e.Message);
    }

    [Fact]
    public async Task Acknowledged_frames_of_the_first_segment_are_not_sent_again()
    {
        await using SlotBench bench = await WriteAsync();
        byte[][] frames = bench.Open().Pending();
        bench.Ack(0);
        await bench.ReopenAsync();
        Assert.Equal(0, bench.Queue.AckedFsn);
        Assert.Equal(frames[1..], bench.Pending());
        Assert.Equal("414b57310000000000", Convert.ToHexStringLower(File.ReadAllBytes(bench[AckWatermark.FileName])[..9]));
    }

    [Fact]
    public async Task A_watermark_that_is_cut_damaged_or_of_other_frames_only_sends_more_again()
    {
        await using SlotBench bench = await WriteAsync();
        byte[][] frames = bench.Open().Pending();
        bench.Ack(0);
        await bench.AbandonAsync();
        byte[] watermark = File.ReadAllBytes(bench[AckWatermark.FileName]);
        for (int length = 0; length < watermark.Length; length++)
        {
            File.WriteAllBytes(bench[AckWatermark.FileName], watermark[..length]);
            Assert.Equal(frames, bench.Open().Pending());
            await bench.AbandonAsync();
        }

        for (int bit = 0; bit < 32; bit++)
        {
            byte[] flipped = [.. watermark];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(bench[AckWatermark.FileName], flipped);
            Assert.Equal(frames, bench.Open().Pending());
            await bench.AbandonAsync();
        }

        foreach (long fsn in (long[])[3, 1000, -2, long.MaxValue, long.MinValue])
        {
            BinaryPrimitives.WriteInt64LittleEndian(watermark.AsSpan(8), fsn);
            File.WriteAllBytes(bench[AckWatermark.FileName], watermark);
            Assert.Equal(frames, bench.Open().Pending());
            await bench.AbandonAsync();
        }

        // A new ack repairs it.
        bench.Open().Ack(0);
        await bench.ReopenAsync();
        Assert.Equal(frames[1..], bench.Pending());
    }

    [Fact]
    public async Task The_watermark_of_newer_clients_is_read_and_replaced()
    {
        await using SlotBench bench = await WriteAsync();
        byte[][] frames = bench.Open().Pending();
        await bench.AbandonAsync();
        File.WriteAllBytes(bench[AckWatermark.FileName], Dual(0x31574B41, null, (4, 0, 0)));
        Assert.Equal(frames[1..], bench.Open().Pending());
        await bench.AbandonAsync();
        File.WriteAllBytes(bench[AckWatermark.FileName], Dual(0x31574B41, (5, 1, 0), (4, 0, 0)));
        Assert.Equal(frames[2..], bench.Open().Pending());
        bench.Publish(10);
        bench.Ack(2);
        Assert.Equal(AckWatermark.Length, new FileInfo(bench[AckWatermark.FileName]).Length);
        await bench.ReopenAsync();
        Assert.Single(bench.Pending());
    }

    [Fact]
    public async Task A_slot_of_a_newer_client_is_taken_over_without_its_manifest()
    {
        await using SlotBench bench = await WriteAsync(flagged: true);
        File.WriteAllBytes(bench[Manifest.FileName], Dual(0x314D4653, (1, 0, 0), (2, 0, 2)));
        Assert.Equal(3, bench.Open().Pending().Length);
        Assert.False(File.Exists(bench[Manifest.FileName]));
        bench.Publish(2000);
        await bench.ReopenAsync();
        Assert.Equal(4, bench.Pending().Length);
    }

    [Fact]
    public async Task A_manifest_may_know_of_a_last_segment_that_is_still_empty()
    {
        await using SlotBench bench = await WriteAsync(flagged: true);
        File.WriteAllBytes(bench[Manifest.FileName], Dual(0x314D4653, (1, 0, 3), null));
        Assert.Equal(3, bench.Open().Pending().Length);
    }

    [Theory]
    [InlineData(0, 4, "the last segment begins with FSN 4")]
    [InlineData(1, 2, "begins with FSN 1")]
    [InlineData(0, 1, "the last segment begins with FSN 1")]
    public async Task A_manifest_that_knows_of_other_segments_is_an_error(long head, long active, string message)
    {
        await using SlotBench bench = await WriteAsync(flagged: true);
        byte[] manifest = Dual(0x314D4653, (1, head, active), null);
        File.WriteAllBytes(bench[Manifest.FileName], manifest);
        QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Open());
        Assert.Equal(ErrorCode.StoreCorrupt, e.Code);
        Assert.Contains(message, e.Message);
        Assert.Equal(manifest, File.ReadAllBytes(bench[Manifest.FileName]));
    }

    [Fact]
    public async Task A_slot_whose_frames_are_all_acknowledged_begins_anew()
    {
        await using SlotBench bench = await WriteAsync();
        bench.Open().Ack(2);
        await bench.ReopenAsync();
        Assert.Empty(bench.Files);
        Assert.Equal(-1, bench.Queue.PublishedFsn);
        Assert.Empty(bench.Texts());
        Assert.Equal(0, bench.Publish((10, ["z"])));
    }

    [Fact]
    public async Task A_drained_slot_is_left_with_its_lock_files_alone()
    {
        await using SlotBench bench = await WriteAsync();
        bench.Open().Ack(2);
        Assert.Null(await bench.Slot.CloseAsync(isDrained: true));
        Assert.Empty(bench.Files);
        Assert.Equal([".lock", ".lock.pid"], Directory.EnumerateFiles(bench.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>Frames 0 and 1 in one segment, 2 in another.</summary>
    private static async Task<SlotBench> WriteAsync(bool flagged = false)
    {
        SlotBench bench = new SlotBench().Open();
        bench.Publish((60, ["a", "b"]));
        bench.Publish((70, ["c"]));
        bench.Publish((900, ["d"]));
        await bench.AbandonAsync();
        if (flagged) Flag(bench, 0, 2);
        return bench;
    }

    /// <summary>Makes a closed slot one of a newer client: segments that ask for a manifest, and the manifest.</summary>
    internal static void Flag(SlotBench bench, long head, long active)
    {
        foreach (string file in Directory.GetFiles(bench.Path, "*.sfa"))
        {
            byte[] bytes = File.ReadAllBytes(file);
            // One that is being made has no header yet.
            if (bytes[0] == 0) continue;
            bytes[SegmentFormat.FlagsOffset] = SegmentFormat.ManifestRequired;
            File.WriteAllBytes(file, bytes);
        }

        File.WriteAllBytes(bench[Manifest.FileName], Dual(0x314D4653, (1, head, active)));
    }

    private static byte[] Dual(uint magic, params (long Generation, long First, long Second)?[] records)
    {
        byte[] bytes = new byte[DualRecord.FileLength];
        for (int i = 0; i < records.Length; i++)
        {
            if (records[i] is not { } record) continue;
            Span<byte> at = bytes.AsSpan(i * 4096, 64);
            BinaryPrimitives.WriteUInt32LittleEndian(at, magic);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], 1);
            BinaryPrimitives.WriteInt64LittleEndian(at[8..], record.Generation);
            BinaryPrimitives.WriteInt64LittleEndian(at[16..], record.First);
            BinaryPrimitives.WriteInt64LittleEndian(at[24..], record.Second);
            BinaryPrimitives.WriteUInt32LittleEndian(at[60..], Crc32C.Compute(at[..60]));
        }

        return bytes;
    }
}
