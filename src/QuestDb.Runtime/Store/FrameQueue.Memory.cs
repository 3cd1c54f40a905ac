using System.Diagnostics.CodeAnalysis;
using QuestDb.Store.Segments;

namespace QuestDb.Store;

/// <content>The ring of frames and the segments of memory that hold them. Callers of private members hold the queue's lock.</content>
internal sealed partial class FrameQueue
{
    private const int SmallRing = 64;

    /// <summary>
    /// Frames on disk that the queue knows without having to find them: about 4 MiB of memory. More are known only where delivery has more
    /// on their way.
    /// </summary>
    private const int MostKnown = 64 * 1024;

    /// <summary>Free segments that no frame needed since the last <see cref="Trim"/>.</summary>
    private int _spare;

    /// <summary>
    /// Gives back memory that no frame needed since the last call, so that a queue which was full once does not keep all of it. It is
    /// called from time to time, by any thread.
    /// </summary>
    public void Trim()
    {
        using (_gate.Enter())
        {
            for (; _spare > 0; _spare--) _free.Pop();
            _spare = _free.Count;
        }
    }

    /// <summary>
    /// Makes published frames known, if all before them are and they are not too many, and frees the memory that files replace.
    /// </summary>
    private void Add(ReadOnlySpan<QueuedFrame> frames)
    {
        bool isKnown = _known == _published && (_slot is null || _known - _acked + frames.Length <= MostKnown);
        foreach (QueuedFrame frame in frames)
        {
            if (_slot is not null) ReleaseMemory(frame.Memory!);
            if (isKnown) Add(_slot is null ? frame : frame with { Memory = null });
        }

        _published += frames.Length;
    }

    private void Add(in QueuedFrame frame)
    {
        if (_known - _acked >= _frames.Length) GrowRing();
        _known++;
        _frames[_known & (_frames.Length - 1)] = frame;
        if (frame.File is not null) _knownEnd = (frame.File, frame.Offset + frame.Length);
    }

    private void Release(in QueuedFrame frame)
    {
        _bytes -= frame.Length;
        _rows -= frame.Rows;
        if (frame.Memory is not null) ReleaseMemory(frame.Memory);
    }

    private bool TryReuse([NotNullWhen(true)] out MemorySegment? segment)
    {
        if (!_free.TryPop(out segment)) return false;
        _spare = Math.Min(_spare, _free.Count);
        return true;
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
        for (long fsn = _acked + 1; fsn <= _known; fsn++) frames[fsn & (frames.Length - 1)] = _frames[fsn & (_frames.Length - 1)];
        _frames = frames;
    }
}
