namespace QuestDb.Ingest;

/// <summary>
/// Numbers of frames on one connection: the server counts every message from 0, catch-up frames too, while FSNs count data
/// frames, and leave out none but those in quarantine.
/// </summary>
/// <remarks>The send loop adds, the receive loop asks.</remarks>
internal sealed class DeliverySequence
{
    /// <summary>Where FSNs do not simply go on with the wire sequence: pairs that belong together.</summary>
    private readonly List<(long WireSequence, long Fsn)> _steps = [];
    private readonly Lock _gate = new();
    private long _messages;

    /// <summary>Messages sent so far.</summary>
    public long Count
    {
        get { lock (_gate) return _messages; }
    }

    /// <summary>Counts a data frame, just before it is sent: its answer may come before the send returns.</summary>
    public void AddFrame(long fsn)
    {
        lock (_gate)
        {
            if (_steps.Count == 0 || _steps[^1].WireSequence + (fsn - _steps[^1].Fsn) != _messages) _steps.Add((_messages, fsn));
            _messages++;
        }
    }

    /// <summary>Counts a catch-up frame, just before it is sent.</summary>
    public void AddCatchUp()
    {
        lock (_gate) _messages++;
    }

    /// <summary>The data frame of a message; false for a catch-up frame.</summary>
    public bool TryGetFsn(long wireSequence, out long fsn)
    {
        lock (_gate)
        {
            int step = Find(wireSequence);
            fsn = step < 0 ? -1 : _steps[step].Fsn + (wireSequence - _steps[step].WireSequence);
            return step >= 0 && (step + 1 == _steps.Count || fsn < _steps[step + 1].Fsn);
        }
    }

    /// <summary>The last data frame that an OK for a message covers; -1 for catch-up frames ahead of all data.</summary>
    public long LastCoveredBy(long wireSequence)
    {
        lock (_gate)
        {
            int step = Find(wireSequence);
            if (step < 0) return -1;
            long fsn = _steps[step].Fsn + (wireSequence - _steps[step].WireSequence);
            return step + 1 < _steps.Count ? Math.Min(fsn, _steps[step + 1].Fsn - 1) : fsn;
        }
    }

    private int Find(long wireSequence)
    {
        int step = _steps.Count - 1;
        while (step >= 0 && _steps[step].WireSequence > wireSequence) step--;
        return step;
    }
}
