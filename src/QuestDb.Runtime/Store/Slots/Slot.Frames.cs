using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Store.Slots;

/// <summary>Reads frames, and finds those of which the queue does not know where they are.</summary>
internal sealed partial class Slot
{
    /// <summary>Frames that are found at once: enough that a small one costs no call of its own.</summary>
    private const int FoundAtOnce = 1024;

    private readonly FrameWalk _walk = new();
    private FrameTables? _lastTables;

    /// <summary>The segment that was read last. It stays open for its next frame.</summary>
    private SegmentFile? _reading;

    /// <summary>Bytes of the recovered frames that wait for their ack, without their headers.</summary>
    public long RecoveredBytes { get; private set; }

    /// <summary>Finds frames of one segment that follow each other, from a published one on. For one thread at a time.</summary>
    /// <param name="fsn">The first.</param>
    /// <param name="before">Where the frame before it ends, if that is known.</param>
    /// <param name="frames">Takes at least one of them.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>: the segment can't be read, or has changed.</exception>
    public void FindFrames(long fsn, (SegmentFile? File, int End) before, List<QueuedFrame> frames)
    {
        SegmentFile segment = Find(fsn, out int end);
        bool follows = ReferenceEquals(segment, before.File);
        long at = follows ? fsn : segment.BaseFsn;
        int start = follows ? before.End : SegmentFormat.HeaderLength;
        try
        {
            using SegmentReading reading = Read(segment);
            _walk.Begin(reading.File, start, end);
            for (; frames.Count < FoundAtOnce && _walk.MoveNext(); at++)
            {
                if (at < fsn) continue;
                if (!_walk.IsWhole() || !DictionaryDelta.TryRead(_walk.Read(_walk.Current.Length), out DictionaryDelta delta)) break;
                frames.Add(Found(segment, at, delta));
            }
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, segment.Path, "Its frames stay queued.");
        }

        if (frames.Count == 0) throw Changed(segment, $"FSN {fsn} is not there any more");
    }

    /// <summary>Reads a frame with its header.</summary>
    /// <param name="segment">The segment that holds it.</param>
    /// <param name="frame">As long as it is with its header.</param>
    /// <param name="offset">The position of the header.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>.</exception>
    public void ReadFrame(SegmentFile segment, Span<byte> frame, int offset)
    {
        try
        {
            using SegmentReading reading = Read(segment);
            reading.File.Read(frame, offset);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, segment.Path, "The frame stays queued.");
        }

        if (!SegmentFormat.IsWhole(frame)) throw Changed(segment, $"the frame at byte {offset} no longer fits its checksum");
    }

    private long CountRecoveredBytes()
    {
        long first = Recovered.AckedFsn + 1;
        long bytes = Recovered.Segments.Where(s => s.Scan.EndFsn > first).Sum(static s => s.Scan.FrameBytes);
        SegmentFile segment = Find(first, out int end);
        using SegmentReading reading = Read(segment);
        _walk.Begin(reading.File, SegmentFormat.HeaderLength, end);
        for (long fsn = segment.BaseFsn; fsn < first && _walk.MoveNext(); fsn++) bytes -= _walk.Current.Length;
        return bytes;
    }

    private QueuedFrame Found(SegmentFile segment, long fsn, DictionaryDelta delta)
    {
        _lastTables = FrameTablesReader.Read(_walk.Read(_walk.Current.Length), _lastTables, out int rows);
        (int start, int end) = fsn < (Recovered.Symbols?.OwnDictionaryEnd ?? 0)
            ? (0, QueuedFrame.OwnDictionary)
            : (delta.Start, delta.End);
        // Rows of an earlier client are not counted, since not all of its frames were looked at.
        if (Recovered.HasPending && fsn <= Recovered.LastFsn) rows = 0;
        return new QueuedFrame(null, segment, _walk.Current.Offset, _walk.Current.Length, rows, start, end, _lastTables);
    }

    private SegmentFile Find(long fsn, out int end)
    {
        using (_gate.Enter())
        {
            SegmentFile segment = _segments.FindLast(s => s.BaseFsn <= fsn)!;
            end = segment.AppendOffset;
            return segment;
        }
    }

    /// <summary>Opens a segment, which stays open until another one is read.</summary>
    private SegmentReading Read(SegmentFile segment)
    {
        segment.Hold();
        if (!ReferenceEquals(Volatile.Read(ref _reading), segment))
        {
            segment.Hold();
            Interlocked.Exchange(ref _reading, segment)?.Release();
        }

        return new SegmentReading(segment);
    }

    private static QuestDbException Changed(SegmentFile segment, string how) => new(ErrorCode.StoreFailed,
        $"{segment.Path} has changed on the disk: {how}. It is not sent.");

    private readonly ref struct SegmentReading(SegmentFile segment)
    {
        private readonly SegmentFile _segment = segment;

        public IStoreFile File => _segment.File;

        public void Dispose() => _segment.Release();
    }
}
