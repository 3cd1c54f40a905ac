using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// Maps the wire sequence of one connection to FSNs: the server counts every message from 0, including catch-up frames, while FSNs
/// count data frames only, and frames in quarantine are not sent.
/// </summary>
/// <remarks>The send loop adds frames, the receive loop looks them up.</remarks>
internal sealed class DeliverySequence
{
    /// <summary>
    /// Runs of frames in which FSN and wire sequence grow together. A catch-up frame or a skipped frame begins a new run.
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

    /// <summary>The FSN of a message if the run went on up to it.</summary>
    private long FsnOf(int run, long wireSequence) => _runs[run].Fsn + (wireSequence - _runs[run].WireSequence);

    private int Find(long wireSequence)
    {
        int run = _runs.Count - 1;
        while (run >= 0 && _runs[run].WireSequence > wireSequence) run--;
        return run;
    }
}
