namespace QuestDb.Store;

/// <summary>
/// The delivery queue in memory: frames numbered by FSN from publication until their ack. Producers stage frames at the
/// tail of a segment and publish them together; the send loop reads them as often as it must and acks release them.
/// </summary>
/// <remarks>
/// <see cref="Allocate"/>, <see cref="Stage"/>, <see cref="Publish"/> and <see cref="Discard"/> belong to one producer at a time
/// (the sender's lock); everything else is safe from any thread.
/// </remarks>
internal sealed class FrameQueue(int segmentBytes, long maxBytes)
{
    /// <summary>Task.WaitAsync takes no longer ones; who waits for 24 days waits for ever.</summary>
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly object _gate = new();
    private readonly Stack<MemorySegment> _free = new();
    private Frame[] _frames = new Frame[64];
    private MemorySegment? _tail;
    private long _acked = -1;
    private long _accepted = -1;
    private long _published = -1;
    private long _staged = -1;
    private long _bytes;
    private long _publishedBytes;
    private QuestDbException? _failure;
    private TaskCompletionSource? _progress;

    /// <summary>Bytes that the queue may hold.</summary>
    public long MaxBytes { get; } = maxBytes;

    /// <summary>The last published frame, or -1.</summary>
    public long PublishedFsn
    {
        get { lock (_gate) return _published; }
    }

    /// <summary>The last acknowledged frame, or -1: all before it are acknowledged too.</summary>
    public long AckedFsn
    {
        get { lock (_gate) return _acked; }
    }

    /// <summary>
    /// The last frame that a server has accepted, or -1; with durable acks it runs ahead of <see cref="AckedFsn"/>, which
    /// releases frames, and without them it is the same.
    /// </summary>
    public long AcceptedFsn
    {
        get { lock (_gate) return _accepted; }
    }

    /// <summary>Bytes of the frames that wait for their ack.</summary>
    public long PendingBytes
    {
        get { lock (_gate) return _publishedBytes; }
    }

    /// <summary>Bytes of the frames that are staged and not published.</summary>
    public long StagedBytes
    {
        get { lock (_gate) return _bytes - _publishedBytes; }
    }

    /// <summary>Why delivery has stopped for good, or null.</summary>
    public QuestDbException? Failure
    {
        get { lock (_gate) return _failure; }
    }

    /// <summary>Raised, outside any lock, after frames were published.</summary>
    public event Action? Published;

    /// <summary>Room for a frame at the tail of a segment. What was allocated and not staged is given again.</summary>
    public (byte[] Bytes, int Start) Allocate(int capacity)
    {
        lock (_gate)
        {
            if (_tail is { LiveFrames: 0 }) _tail.Used = 0;
            if (_tail is null || _tail.Bytes.Length - _tail.Used < capacity)
            {
                MemorySegment? full = _tail;
                _tail = capacity <= segmentBytes && _free.TryPop(out MemorySegment? free) ? free : new MemorySegment(Math.Max(capacity, segmentBytes));
                if (full is { LiveFrames: 0 }) Recycle(full);
            }

            return (_tail.Bytes, _tail.Used);
        }
    }

    /// <summary>Takes the frame that was written where <see cref="Allocate"/> said last.</summary>
    public void Stage(int length, int dictionaryStart, int dictionaryEnd)
    {
        lock (_gate)
        {
            if (_staged - _acked >= _frames.Length) GrowRing();
            _staged++;
            _frames[_staged & (_frames.Length - 1)] = new Frame(_tail!, _tail!.Used, length, dictionaryStart, dictionaryEnd);
            _tail.Used += length;
            _tail.LiveFrames++;
            _bytes += length;
        }
    }

    /// <summary>Publishes the staged frames and returns the last FSN.</summary>
    public long Publish()
    {
        long published;
        lock (_gate)
        {
            _published = published = _staged;
            _publishedBytes = _bytes;
        }

        Published?.Invoke();
        return published;
    }

    /// <summary>Gives up the staged frames: the queue is as it was.</summary>
    public void Discard()
    {
        lock (_gate)
        {
            for (; _staged > _published; _staged--)
            {
                ref Frame frame = ref _frames[_staged & (_frames.Length - 1)];
                frame.Segment.Used = frame.Offset;
                Release(ref frame);
            }
        }
    }

    /// <summary>Throws the reason why delivery has stopped, if it has.</summary>
    public void ThrowIfStopped()
    {
        lock (_gate)
        {
            if (_failure is not null) throw Stopped(_failure);
        }
    }

