namespace QuestDb.Store.Quarantines;

/// <summary>A quarantine in memory for the senders of a client without slots. It lasts as long as the client.</summary>
internal sealed class QuarantineMemory : Quarantine
{
    private readonly Lock _gate = new();
    private readonly SortedList<string, (QuarantineEntry Frame, byte[] Bytes)> _frames = new(StringComparer.Ordinal);

    public override int Count
    {
        get { lock (_gate) return _frames.Count; }
    }

    public override IReadOnlyList<QuarantineEntry> List()
    {
        lock (_gate)
        {
            var frames = new List<QuarantineEntry>(_frames.Values.Select(static entry => entry.Frame));
            frames.Sort(Compare);
            return frames;
        }
    }

    public override byte[] Read(QuarantineEntry frame)
    {
        lock (_gate)
        {
            return IsThere(frame) ? _frames[frame.Name].Bytes : throw Gone(frame);
        }
    }

    public override void Remove(QuarantineEntry frame)
    {
        lock (_gate)
        {
            if (IsThere(frame)) _frames.Remove(frame.Name);
        }
    }

    protected override void Add(long fsn, ReadOnlySpan<byte> frame, QuarantineReason reason)
    {
        lock (_gate)
        {
            // Each sender of a client counts FSNs from 0, and a running process adds no frame twice. An equal FSN therefore
            // means another frame.
            int copy = 0;
            while (_frames.ContainsKey(NameOf(fsn, copy))) copy++;
            string name = NameOf(fsn, copy);
            _frames.Add(name, (new QuarantineEntry(name, fsn, frame.Length, reason), frame.ToArray()));
        }
    }

    /// <summary>Whether a frame is still there. A later frame with the same FSN may have its name after a removal.</summary>
    private bool IsThere(QuarantineEntry frame) =>
        _frames.TryGetValue(frame.Name, out (QuarantineEntry Frame, byte[] Bytes) entry) && entry.Frame == frame;
}
