using System.Text;
using QuestDb.Shared.Wire;
using QuestDb.Store.Segments;
using QuestDb.TestSupport;
using QuestDb.Tool.Slots;
using QuestDb.Wire;

namespace QuestDb.Tool.Tests.Segments;

public sealed class SegmentParserTests
{
    /// <summary>Whatever byte is flipped, at most its frame is lost, and what is given as a frame is one.</summary>
    [Fact]
    public async Task A_flipped_byte_costs_its_frame_at_most_and_is_never_silent()
    {
        using var folder = new TempFolder();
        string slot = await Slots.WriteAsync(folder, [.. Enumerable.Range(0, 4).Select(static i => Reading.Rows(i * 10, 3))]);
        SegmentImage image = SegmentImage.Of(slot).Single();
        byte[] bytes = image.Bytes[..image.End];
        for (int at = SegmentFormat.HeaderLength; at < bytes.Length; at++)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= (byte)(1 << (at % 8));
            var frames = new SlotFrames([new SegmentParser(damaged).Read("sf-0.sfa")]);
            int hit = image.Frames.FindLastIndex(f => f.Offset <= at);
            bool inLength = at - image.Frames[hit].Offset is >= 4 and < 8;
            long[] expected = [.. Enumerable.Range(0, 4).Where(i => i != hit || inLength).Select(static i => (long)i)];
            Assert.True(expected.SequenceEqual(frames.Frames.Select(static f => f.Fsn)), $"byte {at}");
            Assert.All(frames.Frames, f => Assert.Equal(image.Frames[(int)f.Fsn], (f.Place.Offset, f.Place.Length)));
            if (inLength) Assert.Single(frames.Segments[0].Parts, static p => p.Kind == SegmentPartKind.FrameWithoutLength);
            else Assert.Equal((1, hit), (frames.Losses.Single().Frames, frames.Losses.Single().FirstFsn));
        }
    }

    /// <summary>Ranges of zeros, of garbage and of a copy of other frames: what is given as a frame is one, at its own place.</summary>
    [Fact]
    public async Task A_damaged_range_never_makes_a_frame()
    {
        using var folder = new TempFolder();
        string slot = await Slots.WriteAsync(folder, [.. Enumerable.Range(0, 6).Select(static i => Reading.Rows(i * 10, 3))]);
        SegmentImage image = SegmentImage.Of(slot).Single();
        byte[] bytes = image.Bytes[..image.End];
        var random = new Random(17);
        for (int round = 0; round < 2_000; round++)
        {
            byte[] damaged = [.. bytes];
            int from = random.Next(SegmentFormat.HeaderLength, bytes.Length);
            int to = Math.Min(bytes.Length, from + 1 + random.Next(400));
            if (round % 2 == 0) damaged.AsSpan(from, to - from).Clear();
            else random.NextBytes(damaged.AsSpan(from, to - from));
            SalvagedSegment reading = new SegmentParser(damaged).Read("sf-0.sfa");
            (int Offset, int Length)[] found = [.. reading.Parts.Where(static p => p.IsFrame).Select(static p => (p.Offset, p.Length))];
            Assert.Empty(found.Except(image.Frames));
            // Frames that the range does not touch are all there.
            Assert.Empty(image.Frames.Where(f => f.Offset + f.Length <= from || f.Offset >= to).Except(found));
            if (found.Length == image.Frames.Count) Assert.Equal(found.Length, reading.Parts.Count);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_frame_inside_the_body_of_a_damaged_one_is_not_taken(bool isLast)
    {
        byte[] inner = Frame(Encoding.UTF8.GetBytes("inner rows"));
        byte[] outer = Frame([.. "text "u8, .. inner, .. " text"u8]);
        byte[] next = isLast ? [] : Frame("next rows"u8.ToArray());
        byte[] bytes = [.. Header(), .. outer, .. next, .. new byte[64]];
        bytes[SegmentFormat.HeaderLength + outer.Length - 1] ^= 1;
        SalvagedSegment reading = new SegmentParser(bytes).Read("sf-0.sfa");
        var lost = new SegmentPart(SegmentFormat.HeaderLength, outer.Length, 1, SegmentPartKind.Damaged);
        SegmentPart[] behind = isLast ? [] : [new SegmentPart(lost.Offset + lost.Length, next.Length, 1, SegmentPartKind.Frame)];
        Assert.Equal([lost, .. behind], reading.Parts);
    }

    /// <summary>A length that a flipped bit turns into that of two frames hides none.</summary>
    [Fact]
    public void A_length_that_ends_at_a_later_frame_hides_no_frame()
    {
        byte[][] frames = [.. Enumerable.Range(0, 4).Select(static i => Frame([.. Enumerable.Repeat((byte)i, 256 - 20)]))];
        byte[] bytes = [.. Header(), .. frames.SelectMany(static f => f)];
        Assert.All(frames, static f => Assert.Equal(256, f.Length));
        bytes[SegmentFormat.HeaderLength + 256 + 5] ^= 1;
        Assert.Equal(4, new SegmentParser(bytes).Read("sf-0.sfa").Parts.Count(static p => p.IsFrame));
    }

    private static byte[] Header()
    {
        byte[] header = new byte[SegmentFormat.HeaderLength];
        SegmentFormat.WriteHeader(header, 0, 1);
        return header;
    }

    /// <summary>A QWP message with its 8 bytes.</summary>
    private static byte[] Frame(byte[] payload)
    {
        byte[] frame = [.. new byte[SegmentFormat.FrameHeaderLength + QwpConstants.HeaderLength], .. payload];
        FrameHeader.Write(frame.AsSpan(SegmentFormat.FrameHeaderLength), 0, 0);
        SegmentFormat.WriteFrameHeader(frame);
        return frame;
    }
}
