using QuestDb.Store.Segments;
using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// The messages of one connection by wire sequence, until their answer: the server counts every message from 0, including catch-up
/// frames, while FSNs count data frames only, and a frame can be sent again behind later ones.
/// </summary>
/// <remarks>The send loop adds messages, the receive loop takes them.</remarks>
internal sealed class DeliverySequence
{
    /// <summary>What a frame costs here, and about what it costs its server, however small it is.</summary>
    private const int BytesPerFrame = 256;

    private readonly Queue<SentMessage> _waiting = new();
    /// <summary>Guards the messages and their count. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.DeliverySequence);
    private long _taken;
    private long _bytes;

    /// <summary>Messages sent so far.</summary>
    public long Count
    {
        get { using (_gate.Enter()) return _taken + _waiting.Count; }
    }

    /// <summary>Messages that were answered.</summary>
    public long Answered
    {
        get { using (_gate.Enter()) return _taken; }
    }

    /// <summary>Bytes of the data frames that wait for their answer, with what each frame costs beside them.</summary>
    public long BytesInFlight
    {
        get { using (_gate.Enter()) return _bytes; }
    }

    /// <summary>Counts a data frame, just before it is sent: its answer may come before the send returns.</summary>
    public void AddFrame(long fsn, FrameTables tables, bool defersCommit, int bytes)
    {
        using (_gate.Enter())
        {
            int cost = bytes + BytesPerFrame;
            _waiting.Enqueue(new SentMessage(fsn, tables, defersCommit, cost));
            _bytes += cost;
        }
    }

    /// <summary>Counts a catch-up frame, just before it is sent.</summary>
    public void AddCatchUp()
    {
        using (_gate.Enter()) _waiting.Enqueue(new SentMessage(-1, FrameTables.None, DefersCommit: true, Bytes: 0));
    }

    /// <summary>The data frame of a message that waits for its answer; false for a catch-up frame.</summary>
    public bool TryGetFsn(long wireSequence, out long fsn)
    {
        using (_gate.Enter())
        {
            long place = wireSequence - _taken;
            fsn = place >= 0 && place < _waiting.Count ? _waiting.ElementAt((int)place).Fsn : -1;
            return fsn >= 0;
        }
    }

    /// <summary>Takes the messages that an OK covers: all up to its sequence that no OK before it covered.</summary>
    public void Take(long wireSequence, List<SentMessage> into)
    {
        using (_gate.Enter())
        {
            while (_taken <= wireSequence && _waiting.TryDequeue(out SentMessage message))
            {
                into.Add(message);
                _taken++;
                _bytes -= message.Bytes;
            }
        }
    }
}

/// <summary>A message on a connection that waits for its answer.</summary>
/// <param name="Fsn">The frame; -1 for a catch-up frame.</param>
/// <param name="Tables">The tables that have rows in it, with their numbers.</param>
/// <param name="DefersCommit">Whether its rows are committed with those of the next message that commits.</param>
/// <param name="Bytes">What it counts among the bytes in flight.</param>
internal readonly record struct SentMessage(long Fsn, FrameTables Tables, bool DefersCommit, int Bytes);
