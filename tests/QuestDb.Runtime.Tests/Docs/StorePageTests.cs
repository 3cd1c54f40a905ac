using System.Buffers.Binary;
using System.Text.RegularExpressions;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.TestSupport;
using QuestDb.Tests.Store;
using QuestDb.Wire;

namespace QuestDb.Tests.Docs;

/// <summary>The files in docs/store-and-forward.md are what the code writes.</summary>
public partial class StorePageTests
{
    [Fact]
    public async Task The_segment_of_the_page_is_written_to_the_byte()
    {
        await using SlotBench bench = new SlotBench(segmentBytes: 35).Open();
        var memory = new MemorySegment(64);
        "abc"u8.CopyTo(memory.Bytes.AsSpan(8));
        bench.Slot.Append([new QueuedFrame(memory, null, 8, 3, 1, 0, 0)], firstFsn: 7, new SymbolDictionary());
        byte[] bytes = File.ReadAllBytes(bench["sf-0000000000000000.sfa"]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16),
            (new DateTime(2026, 1, 5) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        Assert.Equal(Example("Segment"), bytes);
    }

    [Fact]
    public async Task The_dictionary_of_the_page_is_written_to_the_byte()
    {
        await using SlotBench bench = new SlotBench().Open();
        bench.Publish((1, ["EU", "US"]));
        bench.Publish((1, ["ASI"]));
        Assert.Equal(Example("Dictionary"), File.ReadAllBytes(bench[SymbolFile.FileName]));
    }

    [Fact]
    public async Task The_watermark_of_the_page_is_written_to_the_byte()
    {
        await using var bench = new SlotBench();
        using (var watermark = new AckWatermark(DiskFileSystem.Instance, bench.Path)) watermark.Write(7);
        Assert.Equal(Example("Watermark"), File.ReadAllBytes(bench[AckWatermark.FileName]));
    }

    /// <summary>The bytes in the block of a section.</summary>
    private static byte[] Example(string section)
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "store-and-forward.md"));
        int start = page.IndexOf($"### {section}\n", StringComparison.Ordinal);
        Match block = Block().Match(page, start);
        return Convert.FromHexString(string.Concat(block.Groups[1].Value.Where(char.IsAsciiHexDigit)));
    }

    [GeneratedRegex("```\n([^`]*)```")]
    private static partial Regex Block();
}