    /// <summary>Waits until some more bytes fit; an empty queue takes a frame of any size.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.QueueFull"/>, or the reason why delivery has stopped.</exception>
    public void WaitForSpace(int bytes, TimeSpan deadline)
    {
        lock (_gate)
        {
            long end = Environment.TickCount64 + (long)deadline.TotalMilliseconds;
            while (true)
            {
                if (_failure is not null) throw Stopped(_failure);
                if (_bytes + bytes <= MaxBytes || _bytes == 0) return;
                long left = end - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(_gate, (int)Math.Min(left, int.MaxValue)))
                {
                    if (_bytes + bytes <= MaxBytes) return;
                    throw new QuestDbException(ErrorCode.QueueFull,
                        $"The queue holds {_bytes:N0} of {MaxBytes:N0} bytes and the server acknowledged none for room within sf_append_deadline_millis ({deadline.TotalMilliseconds:N0} ms). What is queued stays queued.");
                }
            }
        }
    }

    /// <summary>The frame of a number; false when it is not published or already acknowledged.</summary>
    public bool TryGet(long fsn, out Frame frame)
    {
        lock (_gate)
        {
            frame = default;
            if (fsn > _published || fsn <= _acked) return false;
            frame = _frames[fsn & (_frames.Length - 1)];
            return true;
        }
    }

    /// <summary>A server has accepted the frames up to a number, which stay until a durable ack covers them.</summary>
    public void Accept(long fsn)
    {
        TaskCompletionSource? progress;
        lock (_gate)
        {
            fsn = Math.Min(fsn, _published);
            if (fsn <= _accepted) return;
            _accepted = fsn;
            Monitor.PulseAll(_gate);
            progress = _progress;
            _progress = null;
        }

        progress?.SetResult();
    }

    /// <summary>Releases the frames up to a number.</summary>
    public void Ack(long fsn)
    {
        TaskCompletionSource? progress;
        lock (_gate)
        {
            fsn = Math.Min(fsn, _published);
            if (fsn <= _acked) return;
            _accepted = Math.Max(_accepted, fsn);
            for (; _acked < fsn; _acked++)
            {
                ref Frame frame = ref _frames[(_acked + 1) & (_frames.Length - 1)];
                _publishedBytes -= frame.Length;
                Release(ref frame);
            }

            Monitor.PulseAll(_gate);
            progress = _progress;
            _progress = null;
        }

        progress?.SetResult();
    }

    /// <summary>Delivery has stopped: every waiter and later call gets the reason. The frames stay.</summary>
    public void Fail(QuestDbException failure)
    {
        TaskCompletionSource? progress;
        lock (_gate)
        {
            _failure ??= failure;
            Monitor.PulseAll(_gate);
            progress = _progress;
            _progress = null;
        }

        progress?.SetResult();
    }

    /// <summary>Waits until a frame has reached a level, for as long as acks go on.</summary>
    /// <param name="level">The level: <see cref="AckLevel.Durable"/> is where frames are released, with durable acks or without.</param>
    /// <param name="fsn">The frame.</param>
    /// <param name="timeout">Longest time without any ack; zero polls, infinite waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask WaitAckedAsync(AckLevel level, long fsn, TimeSpan timeout, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task progress;
            lock (_gate)
            {
                if (Reached(level) >= fsn) return;
                if (_failure is not null) throw Stopped(_failure);
                if (timeout == TimeSpan.Zero) throw TimedOut(level, fsn, timeout);
                _progress ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                progress = _progress.Task;
            }

            try
            {
                await progress.WaitAsync(timeout <= s_longestTimer ? timeout : Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw TimedOut(level, fsn, timeout);
            }
        }
    }

    /// <summary>As <see cref="WaitAckedAsync"/>, blocking the thread on the queue alone.</summary>
    public void WaitAcked(AckLevel level, long fsn, TimeSpan timeout)
    {
        lock (_gate)
        {
            long reached = Reached(level);
            long start = Environment.TickCount64;
            while (Reached(level) < fsn)
            {
                if (_failure is not null) throw Stopped(_failure);
                if (Reached(level) > reached)
                {
                    reached = Reached(level);
                    start = Environment.TickCount64;
                }

                double left = timeout == Timeout.InfiniteTimeSpan ? int.MaxValue : timeout.TotalMilliseconds - (Environment.TickCount64 - start);
                if (left <= 0) throw TimedOut(level, fsn, timeout);
                Monitor.Wait(_gate, (int)Math.Min(Math.Ceiling(left), int.MaxValue));
            }
        }
    }

    private long Reached(AckLevel level) => level == AckLevel.Accepted ? _accepted : _acked;

    private QuestDbException TimedOut(AckLevel level, long fsn, TimeSpan timeout)
    {
        lock (_gate)
        {
            return new QuestDbException(ErrorCode.WaitTimeout,
                $"No frame was acknowledged for {timeout.TotalMilliseconds:N0} ms: waiting for FSN {fsn}, acknowledged up to {Reached(level)}, published up to {_published}. The frames stay queued.");
        }
    }

    /// <summary>The reason as a fresh exception, so that each waiter gets its own stack trace.</summary>
    private static QuestDbException Stopped(QuestDbException failure) => failure is RejectedException rejected
        ? new RejectedException(rejected.Message, rejected.Status, rejected.ServerMessage, rejected.FirstFsn, rejected.LastFsn)
        : new QuestDbException(failure.Code, failure.Message, failure.InnerException);

    private void Release(ref Frame frame)
    {
        _bytes -= frame.Length;
        MemorySegment segment = frame.Segment;
        frame = default;
        // The tail may hold a frame that is being written; Allocate begins it anew when it is empty.
        if (--segment.LiveFrames == 0 && !ReferenceEquals(segment, _tail)) Recycle(segment);
    }

    private void Recycle(MemorySegment segment)
    {
        segment.Used = 0;
        if (segment.Bytes.Length == segmentBytes) _free.Push(segment);
    }

    private void GrowRing()
    {
        var frames = new Frame[_frames.Length * 2];
        for (long fsn = _acked + 1; fsn <= _staged; fsn++) frames[fsn & (frames.Length - 1)] = _frames[fsn & (_frames.Length - 1)];
        _frames = frames;
    }

    /// <summary>One frame in a segment, with the dictionary entries that it introduces.</summary>
    internal readonly record struct Frame(MemorySegment Segment, int Offset, int Length, int DictionaryStart, int DictionaryEnd)
    {
        public ReadOnlyMemory<byte> Memory => Segment.Bytes.AsMemory(Offset, Length);
    }
}
