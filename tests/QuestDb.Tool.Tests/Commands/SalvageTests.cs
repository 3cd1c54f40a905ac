using System.Text.Json;
using QuestDb.Store.Slots;
using QuestDb.TestSupport;

namespace QuestDb.Tool.Tests.Commands;

/// <summary>
/// Slots of twelve frames in three segments or more, of which one is damaged: every whole frame is shown and exported, what is lost is
/// counted, and the exit code says that it is not all.
/// </summary>
public sealed class SalvageTests : IAsyncLifetime, IDisposable
{
    private const int FrameRows = 1_000;
    private const int FrameCount = 12;

    private readonly TempFolder _folder = new();
    private string _slot = "";
    private SegmentImage[] _segments = [];

    public async Task InitializeAsync()
    {
        IEnumerable<Reading[]> frames = Enumerable.Range(0, FrameCount).Select(static i => Reading.Rows(i * FrameRows, FrameRows));
        _slot = await Slots.WriteAsync(_folder, [.. frames]);
        _segments = SegmentImage.Of(_slot);
        Assert.True(_segments.Length > 2, $"{_segments.Length} segments");
        Assert.All(_segments[..^1], static s => Assert.True(s.Frames.Count > 2));
        Assert.Equal(FrameCount, _segments.Sum(static s => s.Frames.Count));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_a_whole_slot_nothing_is_said()
    {
        Assert.Equal("", (await ExportAsync(0)).Error);
        Assert.Equal("", (await ToolRun.OfAsync("sf", "show", _slot)).Expect(0).Error);
    }

    [Theory]
    [InlineData(0, "not with SF01")]
    [InlineData(4, "version")]
    [InlineData(5, "flags")]
    [InlineData(6, "reserved")]
    [InlineData(8, "its header does not say FSN")]
    public async Task A_flipped_byte_of_a_header_loses_no_frame(int offset, string told)
    {
        _segments[1].Flip(offset);
        ToolRun run = await ExportAsync(1);
        Assert.Contains(told, run.Error);
        Assert.Contains("No frame is known to be lost; whole: 12 frames.", run.Error);
        Assert.DoesNotContain("missing", run.Error);
    }

    [Fact]
    public async Task A_flipped_length_loses_no_frame()
    {
        foreach (SegmentImage segment in _segments[..2]) segment.Flip(segment.Frames[1].Offset + 4);
        ToolRun run = await ExportAsync(1);
        Assert.Contains("by its checksum the frame is whole", run.Error);
        Assert.Contains("No frame is known to be lost; whole: 12 frames.", run.Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(500)]
    [InlineData(-1)]
    public async Task A_flipped_byte_of_a_checksum_or_body_loses_one_frame(int offset)
    {
        (int at, int length) = _segments[1].Frames[1];
        _segments[1].Flip(at + (offset < 0 ? length + offset : offset));
        long fsn = _segments[1].FirstFsn + 1;
        ToolRun run = await ExportAsync(1, fsn);
        Assert.Contains($"{length:N0} bytes from byte {at:N0} on can't be read: FSN {fsn} (1 frame).", run.Error);
        Assert.Contains($"Lost: 1 frame ({length:N0} bytes); whole: 11 frames.", run.Error);

        ToolRun show = (await ToolRun.OfAsync("sf", "show", _slot, "--limit", "1")).Expect(1);
        Assert.Contains("Lost: 1 frame", show.Error);
        Assert.Contains("readings: 11,000 rows in 11 frames, FSN 0..11", show.Output);
        ToolRun list = (await ToolRun.OfAsync("sf", "ls", _slot)).Expect(0);
        Assert.EndsWith("damaged", list.Lines[1]);
        Assert.Contains("Lost: 1 frame", list.Output);
    }

    [Fact]
    public async Task Bytes_flipped_on_both_sides_of_a_border_lose_two_frames()
    {
        int border = _segments[1].Frames[1].Offset;
        _segments[1].Flip(border - 1, border);
        ToolRun run = await ExportAsync(1, _segments[1].FirstFsn, _segments[1].FirstFsn + 1);
        Assert.Contains("Lost: 2 frames (", run.Error);
    }

    [Fact]
    public async Task A_header_of_a_frame_that_is_gone_is_passed_over_and_counted_by_the_next_segment()
    {
        _segments[1].Zero(_segments[1].Frames[0].Offset + 2, _segments[1].Frames[1].Offset + 40);
        ToolRun run = await ExportAsync(1, _segments[1].FirstFsn, _segments[1].FirstFsn + 1);
        Assert.Contains($"FSN {_segments[1].FirstFsn}..{_segments[1].FirstFsn + 1} (2 frames)", run.Error);
    }

    [Fact]
    public async Task What_no_number_tells_is_said_to_be_more()
    {
        SegmentImage last = _segments[^1];
        last.Zero(last.Frames[0].Offset + 2, last.Frames[0].Offset + 40);
        ToolRun run = await ExportAsync(1, last.FirstFsn);
        Assert.Contains("Lost: 1 frame or more", run.Error);
        if (last.Frames.Count == 1) return;
        ToolRun show = (await ToolRun.OfAsync("sf", "show", _slot, "--json", "--limit", "0")).Expect(1);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(show.Lines[^1]).RootElement.GetProperty("fsn").ValueKind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_flipped_byte_of_the_last_frame_is_told(bool ofAll)
    {
        SegmentImage segment = ofAll ? _segments[^1] : _segments[1];
        segment.Flip(segment.Frames[^1].Offset + 100);
        long fsn = segment.FirstFsn + segment.Frames.Count - 1;
        ToolRun run = await ExportAsync(1, fsn);
        Assert.Contains($"FSN {fsn} (1 frame)", run.Error);
        Assert.Contains("Lost: 1 frame (", run.Error);
        // The last of all may be what a crash left.
        Assert.Equal(ofAll, run.Error.Contains("a crash left them", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_segment_that_is_cut_loses_what_was_behind_the_cut()
    {
        SegmentImage cut = _segments[1];
        cut.Cut(cut.Frames[1].Offset + 50);
        ToolRun run = await ExportAsync(1, [.. Enumerable.Range(1, cut.Frames.Count - 1).Select(i => cut.FirstFsn + i)]);
        Assert.Contains($"Lost: {cut.Frames.Count - 1} frames (50 bytes)", run.Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_segment_that_is_blank_is_missing(bool isEmpty)
    {
        foreach (int index in (int[])[1, 0])
        {
            if (isEmpty) _segments[index].Cut(0);
            else _segments[index].Zero(0, _segments[index].Bytes.Length);
            ToolRun run = await ExportAsync(1, [.. _segments[index..2].SelectMany(FsnsOf)]);
            Assert.Contains("is empty or zero throughout, and a later segment has frames", run.Error);
            // Behind the first one nothing says how many there were.
            string lost = index == 1 ? $"{_segments[1].Frames.Count} frames (0 bytes)" : "the frames of 2 segments";
            Assert.Contains($"Lost: {lost};", run.Error);
        }
    }

    [Fact]
    public async Task A_last_segment_that_is_blank_is_told()
    {
        _segments[^1].Zero(0, _segments[^1].Bytes.Length);
        ToolRun run = await ExportAsync(0, [.. FsnsOf(_segments[^1])]);
        Assert.Contains("if it had frames, they are lost", run.Error);
    }

    /// <summary>A client that has the slot open does not see what has happened to its files since; who looks is told.</summary>
    [Fact]
    public async Task Damage_between_frames_is_told_while_a_client_has_the_slot()
    {
        using SlotLock held = SlotLock.TryTake(_slot)!;
        _segments[1].Flip(_segments[1].Frames[1].Offset + 100);
        Assert.Contains("Lost: 1 frame (", (await ExportAsync(1, _segments[1].FirstFsn + 1)).Error);
        Assert.Contains("in use by process", (await ToolRun.OfAsync("sf", "repair", _slot, "--yes")).Expect(1).Error);
    }

    /// <summary>Exports the slot, and asks for exactly the rows of all frames but the lost ones.</summary>
    private async Task<ToolRun> ExportAsync(int code, params long[] lost)
    {
        string output = _folder[Guid.NewGuid().ToString("N")];
        ToolRun run = (await ToolRun.OfAsync("sf", "export", _slot, "--format", "json", "--out", output)).Expect(code);
        int[] rows = [.. File.ReadLines(Path.Combine(output, "readings.json"))
            .Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("count").GetInt32())];
        IEnumerable<int> whole = Enumerable.Range(0, FrameCount).Where(fsn => !lost.Contains(fsn));
        Assert.Equal(whole.SelectMany(static fsn => Enumerable.Range(fsn * FrameRows, FrameRows)), rows);
        return run;
    }

    private static IEnumerable<long> FsnsOf(SegmentImage segment) =>
        Enumerable.Range(0, segment.Frames.Count).Select(i => segment.FirstFsn + i);
}
