using System.Buffers.Binary;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Store;

/// <summary>The files that the Java client wrote (shared/vectors/sf), read as their README says and written by us to the byte.</summary>
[Trait("Category", "Conformance")]
public class SlotVectorTests
{
    [VectorFact]
    public void Segment_of_two_frames_is_read()
    {
        using var folder = new TempFolder();
        SegmentScan scan = Scan(folder, "java-two-frame.sfa", out byte[] bytes, out List<FramePlace> frames);
        Assert.Equal((42, 1234567890123, false, 0), (scan.BaseFsn, scan.CreatedMicros, scan.ManifestRequired, scan.TornBytes));
        Assert.Equal(["one", "two-two"], frames.Select(f => System.Text.Encoding.ASCII.GetString(bytes, f.Offset, f.Length)));
    }

    [VectorFact]
    public void Segment_with_a_broken_second_frame_keeps_the_first()
    {
        using var folder = new TempFolder();
        SegmentScan scan = Scan(folder, "java-two-frame-torn-tail.sfa", out byte[] bytes, out List<FramePlace> frames);
        Assert.Equal((42, 35, 29), (scan.BaseFsn, scan.AppendOffset, scan.TornBytes));
        FramePlace frame = Assert.Single(frames);
        Assert.Equal("one", System.Text.Encoding.ASCII.GetString(bytes, frame.Offset, frame.Length));
    }

    [VectorFact]
    public async Task Segment_that_we_write_is_the_same_to_the_byte()
    {
        await using SlotBench bench = new SlotBench(segmentBytes: 64).Open();
        var memory = new MemorySegment(128);
        QueuedFrame[] frames = [Place(memory, "one"), Place(memory, "two-two")];
        bench.Slot.Append(frames, firstFsn: 42, new SymbolDictionary());

        byte[] ours = File.ReadAllBytes(bench["sf-0000000000000000.sfa"]);
        BinaryPrimitives.WriteInt64LittleEndian(ours.AsSpan(16), 1234567890123);
        Assert.Equal(Hex("java-two-frame.sfa"), ours);
    }

    [VectorFact]
    public void Dictionary_of_two_chunks_is_read()
    {
        using var folder = new TempFolder();
        var dictionary = new SymbolDictionary();
        File.WriteAllBytes(folder[SymbolFile.FileName], Hex("java-two-chunk.symbol-dict"));
        Assert.Equal(34, SymbolFile.Read(DiskFileSystem.Instance, folder.Path, dictionary));
        Assert.Equal("\u0003one\u0003two\u0005three"u8.ToArray(), dictionary.Wire(0, 3).ToArray());
    }

    [VectorFact]
    public void Dictionary_with_a_broken_second_chunk_keeps_the_first_and_is_cut_there()
    {
        using var folder = new TempFolder();
        var dictionary = new SymbolDictionary();
        File.WriteAllBytes(folder[SymbolFile.FileName], Hex("java-two-chunk-torn-tail.symbol-dict"));
        int end = SymbolFile.Read(DiskFileSystem.Instance, folder.Path, dictionary);
        Assert.Equal("\u0003one"u8.ToArray(), dictionary.Wire(0, dictionary.Count).ToArray());
        SymbolFile.Open(DiskFileSystem.Instance, folder.Path, end, dictionary.Count).Dispose();
        Assert.Equal(Hex("java-two-chunk.symbol-dict")[..18], File.ReadAllBytes(folder[SymbolFile.FileName]));
    }

    [VectorFact]
    public async Task Dictionary_that_we_write_is_the_same_to_the_byte()
    {
        await using SlotBench bench = new SlotBench().Open();
        bench.Publish((10, ["one"]), (10, []), (10, ["two", "three"]));
        Assert.Equal(Hex("java-two-chunk.symbol-dict"), File.ReadAllBytes(bench[SymbolFile.FileName]));
    }

    private static QueuedFrame Place(MemorySegment memory, string text)
    {
        int start = memory.Used + SegmentFormat.FrameHeaderLength;
        int length = System.Text.Encoding.ASCII.GetBytes(text, memory.Bytes.AsSpan(start));
        memory.Used = start + length;
        return new QueuedFrame(memory, null, start, length, 1, 0, 0);
    }

    private static SegmentScan Scan(TempFolder folder, string name, out byte[] bytes, out List<FramePlace> frames)
    {
        bytes = Hex(name);
        Assert.Equal(64, bytes.Length);
        File.WriteAllBytes(folder[name], bytes);
        using IStoreFile file = DiskFileSystem.Instance.Open(folder[name]);
        frames = [];
        return SegmentScan.Read(file, folder[name], new FrameWalk(), frames)!;
    }

    private static byte[] Hex(string name) =>
        Convert.FromHexString(string.Concat(File.ReadAllText(VectorFolder.File("sf", $"{name}.hex")).Where(char.IsAsciiHexDigit)));
}
