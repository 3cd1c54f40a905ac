using QuestDb.Events;
using QuestDb.Store.Files;
using QuestDb.Store.Slots;
using QuestDb.TestSupport;

namespace QuestDb.Tool.Tests.Commands;

public sealed class RepairTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_whole_slot_needs_none()
    {
        string slot = await SlotAsync();
        Dictionary<string, byte[]> before = Files(slot);
        ToolRun run = (await ToolRun.OfAsync("sf", "repair", slot)).Expect(0);
        Assert.Equal("default-ingest-0 needs no repair. 2 frames (5 rows), FSN 0..1, wait for an ack.", run.Lines.Single());
        Assert.Equal("", run.Error);
        Assert.Equal(before, Files(slot));
    }

    [Theory]
    [InlineData("")]
    [InlineData("n\n")]
    public async Task Nothing_is_changed_without_a_yes(string answer)
    {
        string slot = await TornAsync();
        Dictionary<string, byte[]> before = Files(slot);
        ToolRun run = (await ToolRun.AnsweringAsync(answer, "sf", "repair", slot)).Expect(1);
        Assert.Contains("Do it? [y/N] Nothing was changed.", run.Error);
        Assert.Contains("will be changed", run.Lines[0]);
        Assert.DoesNotContain("Done", run.Output);
        Assert.Equal(before, Files(slot));
    }

    [Theory]
    [InlineData("y\n")]
    [InlineData("")]
    public async Task A_torn_tail_is_cut_as_a_client_does_and_told_before_and_after(string answer)
    {
        string slot = await TornAsync();
        int torn = SegmentImage.Of(slot).Single().Frames[1].Offset;
        Dictionary<string, byte[]> opened = await AfterOpeningACopyAsync(slot);
        string[] args = ["sf", "repair", slot, .. answer.Length == 0 ? new[] { "--yes" } : []];
        ToolRun run = (await ToolRun.AnsweringAsync(answer, args)).Expect(0);
        string change = $"  sf-0000000000000000.sfa: {65536 - torn:N0} bytes from byte {torn:N0} on set to zero, where no whole frame is";
        const string Left = "1 frame (3 rows), FSN 0..0, waits for an ack.";
        Assert.Equal(["default-ingest-0 will be changed, as its next client would do:", change, Left, "Done:", change, Left], run.Lines);
        Assert.Contains("a crash left them", run.Error);
        Assert.Equal(opened, Files(slot));
        Assert.Contains("needs no repair", (await ToolRun.OfAsync("sf", "repair", slot)).Expect(0).Output);
    }

    [Fact]
    public async Task Acknowledged_segments_are_deleted_and_texts_are_saved_from_the_frames()
    {
        string slot = await Slots.WriteAsync(_folder, [.. Enumerable.Range(0, 8).Select(static i => Reading.Rows(i * 1_000, 1_000))]);
        SegmentImage[] segments = SegmentImage.Of(slot);
        WriteAcked(slot, segments[1].FirstFsn);
        byte[] texts = File.ReadAllBytes(Path.Combine(slot, SymbolFile.FileName));
        File.WriteAllBytes(Path.Combine(slot, SymbolFile.FileName), texts[..^1]);
        Dictionary<string, byte[]> opened = await AfterOpeningACopyAsync(slot);

        ToolRun run = (await ToolRun.OfAsync("sf", "repair", slot, "--yes")).Expect(0);
        string[] changes =
        [
            $"  .symbol-dict: cut to 8 bytes, {texts.Length - 8} bytes of texts added that only frames had",
            $"  {Path.GetFileName(segments[0].Path)}: deleted",
        ];
        Assert.Equal(changes, run.Lines[1..3]);
        Assert.Equal(changes, run.Lines[5..7]);
        Assert.Equal(opened, Files(slot));
        Assert.Equal(texts, File.ReadAllBytes(Path.Combine(slot, SymbolFile.FileName)));
    }

    [Fact]
    public async Task A_slot_that_is_acknowledged_as_a_whole_is_emptied()
    {
        string slot = await SlotAsync();
        WriteAcked(slot, 1);
        ToolRun run = (await ToolRun.OfAsync("sf", "repair", slot, "--yes")).Expect(0);
        Assert.Equal("No frame waits for its ack.", run.Lines[^1]);
        Assert.Empty(Files(slot));
    }

    [Fact]
    public async Task A_slot_that_clients_refuse_is_marked_and_nothing_else()
    {
        string slot = await DamagedAsync();
        Dictionary<string, byte[]> before = Files(slot);
        ToolRun refused = (await ToolRun.AnsweringAsync("n\n", "sf", "repair", slot)).Expect(1);
        Assert.Contains("Lost: 1 frame", refused.Error);
        Assert.Equal(before, Files(slot));

        ToolRun run = (await ToolRun.OfAsync("sf", "repair", slot, "--yes")).Expect(1);
        Assert.Equal("default-ingest-0 is marked .failed. Nothing else was changed.", run.Lines[^1]);
        Dictionary<string, byte[]> after = Files(slot);
        Assert.True(after.Remove(FailedMark.FileName));
        Assert.Equal(before, after);
        Assert.Contains("is marked .failed already. Nothing was changed.",
            (await ToolRun.OfAsync("sf", "repair", slot, "--yes")).Expect(1).Output);
    }

    [Fact]
    public async Task A_mark_stays_and_is_told()
    {
        string slot = await TornAsync();
        FailedMark.Put(slot, "by hand");
        ToolRun run = (await ToolRun.OfAsync("sf", "repair", slot, "--yes")).Expect(0);
        Assert.Contains("It is marked .failed", run.Lines[^1]);
        Assert.True(FailedMark.IsOn(slot));
    }

    [Fact]
    public async Task A_slot_that_a_client_holds_is_refused()
    {
        QuestDbClient client = Slots.Unconnected(_folder);
        client.Write<Reading>(Reading.Rows(0, 1));
        Dictionary<string, byte[]> before = Files(_folder["default-ingest-0"]);
        ToolRun run = (await ToolRun.OfAsync("sf", "repair", _folder["default-ingest-0"], "--yes")).Expect(1);
        Assert.Contains($"process {Environment.ProcessId}", run.Error);
        Assert.Equal("", run.Output);
        Assert.Equal(before, Files(_folder["default-ingest-0"]));
        await client.CloseUndeliveredAsync();
    }

    [Fact]
    public async Task A_slot_of_another_version_is_refused()
    {
        string slot = await SlotAsync();
        SegmentImage.Of(slot).Single().Flip(4);
        ToolRun run = (await ToolRun.OfAsync("sf", "repair", slot, "--yes")).Expect(1);
        Assert.Contains("was written by another version", run.Error);
        Assert.False(FailedMark.IsOn(slot));
    }

    private Task<string> SlotAsync() => Slots.WriteAsync(_folder, Reading.Rows(0, 3), Reading.Rows(3, 2));

    private async Task<string> TornAsync()
    {
        string slot = await SlotAsync();
        SegmentImage segment = SegmentImage.Of(slot).Single();
        segment.Flip(segment.Frames[^1].Offset + 50);
        return slot;
    }

    private async Task<string> DamagedAsync()
    {
        string slot = await SlotAsync();
        SegmentImage segment = SegmentImage.Of(slot).Single();
        segment.Flip(segment.Frames[0].Offset + 50);
        return slot;
    }

    private static void WriteAcked(string slot, long fsn)
    {
        using var watermark = new AckWatermark(DiskFileSystem.Instance, slot);
        watermark.Write(fsn);
    }

    /// <summary>What is in a slot after a client has opened and closed it.</summary>
    private async Task<Dictionary<string, byte[]>> AfterOpeningACopyAsync(string slot)
    {
        string copy = _folder["copy"];
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(slot)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var options = new SlotOptions(65536, 1 << 20, SyncInterval: null);
        Assert.Null(await Slot.Open(DiskFileSystem.Instance, copy, options, NoEvents.Instance).CloseAsync(isDrained: false));
        return Files(copy);
    }

    private static Dictionary<string, byte[]> Files(string slot) => Directory.GetFiles(slot)
        .Where(static f => !Path.GetFileName(f).StartsWith(".lock", StringComparison.Ordinal))
        .ToDictionary(static f => Path.GetFileName(f), File.ReadAllBytes);
}
