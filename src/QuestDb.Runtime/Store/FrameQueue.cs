using System.Runtime.InteropServices;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.Threading;

namespace QuestDb.Store;

/// <summary>
/// The delivery queue: frames numbered by FSN from publication until their ack. A producer stages frames at the tail of a segment in
/// memory and publishes them together; the send loop reads them, again after a reconnect, and acks release them. With a slot,
/// publishing writes them there and frees their memory; without one they stay in memory. Of frames on disk the queue knows where the
/// first ones are, and finds the others when delivery comes to them: a long queue costs no memory for each frame.
/// </summary>
/// <remarks>
/// <see cref="Allocate"/>, <see cref="Stage"/>, <see cref="Publish"/> and <see cref="Discard"/> are for one producer at a time, which
/// holds the sender's lock; all other members are safe from any thread.
/// </remarks>
internal sealed partial class FrameQueue
{
    /// <summary>Bytes for which it pays to write to the socket at once.</summary>
    private const int ManyBytes = 32 * 1024;

    private readonly int _segmentBytes;
    private readonly Slot? _slot;

    /// <summary>
    /// On disk each frame follows a header. It is written in memory too, so that adjacent frames go to disk in one write.
    /// </summary>
    private readonly int _headerLength;

    /// <summary>Guards the frames, what is known of their acks, and why delivery has stopped. Pulsed when one of these changes.</summary>
    private readonly RankedMonitor _gate = new(LockRank.FrameQueue);

    /// <summary>Guards the end of publishing: a publish, with what it writes to the slot, comes whole before it or not at all.</summary>
    private readonly RankedLock _publishing = new(LockRank.Publishing);

    private readonly List<QueuedFrame> _staging = [];
    private readonly Stack<MemorySegment> _free = new();

    /// <summary>A ring of the frames after the last acknowledged one, up to <see cref="_known"/>.</summary>
    private QueuedFrame[] _frames = new QueuedFrame[SmallRing];
    private MemorySegment? _tail;
    private long _acked = -1;
    private long _accepted = -1;
    private long _published = -1;
    private long _known = -1;
    private long _lastOlder = -1;
    private long _bytes;
    private long _publishedBytes;
    private long _untoldBytes;
    private long _rows;
    private long _publishedRows;
    private bool _isClosed;
    private QuestDbException? _failure;
    private TaskCompletionSource? _progress;

    private FrameQueue(int segmentBytes, long maxBytes, Slot? slot)
    {
        _segmentBytes = segmentBytes;
        _slot = slot;
        _headerLength = slot is null ? 0 : SegmentFormat.FrameHeaderLength;
        MaxBytes = maxBytes;
        MaxStagedBytes = slot is null ? maxBytes / 4 : Math.Min(maxBytes / 4, 32 * 1024 * 1024);
    }

    /// <summary>Bytes that the queue may hold.</summary>
    public long MaxBytes { get; }

    /// <summary>Bytes that may be staged for one publish. Staged frames are in memory, even when the queue is on disk.</summary>
    public long MaxStagedBytes { get; }

    /// <summary>The last published frame, or -1.</summary>
    public long PublishedFsn
    {
        get { using (_gate.Enter()) return _published; }
    }

    /// <summary>The last acknowledged frame, or -1: all before it are acknowledged too.</summary>
    public long AckedFsn
    {
        get { using (_gate.Enter()) return _acked; }
    }

    /// <summary>
    /// The last frame that a server has accepted, or -1; with durable acks it runs ahead of <see cref="AckedFsn"/>, which releases
    /// frames; without durable acks both are the same.
    /// </summary>
    public long AcceptedFsn
    {
        get { using (_gate.Enter()) return _accepted; }
    }

    /// <summary>Whether every published frame is acknowledged.</summary>
    public bool IsDrained
    {
        get { using (_gate.Enter()) return _acked == _published; }
    }

    /// <summary>The frames that wait for their ack.</summary>
    public UnackedFrames Unacked
    {
        get
        {
            using (_gate.Enter())
            {
                return new UnackedFrames(_acked + 1, _published - _acked, Math.Max(0, _lastOlder - _acked), _publishedRows,
                    _publishedBytes);
            }
        }
    }

    /// <summary>Bytes of the frames that are staged and not published.</summary>
    public long StagedBytes
    {
        get { using (_gate.Enter()) return _bytes - _publishedBytes; }
    }

    /// <summary>The error that stopped delivery for good, or null.</summary>
    public QuestDbException? Failure
    {
        get { using (_gate.Enter()) return _failure; }
    }

    /// <summary>Raised, outside any lock, after frames were published; with whether many bytes were, since it last said so.</summary>
    public event Action<bool>? Published;

