using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// Numbers of frames on one connection: the server counts every message from 0, catch-up frames too, while FSNs count data
/// frames, and leave out none but those in quarantine.
/// </summary>
/// <remarks>The send loop adds, the receive loop asks.</remarks>
internal sealed class DeliverySequence
{
    /// <summary>
    /// Runs of frames in which FSNs simply go on with the wire sequence; what stands between two of them is catch-up frames.
    /// </summary>
    private readonly List<(long WireSequence, long Fsn, long LastFsn)> _runs = [];
    /// <summary>Guards the runs and the count of messages. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.DeliverySequence);
    private long _messages;

    /// <summary>Messages sent so far.</summary>
    public long Count
    {
        get { using (_gate.Enter()) return _messages; }
    }

    /// <summary>Counts a data frame, just before it is sent: its answer may come before the send returns.</summary>
    public void AddFrame(long fsn)
    {
        using (_gate.Enter())
        {
            if (_runs.Count > 0 && _runs[^1] is var run && run.LastFsn + 1 == fsn && run.WireSequence + (fsn - run.Fsn) == _messages)
            {
                _runs[^1] = run with { LastFsn = fsn };
            }
            else
            {
                _runs.Add((_messages, fsn, fsn));
            }

            _messages++;
        }
    }

    /// <summary>Counts a catch-up frame, just before it is sent.</summary>
    public void AddCatchUp()
    {
        using (_gate.Enter()) _messages++;
    }

    /// <summary>The data frame of a message; false for a catch-up frame.</summary>
    public bool TryGetFsn(long wireSequence, out long fsn)
    {
        using (_gate.Enter())
        {
            int run = Find(wireSequence);
            fsn = run < 0 ? -1 : FsnOf(run, wireSequence);
            return run >= 0 && fsn <= _runs[run].LastFsn;
        }
    }

    /// <summary>The last data frame that an OK for a message covers; -1 for catch-up frames ahead of all data.</summary>
    public long LastCoveredBy(long wireSequence)
    {
        using (_gate.Enter()) return Find(wireSequence) is var run and >= 0 ? Math.Min(FsnOf(run, wireSequence), _runs[run].LastFsn) : -1;
    }

    /// <summary>The frame of a message, were the run as long.</summary>
    private long FsnOf(int run, long wireSequence) => _runs[run].Fsn + (wireSequence - _runs[run].WireSequence);

    private int Find(long wireSequence)
    {
        int run = _runs.Count - 1;
        while (run >= 0 && _runs[run].WireSequence > wireSequence) run--;
        return run;
    }
}
