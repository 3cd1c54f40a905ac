using System.Buffers.Binary;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.Wire;

namespace QuestDb.Tests.Store;

/// <summary>
/// Slots in which a client without <c>.symbol-dict</c> (Java up to 1.3.6) went on: it leaves that file behind, and each of its frames
/// carries its whole dictionary.
/// </summary>
public sealed class StaleSymbolFileTests
{
    [Fact]
    public async Task A_symbol_file_that_an_older_client_left_behind_is_stale_and_the_slot_is_whole()
    {
        await using SlotBench bench = await WriteWholeAsync(["x"], ["x", "y"]);
        await LeaveFileAsync(bench, "a", "b", "c");
        bench.Open();
        Assert.Equal(2, bench.Pending().Length);
        Assert.Equal(["x", "y"], bench.Texts());
        Assert.Equal([1, 2], Ends(bench));

        // The file is begun anew, and new frames go on after the texts of the frames.
        bench.Publish((10, ["z"]));
        await bench.AbandonAsync();
        var read = new SymbolDictionary();
        SymbolFile.Read(DiskFileSystem.Instance, bench.Path, read);
        Assert.Equal(3, read.Count);
        Assert.Equal(["x", "y", "z"], bench.Open().Texts());
    }

    [Fact]
    public async Task Frames_of_an_older_client_before_and_after_its_restart_stand_for_themselves()
    {
        await using SlotBench bench = await WriteWholeAsync(["x"], ["x", "y"], ["y"], ["y", "w"]);
        await LeaveFileAsync(bench, "a");
        bench.Open();
        Assert.Equal(["y", "w"], bench.Texts());
        Assert.Equal([QueuedFrame.OwnDictionary, QueuedFrame.OwnDictionary, 1, 2], Ends(bench));
        Assert.Equal(4, bench.Publish((10, ["z"])));
        Assert.Equal(3, Ends(bench)[^1]);
    }

    [Fact]
    public async Task Frames_that_need_the_file_and_contradict_it_are_damaged()
    {
        await using SlotBench bench = new SlotBench().Open();
        bench.Publish((10, ["a", "b"]));
        bench.Publish((10, ["c"]));
        bench.Ack(0);
        await bench.AbandonAsync();
        await LeaveFileAsync(bench, "x", "y");
        Assert.Equal(ErrorCode.StoreCorrupt, Assert.Throws<QuestDbException>(() => bench.Open()).Code);
    }

    [Fact]
    public async Task A_frame_that_begins_anew_after_one_that_needs_others_is_damaged()
    {
        await using SlotBench bench = new SlotBench().Open();
        bench.Publish((10, ["a"]));
        bench.Publish((10, ["b"]));
        await bench.AbandonAsync();
        await using SlotBench later = await WriteWholeAsync(["x"]);
        Append(bench, later, baseFsn: 2);
        Assert.Equal(ErrorCode.StoreCorrupt, Assert.Throws<QuestDbException>(() => bench.Open()).Code);
    }

    [Fact]
    public async Task A_slot_of_self_sufficient_frames_has_no_symbol_file()
    {
        await using var bench = new SlotBench(selfSufficient: true);
        bench.Open();
        bench.Publish((10, ["a"]));
        bench.Publish((10, ["b"]));
        await bench.ReopenAsync();
        Assert.DoesNotContain(SymbolFile.FileName, bench.Files);
        Assert.Equal(["a", "b"], bench.Texts());
        bench.Publish((10, ["c"]));
        await bench.AbandonAsync();
        Assert.DoesNotContain(SymbolFile.FileName, bench.Files);
        Assert.Equal([1, 2, 3], Ends(bench.Open()));
    }

    /// <summary>A closed slot of frames that each carry a whole dictionary, without a symbol file.</summary>
    private static async Task<SlotBench> WriteWholeAsync(params string[][] dictionaries)
    {
        var bench = new SlotBench(selfSufficient: true);
        bench.Open();
        foreach (string[] texts in dictionaries)
        {
            // A client that restarts knows no text.
            if (!texts.AsSpan().StartsWith(bench.Texts())) bench.Dictionary.Truncate(0);
            bench.Publish((10, [.. texts.Skip(bench.Dictionary.Count)]));
        }

        await bench.AbandonAsync();
        return bench;
    }

    private static async Task LeaveFileAsync(SlotBench bench, params string[] texts)
    {
        await using SlotBench other = new SlotBench().Open();
        other.Publish((10, texts));
        await other.AbandonAsync();
        File.Copy(other[SymbolFile.FileName], bench[SymbolFile.FileName], overwrite: true);
    }

    /// <summary>Copies the segment of another slot behind those of one.</summary>
    private static void Append(SlotBench bench, SlotBench other, long baseFsn)
    {
        byte[] segment = File.ReadAllBytes(Assert.Single(Directory.GetFiles(other.Path, SegmentFormat.Pattern)));
        BinaryPrimitives.WriteInt64LittleEndian(segment.AsSpan(8), baseFsn);
        File.WriteAllBytes(bench[SegmentFormat.FileName(99)], segment);
    }

    private static int[] Ends(SlotBench bench)
    {
        var ends = new List<int>();
        for (long fsn = bench.Queue.AckedFsn + 1; bench.Queue.TryFind(fsn, out QueuedFrame frame); fsn++) ends.Add(frame.DictionaryEnd);
        return [.. ends];
    }
}
