using System.Diagnostics.CodeAnalysis;
using QuestDb.Store.Segments;
using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// Frames of one sender that a server acknowledged although it did not store some of their rows. They stay in the queue, and those rows
/// are sent once more: on the same connection behind what was sent meanwhile, or in their turn on the next one.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class DeliveryUnstored
{
    /// <summary>Guards the frames. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.DeliveryUnstored);
    private readonly SortedList<long, Part> _parts = [];

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty
    {
        get { using (_gate.Enter()) return _parts.Count == 0; }
    }

    /// <summary>The first frame whose rows are not accepted.</summary>
    public long FirstAwaited
    {
        get
        {
            using (_gate.Enter())
            {
                for (int i = 0; i < _parts.Count; i++)
                {
                    if (!_parts.GetValueAtIndex(i).IsAccepted) return _parts.GetKeyAtIndex(i);
                }

                return long.MaxValue;
            }
        }
    }

    /// <summary>Notes a frame, or that it has fewer such tables now.</summary>
    /// <param name="fsn">The frame.</param>
    /// <param name="tables">The tables whose rows are not stored.</param>
    /// <param name="isSent">Whether they were sent again already, and are not to be sent a third time.</param>
    public void Set(long fsn, FrameTables tables, bool isSent)
    {
        using (_gate.Enter()) _parts[fsn] = new Part(tables, isSent, IsAccepted: false);
    }

    /// <summary>The tables of a frame whose rows are to be sent again.</summary>
    public bool TryGet(long fsn, [NotNullWhen(true)] out FrameTables? tables)
    {
        using (_gate.Enter())
        {
            tables = _parts.GetValueOrDefault(fsn).Tables;
            return tables is not null;
        }
    }

    /// <summary>On a new connection every frame is sent in its turn.</summary>
    public void BeginConnection()
    {
        using (_gate.Enter())
        {
            for (int i = 0; i < _parts.Count; i++)
                _parts.SetValueAtIndex(i, _parts.GetValueAtIndex(i) with { IsSent = true, IsAccepted = false });
        }
    }

    /// <summary>The first frame that this connection has not sent again.</summary>
    public bool TryNext(out long fsn)
    {
        using (_gate.Enter())
        {
            for (int i = 0; i < _parts.Count; i++)
            {
                fsn = _parts.GetKeyAtIndex(i);
                if (!_parts.GetValueAtIndex(i).IsSent) return true;
            }

            fsn = -1;
            return false;
        }
    }

    /// <summary>Notes that a frame is sent again.</summary>
    public void Sent(long fsn)
    {
        using (_gate.Enter()) _parts[fsn] = _parts[fsn] with { IsSent = true };
    }

    /// <summary>Notes that the rows are accepted now; with durable acks the frame stays.</summary>
    public void Accepted(long fsn)
    {
        using (_gate.Enter()) _parts[fsn] = _parts[fsn] with { IsAccepted = true };
    }

    /// <summary>Notes that a frame is delivered or in quarantine.</summary>
    public void Remove(long fsn)
    {
        using (_gate.Enter()) _parts.Remove(fsn);
    }

    private readonly record struct Part(FrameTables Tables, bool IsSent, bool IsAccepted);
}
