using QuestDb.Threading;

namespace QuestDb.Store.Quarantines;

/// <summary>A quarantine in memory for the senders of a client without slots. It lasts as long as the client.</summary>
internal sealed class QuarantineMemory : Quarantine
{
    /// <summary>Guards the frames. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.Quarantine);
    private readonly SortedList<string, (QuarantineEntry Frame, byte[] Bytes)> _frames = new(StringComparer.Ordinal);

    public override int Count
    {
        get { using (_gate.Enter()) return _frames.Count; }
    }

    public override IReadOnlyList<QuarantineEntry> List()
    {
        using (_gate.Enter())
        {
            var frames = new List<QuarantineEntry>(_frames.Values.Select(static entry => entry.Frame));
            frames.Sort(Compare);
            return frames;
        }
    }

    public override byte[] Read(QuarantineEntry frame)
    {
        using (_gate.Enter())
        {
            return IsThere(frame) ? _frames[frame.Name].Bytes : throw Gone(frame);
        }
    }

    public override void Remove(QuarantineEntry frame)
    {
        using (_gate.Enter())
        {
            if (IsThere(frame)) _frames.Remove(frame.Name);
        }
    }

    protected override void Add(long fsn, ReadOnlySpan<byte> frame, QuarantineReason reason)
    {
        using (_gate.Enter())
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