    /// <summary>An empty queue whose frames stay in memory.</summary>
    /// <param name="segmentBytes">Size of the blocks of memory in which frames are encoded.</param>
    /// <param name="maxBytes">Bytes that the queue may hold.</param>
    public static FrameQueue InMemory(int segmentBytes, long maxBytes) => new(segmentBytes, maxBytes, slot: null);

    /// <summary>Returns room for a frame at the tail of a segment. Room that was allocated and not staged is returned again.</summary>
    public (byte[] Bytes, int Start) Allocate(int capacity)
    {
        using (_gate.Enter())
        {
            if (_tail is { LiveFrames: 0 }) _tail.Used = 0;
            int bytes = checked(_headerLength + capacity);
            if (_tail is null || _tail.Bytes.Length - _tail.Used < bytes)
            {
                MemorySegment? full = _tail;
                _tail = bytes <= _segmentBytes && TryReuse(out MemorySegment? free)
                    ? free
                    : new MemorySegment(Math.Max(bytes, _segmentBytes));
                if (full is { LiveFrames: 0 }) Recycle(full);
            }

            return (_tail.Bytes, _tail.Used + _headerLength);
        }
    }

    /// <summary>Stages the frame that was written into the room that <see cref="Allocate"/> returned last.</summary>
    public void Stage(int length, int rows, int dictionaryStart, int dictionaryEnd, FrameTables? tables = null)
    {
        using (_gate.Enter())
        {
            _staging.Add(new QueuedFrame(_tail, null, _tail!.Used + _headerLength, length, rows, dictionaryStart, dictionaryEnd,
                tables));
            _bytes += length;
            _rows += rows;
            _tail.Used += _headerLength + length;
            _tail.LiveFrames++;
        }
    }

    /// <summary>
    /// Publishes the staged frames and returns the last FSN. With a slot they are on disk then; on an error
    /// they are staged as before.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreFull"/>, <see cref="ErrorCode.StoreFailed"/>; <see cref="ErrorCode.Disposed"/>:
    /// after <see cref="Close"/>.
    /// </exception>
    public long Publish()
    {
        long published;
        bool isMuch;
        using (_publishing.Enter())
        {
            if (_isClosed)
            {
                throw new QuestDbException(ErrorCode.Disposed,
                    "The client was disposed while the rows were encoded; they were not queued.");
            }

            Span<QueuedFrame> frames = CollectionsMarshal.AsSpan(_staging);
            if (_slot is not null && frames.Length > 0) _slot.Append(frames, _published + 1, _slot.Recovered.Dictionary);
            using (_gate.Enter())
            {
                Add(frames);
                published = _published;
                _untoldBytes += _bytes - _publishedBytes;
                isMuch = _untoldBytes >= ManyBytes;
                if (isMuch) _untoldBytes = 0;
                _publishedBytes = _bytes;
                _publishedRows = _rows;
            }

            _staging.Clear();
        }

        Published?.Invoke(isMuch);
        return published;
    }

    /// <summary>
    /// Refuses every further publish, after one that has begun has ended: the unacknowledged frames are counted then,
    /// and the slot is closed.
    /// </summary>
    public void Close()
    {
        using (_publishing.Enter()) _isClosed = true;
    }

    /// <summary>Drops the staged frames, so that the queue is as it was before.</summary>
    public void Discard()
    {
        using (_gate.Enter())
        {
            for (int i = _staging.Count - 1; i >= 0; i--)
            {
                QueuedFrame frame = _staging[i];
                frame.Memory!.Used = frame.Offset - _headerLength;
                Release(frame);
            }

            _staging.Clear();
        }
    }

    /// <summary>
    /// The frame of a number; false when it is not published or already acknowledged, or when it is on disk and delivery has not come to
    /// it (<see cref="TryFind"/>).
    /// </summary>
    public bool TryGet(long fsn, out QueuedFrame frame)
    {
        using (_gate.Enter())
        {
            frame = default;
            if (fsn > _known || fsn <= _acked) return false;
            frame = _frames[fsn & (_frames.Length - 1)];
            return true;
        }
    }

    /// <summary>
    /// The bytes of a frame that waits for its ack. A frame on disk is read into <paramref name="buffer"/>, which grows as needed.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreFailed"/>: the file can't be read, or its bytes have changed.
    /// </exception>
    public ReadOnlyMemory<byte> Read(in QueuedFrame frame, ref byte[] buffer)
    {
        if (frame.Memory is { } memory) return memory.Bytes.AsMemory(frame.Offset, frame.Length);
        int length = SegmentFormat.FrameHeaderLength + frame.Length;
        if (buffer.Length < length) buffer = GC.AllocateUninitializedArray<byte>(Math.Max(length, buffer.Length * 2));
        _slot!.ReadFrame(frame.File!, buffer.AsSpan(0, length), frame.Offset - SegmentFormat.FrameHeaderLength);
        return buffer.AsMemory(SegmentFormat.FrameHeaderLength, frame.Length);
    }
}
