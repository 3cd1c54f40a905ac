namespace QuestDb.Store;

/// <summary>Frames set aside in memory, for a sender without a slot: they last as long as the process.</summary>
internal sealed class QuarantineMemory : Quarantine
{
    private readonly Lock _gate = new();
    private readonly SortedList<string, (QuarantinedFrame Frame, byte[] Bytes)> _frames = new(StringComparer.Ordinal);

    public override int Count
    {
        get { lock (_gate) return _frames.Count; }
    }

    public override IReadOnlyList<QuarantinedFrame> List()
    {
        lock (_gate)
        {
            var frames = new List<QuarantinedFrame>(_frames.Values.Select(static entry => entry.Frame));
            frames.Sort(Compare);
            return frames;
        }
    }

    public override byte[] Read(QuarantinedFrame frame)
    {
        lock (_gate)
        {
            return _frames.TryGetValue(frame.Name, out (QuarantinedFrame Frame, byte[] Bytes) entry)
                ? entry.Bytes
                : throw new QuestDbException(ErrorCode.StoreFailed, $"Frame {frame.Name} is no longer in quarantine.");
        }
    }

    public override void Remove(QuarantinedFrame frame)
    {
        lock (_gate) _frames.Remove(frame.Name);
    }

    protected override void Add(long fsn, ReadOnlySpan<byte> frame, QuarantineReason reason)
    {
        lock (_gate)
        {
            int copy = 0;
            while (_frames.TryGetValue(NameOf(fsn, copy), out (QuarantinedFrame Frame, byte[] Bytes) entry) && !frame.SequenceEqual(entry.Bytes)) copy++;
            string name = NameOf(fsn, copy);
            _frames[name] = (new QuarantinedFrame(name, fsn, frame.Length, reason), frame.ToArray());
        }
    }
}
