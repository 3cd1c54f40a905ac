using QuestDb.Tool.Slots;

namespace QuestDb.Tool.Output;

/// <summary>What of a slot can't be read, for people.</summary>
internal static class LossTexts
{
    /// <summary>A line for each thing that is damaged or missing; none for a slot that a client is writing.</summary>
    public static IEnumerable<string> Lines(SlotView slot)
    {
        if (slot.IsHeld && slot.Damage is null) return [];
        return
        [
            .. slot.Content.Segments.SelectMany(segment => OfSegment(segment, slot.Content)),
            .. slot.Content.Renumbered.Select(static s =>
                $"{NameOf(s.Segment)}: its header does not say FSN {s.FirstFsn}, with which it begins by the segments beside it."),
            .. slot.Content.Losses.Select(loss => OfLoss(loss, isTorn: slot.Damage is null)),
            .. slot.Content.Overlaps.Select(static s => $"{NameOf(s)} and the segment behind it have FSNs in common."),
        ];
    }

    /// <summary>How much is lost and how much is whole; null for a slot of which nothing is damaged or missing.</summary>
    public static string? Summary(SlotView slot)
    {
        if (!IsIncomplete(slot)) return null;
        IReadOnlyList<SlotLoss> losses = slot.Content.Losses;
        int gone = slot.Content.Gone.Count();
        string lost = losses.Count == 0
            ? gone == 0 ? "No frame is known to be lost" : $"Lost: the frames of {Texts.Count(gone, "segment")}"
            : $"Lost: {Texts.Count(losses.Sum(static l => l.Frames ?? 1), "frame")}"
                + $"{(losses.Any(static l => l.Frames is null) ? " or more" : "")} "
                + $"({Texts.Count(losses.Sum(static l => (long)(l.Place?.Length ?? 0)), "byte")})";
        return $"{lost}; whole: {Texts.Count(slot.FrameCount, "frame")}.";
    }

    /// <summary>Whether a slot has, or may have had, more than the frames that are read of it.</summary>
    public static bool IsIncomplete(SlotView slot) =>
        slot.Damage is not null || (!slot.IsHeld && (slot.Content.Losses.Count > 0 || slot.Content.Gone.Any()));

    private static IEnumerable<string> OfSegment(SalvagedSegment segment, SlotFrames content)
    {
        string name = NameOf(segment);
        if (segment.Error is { } error) yield return $"{name} can't be read: {error}";
        if (segment.IsBlank)
        {
            yield return $"{name} is empty or zero throughout"
                + (content.Gone.Contains(segment)
                    ? ", and a later segment has frames: its own are lost."
                    : ": a client that ended while it made the file leaves it so; if it had frames, they are lost.");
        }

        if (segment.Parts.Count > 0 && segment.BaseFsn is null) yield return $"{name}: its header is damaged.";
        foreach (SegmentPart part in segment.Parts.Where(static p => p.Kind == SegmentPartKind.FrameWithoutLength))
        {
            yield return $"{name}: the length of the frame at byte {Texts.Number(part.Offset)} is damaged; "
                + "by its checksum the frame is whole.";
        }
    }

    private static string OfLoss(SlotLoss loss, bool isTorn)
    {
        string name = NameOf(loss.Segment);
        string what = loss switch
        {
            { Frames: 1, FirstFsn: { } fsn } => $"FSN {fsn} (1 frame)",
            { Frames: { } frames, FirstFsn: { } fsn } => $"FSN {fsn}..{fsn + frames - 1} ({Texts.Count(frames, "frame")})",
            { Frames: { } frames } => Texts.Count(frames, "frame"),
            { FirstFsn: { } fsn } => $"FSN {fsn}, and maybe more frames",
            _ => "a frame or more",
        };
        if (loss.Place is not { } place)
        {
            return $"By the header of the next segment {what} {(loss.Frames == 1 ? "is" : "are")} missing behind {name}.";
        }

        string bytes = $"{name}: {Texts.Count(place.Length, "byte")} from byte {Texts.Number(place.Offset)} on";
        return isTorn ? $"{bytes} are not a whole frame: a crash left them, or they are damaged. They are of {what}."
            : $"{bytes} can't be read: {what}.";
    }

    private static string NameOf(SalvagedSegment segment) => Path.GetFileName(segment.Path);
}
