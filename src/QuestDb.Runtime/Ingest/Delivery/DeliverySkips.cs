using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// Frames of one sender that are in quarantine: the send loop skips them, acks of the frames before them release them too, and a caller
/// that waits for one gets the rejection as an error.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class DeliverySkips
{
    /// <summary>Guards the frames that are passed over, and why. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.DeliverySkips);
    private readonly HashSet<long> _waiting = [];
    private readonly List<Refused> _refused = [];

    /// <summary>Notes a frame that was put into quarantine.</summary>
    public void Add(long fsn, RejectedException why)
    {
        using (_gate.Enter())
        {
            _waiting.Add(fsn);
            // Frames are rejected in their order. Neighbours with the same status and subject share an entry, so that a long run
            // costs little memory.
            if (_refused.Count > 0 && _refused[^1] is var before && before.Last == fsn - 1 && IsAlike(before.Why, why))
            {
                _refused[^1] = before with { Last = fsn };
            }
            else
            {
                _refused.Add(new Refused(fsn, fsn, why));
            }
        }
    }

    /// <summary>The last frame of the quarantined ones that follow a given frame directly, or the given frame.</summary>
    public long Extend(long fsn)
    {
        using (_gate.Enter())
        {
            while (_waiting.Contains(fsn + 1)) fsn++;
            return fsn;
        }
    }

    /// <summary>Notes that the frames up to a number have left the queue.</summary>
    public void Released(long fsn)
    {
        using (_gate.Enter())
        {
            if (_waiting.Count > 0) _waiting.RemoveWhere(waiting => waiting <= fsn);
        }
    }

    /// <summary>Throws why a frame of a range is in quarantine, if one is.</summary>
    public void ThrowIfAny(long firstFsn, long lastFsn)
    {
        using (_gate.Enter())
        {
            for (int i = _refused.Count - 1; i >= 0 && _refused[i].Last >= firstFsn; i--)
            {
                if (_refused[i].First > lastFsn) continue;
                RejectedException why = _refused[i].Why;
                throw why.With(why.Message, Math.Max(_refused[i].First, firstFsn), Math.Min(_refused[i].Last, lastFsn));
            }
        }
    }

    private static bool IsAlike(RejectedException a, RejectedException b) =>
        a.Status == b.Status && a.Table == b.Table && a.Column == b.Column;

    private readonly record struct Refused(long First, long Last, RejectedException Why);
}
