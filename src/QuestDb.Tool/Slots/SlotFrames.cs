namespace QuestDb.Tool.Slots;

/// <summary>A whole frame of a slot.</summary>
/// <param name="Fsn">Its FSN; where damage hides it, a negative number that no other frame has.</param>
/// <param name="Segment">The file.</param>
/// <param name="Place">Where it is in the file, with the 8 bytes before it.</param>
internal readonly record struct SlotFrame(long Fsn, SalvagedSegment Segment, SegmentPart Place);

/// <summary>What is lost of a slot.</summary>
/// <param name="Segment">The file, or that behind which frames are missing.</param>
/// <param name="Place">The damaged bytes; none where frames are missing between two files.</param>
/// <param name="Frames">How many frames; null when that is not known.</param>
/// <param name="FirstFsn">The first of them; null when it is not known.</param>
internal readonly record struct SlotLoss(SalvagedSegment Segment, SegmentPart? Place, long? Frames, long? FirstFsn);

/// <summary>The frames of all segments of a slot with their FSNs, and what is missing among them.</summary>
internal sealed class SlotFrames
{
    private readonly List<SlotFrame> _frames = [];
    private readonly List<SlotLoss> _losses = [];
    private readonly List<SalvagedSegment> _overlaps = [];
    private readonly List<(SalvagedSegment Segment, long FirstFsn)> _renumbered = [];
    private long _unknown;

    /// <param name="segments">The segments, by name.</param>
    /// <param name="last">The last FSN to take.</param>
    public SlotFrames(IReadOnlyList<SalvagedSegment> segments, long last = long.MaxValue)
    {
        Segments = segments;
        SalvagedSegment[] read = [.. segments.Where(static s => s.Parts.Count > 0)];
        long?[] bases = Bases(read);
        int[] order = [.. Enumerable.Range(0, read.Length).OrderBy(i => bases[i] ?? long.MaxValue)];
        for (int i = 0; i < order.Length; i++)
        {
            Add(read[order[i]], bases[order[i]], i + 1 < order.Length ? bases[order[i + 1]] : null);
        }

        _frames.RemoveAll(f => f.Fsn > last);
    }

    /// <summary>The segments, by name.</summary>
    public IReadOnlyList<SalvagedSegment> Segments { get; }

    /// <summary>Whole frames in the order of their FSNs.</summary>
    public IReadOnlyList<SlotFrame> Frames => _frames;

    public IReadOnlyList<SlotLoss> Losses => _losses;

    /// <summary>Segments that have FSNs which the next one has too.</summary>
    public IReadOnlyList<SalvagedSegment> Overlaps => _overlaps;

    /// <summary>Segments whose header has another first FSN than the place between the segments beside them.</summary>
    public IReadOnlyList<(SalvagedSegment Segment, long FirstFsn)> Renumbered => _renumbered;

    /// <summary>
    /// Segments whose frames are lost as a whole: those that can't be read, and blank ones with a lower number than one with frames, which
    /// no client leaves, since it writes to them in the order of their numbers.
    /// </summary>
    public IEnumerable<SalvagedSegment> Gone => Segments.Where((segment, i) => segment.Error is not null
        || (segment is { IsBlank: true, IsNumbered: true }
            && Segments.Skip(i + 1).Any(static later => later is { IsNumbered: true, Parts.Count: > 0 })));

    /// <summary>Where lost frames stand before whole ones: file and place.</summary>
    public IEnumerable<(string Path, int Offset)> LossesBetweenFrames =>
        from segment in Segments
        let last = segment.Parts.Select(static part => part.IsFrame).ToList().LastIndexOf(true)
        from part in segment.Parts.Take(last + 1)
        where !part.IsFrame
        select (segment.Path, part.Offset);

    /// <summary>
    /// The FSN of each segment's first frame: that of its header, but where the segments beside it leave exactly as many FSNs as it has
    /// frames, those.
    /// </summary>
    private long?[] Bases(SalvagedSegment[] read)
    {
        long?[] bases = [.. read.Select(static s => s.BaseFsn)];
        for (int i = 1; i + 1 < read.Length; i++)
        {
            long? before = bases[i - 1] + read[i - 1].Count;
            if (before is not { } first || first + read[i].Count != bases[i + 1] || first == bases[i]) continue;
            bases[i] = first;
            _renumbered.Add((read[i], first));
        }

        return bases;
    }

    /// <summary>
    /// Counts from both ends: from the first FSN of the segment, and back from that of the next one, so that damage of which it is not
    /// known how many frames it hides takes what is left.
    /// </summary>
    private void Add(SalvagedSegment segment, long? first, long? next)
    {
        IReadOnlyList<SegmentPart> parts = segment.Parts;
        long?[] fsns = new long?[parts.Count];
        long?[] counts = [.. parts.Select(static p => (long?)p.Frames)];
        int at = 0;
        long? fsn = first;
        for (; at < parts.Count && fsn is not null; at++) (fsns[at], fsn) = (fsn, fsn + counts[at]);
        if (first is not null && fsn is null && next > first)
        {
            int unknown = at - 1;
            long? back = next;
            for (int i = parts.Count - 1; i > unknown && back is not null; i--) fsns[i] = back -= counts[i];
            if (back - fsns[unknown] is var left and > 0) counts[unknown] = left;
        }

        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].IsFrame) _frames.Add(new SlotFrame(fsns[i] ?? --_unknown, segment, parts[i]));
            else _losses.Add(new SlotLoss(segment, parts[i], counts[i], fsns[i]));
        }

        if (next > fsn) _losses.Add(new SlotLoss(segment, null, next - fsn, fsn));
        if (next < fsn) _overlaps.Add(segment);
    }
}
