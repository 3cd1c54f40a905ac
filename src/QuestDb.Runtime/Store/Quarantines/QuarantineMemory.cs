using QuestDb.Threading;

namespace QuestDb.Store.Quarantines;

/// <summary>Frames set aside in memory, for the senders of a client without slots: they last as long as the client.</summary>
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
            // Senders of one client count their FSNs alike, and a process that goes on sets no frame aside twice.
            int copy = 0;
            while (_frames.ContainsKey(NameOf(fsn, copy))) copy++;
            string name = NameOf(fsn, copy);
            _frames.Add(name, (new QuarantineEntry(name, fsn, frame.Length, reason), frame.ToArray()));
        }
    }

    /// <summary>Whether a frame is still there: another of its FSN may have taken the name of one that is gone.</summary>
    private bool IsThere(QuarantineEntry frame) =>
        _frames.TryGetValue(frame.Name, out (QuarantineEntry Frame, byte[] Bytes) entry) && entry.Frame == frame;
}
