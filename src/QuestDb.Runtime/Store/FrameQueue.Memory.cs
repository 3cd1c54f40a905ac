using QuestDb.Store.Segments;

namespace QuestDb.Store;

/// <content>The ring of frames and the segments of memory that hold them. Callers hold the queue's lock.</content>
internal sealed partial class FrameQueue
{
    private void Add(in QueuedFrame frame)
    {
        if (_staged - _acked >= _frames.Length) GrowRing();
        _staged++;
        _frames[_staged & (_frames.Length - 1)] = frame;
        _bytes += frame.Length;
        _rows += frame.Rows;
    }

    private void Release(ref QueuedFrame frame)
    {
        _bytes -= frame.Length;
        _rows -= frame.Rows;
        MemorySegment? memory = frame.Memory;
        frame = default;
        if (memory is not null) ReleaseMemory(memory);
    }

    private void ReleaseMemory(MemorySegment memory)
    {
        // The tail may hold a frame that is being encoded, so that only Allocate resets it when it is empty.
        if (--memory.LiveFrames == 0 && !ReferenceEquals(memory, _tail)) Recycle(memory);
    }

    private void Recycle(MemorySegment segment)
    {
        segment.Used = 0;
        if (segment.Bytes.Length == _segmentBytes) _free.Push(segment);
    }

    private void GrowRing()
    {
        var frames = new QueuedFrame[_frames.Length * 2];
        for (long fsn = _acked + 1; fsn <= _staged; fsn++) frames[fsn & (frames.Length - 1)] = _frames[fsn & (_frames.Length - 1)];
        _frames = frames;
    }
}
