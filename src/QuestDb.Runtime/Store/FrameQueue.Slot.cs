using System.Runtime.InteropServices;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
namespace QuestDb.Store;

/// <summary>The part of the queue that uses a slot.</summary>
internal sealed partial class FrameQueue
{
    /// <summary>A queue that begins with the frames that the slot's last client left.</summary>
    /// <param name="segmentBytes">Size of the blocks of memory in which frames are encoded.</param>
    /// <param name="maxBytes">Bytes that the queue may hold.</param>
    /// <param name="slot">The slot. The texts of new frames are stored from the dictionary that was recovered from it.</param>
    public static FrameQueue Recover(int segmentBytes, long maxBytes, Slot slot)
    {
        var queue = new FrameQueue(segmentBytes, maxBytes, slot);
        queue._acked = queue._accepted = queue._published = queue._staged = slot.Recovered.HasPending ? slot.Recovered.AckedFsn : -1;
        foreach (QueuedFrame frame in slot.PendingFrames()) queue.Add(frame);
        queue._published = queue._lastOlder = queue._staged;
        queue._publishedBytes = queue._bytes;
        return queue;
    }

    /// <summary>
    /// Writes the staged frames to the slot and frees their memory. No other thread reads staged frames, because only the producer
    /// stages and reading begins with publication.
    /// </summary>
    private void Persist(Slot slot)
    {
        if (_staged == _published) return;
        _batch.Clear();
        for (long fsn = _published + 1; fsn <= _staged; fsn++) _batch.Add(_frames[fsn & (_frames.Length - 1)]);
        Span<QueuedFrame> frames = CollectionsMarshal.AsSpan(_batch);
        slot.Append(frames, _published + 1, slot.Recovered.Dictionary);
        using (_gate.Enter())
        {
            for (int i = 0; i < frames.Length; i++)
            {
                ref QueuedFrame frame = ref _frames[(_published + 1 + i) & (_frames.Length - 1)];
                ReleaseMemory(frame.Memory!);
                frame = frames[i];
            }
        }
    }
}
