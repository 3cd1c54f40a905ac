using QuestDb.Store.Segments;
using QuestDb.Store.Slots;

namespace QuestDb.Store;

/// <summary>The part of the queue that uses a slot.</summary>
internal sealed partial class FrameQueue
{
    private readonly List<QueuedFrame> _found = [];

    /// <summary>The segment of the last known frame, and where the frame ends there.</summary>
    private (SegmentFile? File, int End) _knownEnd;

    /// <summary>A queue that begins with the frames that the slot's last client left.</summary>
    /// <param name="segmentBytes">Size of the blocks of memory in which frames are encoded.</param>
    /// <param name="maxBytes">Bytes that the queue may hold.</param>
    /// <param name="slot">The slot. The texts of new frames are stored from the dictionary that was recovered from it.</param>
    public static FrameQueue Recover(int segmentBytes, long maxBytes, Slot slot)
    {
        var queue = new FrameQueue(segmentBytes, maxBytes, slot);
        if (!slot.Recovered.HasPending) return queue;
        queue._acked = queue._accepted = queue._known = slot.Recovered.AckedFsn;
        queue._published = queue._lastOlder = slot.Recovered.LastFsn;
        queue._bytes = queue._publishedBytes = slot.RecoveredBytes;
        return queue;
    }

    /// <summary>
    /// The frame of a number, which is found on disk if it is not known; false when it is not published or already acknowledged. For the
    /// send loop alone, which asks for frames in their order.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>: its segment can't be read, or has changed.</exception>
    public bool TryFind(long fsn, out QueuedFrame frame)
    {
        while (!TryGet(fsn, out frame))
        {
            long next;
            (SegmentFile? File, int End) before;
            using (_gate.Enter())
            {
                if (fsn > _published || fsn <= _acked) return false;
                // It was published since it was not found.
                if (fsn <= _known) continue;
                next = _known + 1;
                before = _knownEnd;
            }

            // The producer makes frames known only when all before them are.
            _slot!.FindFrames(next, before, _found);
            using (_gate.Enter())
            {
                foreach (QueuedFrame found in _found) Add(found);
            }

            _found.Clear();
        }

        return true;
    }
}
