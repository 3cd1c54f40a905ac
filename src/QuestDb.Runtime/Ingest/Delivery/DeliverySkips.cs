using QuestDb.Shared.Names;
using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// Frames of one sender that delivery passes over: those in quarantine, and those that are delivered while one before them is not. Acks
/// of the frames before them release them too, and a caller that waits for one in quarantine gets the rejection as an error.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class DeliverySkips
{
    /// <summary>Reasons that keep their whole text; servers send up to 64 KiB. A receipt that is asked later gets the beginning.</summary>
    private const int WholeReasons = 64;

    private const int ShortReason = 400;

    /// <summary>Guards the frames that are passed over, and why. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.DeliverySkips);
    private readonly HashSet<long> _waiting = [];
    private readonly List<Refused> _refused = [];
    private readonly List<Refused> _undurable = [];

    /// <summary>Notes a frame that was put into quarantine.</summary>
    public void Add(long fsn, RejectedException why)
    {
        using (_gate.Enter())
        {
            _waiting.Add(fsn);
            Note(_refused, fsn, why);
        }
    }

    /// <summary>Notes a frame that is delivered although one before it is not.</summary>
    public void Pass(long fsn)
    {
        using (_gate.Enter()) _waiting.Add(fsn);
    }

    /// <summary>Notes an accepted frame that no durable ack will ever name.</summary>
    public void AddUndurable(long fsn, QuestDbException why)
    {
        using (_gate.Enter()) Note(_undurable, fsn, why);
    }

    /// <summary>The last frame of those passed over that follow a given frame directly, or the given frame.</summary>
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

    /// <summary>Throws why a frame of a range is in quarantine, if one is, or never becomes durable.</summary>
    /// <param name="level">The level that the caller waits for.</param>
    /// <param name="firstFsn">First frame.</param>
    /// <param name="lastFsn">Last frame.</param>
    /// <param name="table">The only table of the rows, or null: what happened to frames of others does not concern them.</param>
    public void ThrowIfAny(AckLevel level, long firstFsn, long lastFsn, string? table)
    {
        using (_gate.Enter())
        {
            if (Find(_refused, firstFsn, lastFsn, null) is { Why: RejectedException why } found)
            {
                throw why.With(why.Message, Math.Max(found.First, firstFsn), Math.Min(found.Last, lastFsn));
            }

            if (level == AckLevel.Durable && Find(_undurable, firstFsn, lastFsn, table) is { } lost)
                throw new QuestDbException(lost.Why.Code, lost.Why.Message) { Table = lost.Why.Table };
        }
    }

    private static Refused? Find(List<Refused> refused, long firstFsn, long lastFsn, string? table)
    {
        for (int i = refused.Count - 1; i >= 0 && refused[i].Last >= firstFsn; i--)
        {
            if (refused[i].First > lastFsn) continue;
            if (table is null || NameComparer.Same(table, refused[i].Why.Table)) return refused[i];
        }

        return null;
    }

    /// <summary>
    /// Adds a frame. Most come in their order. Neighbours with the same reason share an entry, so that a long run costs little memory.
    /// </summary>
    private static void Note(List<Refused> refused, long fsn, QuestDbException why)
    {
        int at = refused.Count;
        while (at > 0 && refused[at - 1].First > fsn) at--;
        if (at > 0 && refused[at - 1] is var before && before.Last == fsn - 1 && IsAlike(before.Why, why))
            refused[at - 1] = before with { Last = fsn };
        else
            refused.Insert(at, new Refused(fsn, fsn, why));
        if (refused.Count > WholeReasons && refused[^(WholeReasons + 1)] is { Why: RejectedException old } entry)
            refused[^(WholeReasons + 1)] = entry with { Why = old.Shortened(ShortReason) };
    }

    private static bool IsAlike(QuestDbException a, QuestDbException b) =>
        a.Table == b.Table && a.Column == b.Column && (a as RejectedException)?.Status == (b as RejectedException)?.Status;

    private sealed record Refused(long First, long Last, QuestDbException Why);
}
