using QuestDb.Store.Segments;

namespace QuestDb.Store;

/// <summary>Waiting for room and for acks.</summary>
internal sealed partial class FrameQueue
{
    /// <summary>Task.WaitAsync accepts no longer timeout; a longer one (over 24 days) counts as infinite.</summary>
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Throws the reason why delivery has stopped, if it has.</summary>
    public void ThrowIfStopped()
    {
        using (_gate.Enter())
        {
            if (_failure is not null) throw Stopped(_failure);
        }
    }

    /// <summary>Waits until some more bytes fit; an empty queue takes a frame of any size.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="deadline">The longest wait.</param>
    /// <param name="closing">Ends the wait when the client closes.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.QueueFull"/>; <see cref="ErrorCode.Disposed"/>; or the reason why delivery has stopped.
    /// </exception>
    public void WaitForSpace(int bytes, TimeSpan deadline, CancellationToken closing = default)
    {
        using (_gate.Enter())
        {
            if (_failure is null && (HasRoom(bytes) || _bytes == 0)) return;
        }

        // Register only when we have to wait.
        using CancellationTokenRegistration wake = closing.UnsafeRegister(static queue => ((FrameQueue)queue!).Wake(), this);
        using (_gate.Enter())
        {
            long end = Environment.TickCount64 + (long)deadline.TotalMilliseconds;
            while (true)
            {
                if (_failure is not null) throw Stopped(_failure);
                if (HasRoom(bytes) || _bytes == 0) return;
                if (closing.IsCancellationRequested)
                {
                    throw new QuestDbException(ErrorCode.Disposed,
                        $"The client was disposed while a write waited for room: the queue holds {_bytes:N0} of "
                        + $"{MaxBytes:N0} bytes. The rows were not queued.");
                }

                long left = end - Environment.TickCount64;
                if (left <= 0 || !_gate.Wait((int)Math.Min(left, int.MaxValue)))
                {
                    if (HasRoom(bytes)) return;
                    throw new QuestDbException(ErrorCode.QueueFull,
                        $"The queue holds {(_slot is null ? _bytes : _slot.AllocatedBytes):N0} of {MaxBytes:N0} "
                        + $"bytes{(_slot is null ? "" : $" in {_slot.Path}")} and the server acknowledged none for room "
                        + $"within sf_append_deadline_millis ({deadline.TotalMilliseconds:N0} ms). What is queued stays queued.");
                }
            }
        }
    }

    /// <summary>Waits until a frame has reached a level, for as long as acks go on.</summary>
    /// <param name="level">
    /// The level; <see cref="AckLevel.Durable"/> means that the frame is released, with durable acks or without.
    /// </param>
    /// <param name="fsn">The frame.</param>
    /// <param name="timeout">Longest time without any ack; zero polls, infinite waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask WaitAckedAsync(AckLevel level, long fsn, TimeSpan timeout, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task progress;
            using (_gate.Enter())
            {
                if (Reached(level) >= fsn) return;
                if (_failure is not null) throw Stopped(_failure);
                if (timeout == TimeSpan.Zero) throw TimedOut(level, fsn, timeout);
                _progress ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                progress = _progress.Task;
            }

            try
            {
                await progress.WaitAsync(timeout <= s_longestTimer ? timeout : Timeout.InfiniteTimeSpan, cancellationToken)
                    .ConfigureAwait(false);
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
        using (_gate.Enter())
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

                double left =
                    timeout == Timeout.InfiniteTimeSpan ? int.MaxValue : timeout.TotalMilliseconds - (Environment.TickCount64 - start);
                if (left <= 0) throw TimedOut(level, fsn, timeout);
                _gate.Wait((int)Math.Min(Math.Ceiling(left), int.MaxValue));
            }
        }
    }

    private void Wake()
    {
        using (_gate.Enter()) _gate.PulseAll();
    }

    private bool HasRoom(int bytes)
    {
        bool fits = _bytes + bytes <= MaxBytes;
        // When no frame waits for its ack, only the last segment is left on disk, and the next ack deletes it.
        if (_slot is null || (_publishedBytes == 0 && fits)) return fits;
        return _slot.HasRoom(_bytes - _publishedBytes + bytes + ((_staging.Count + 1L) * SegmentFormat.FrameHeaderLength));
    }

    private long Reached(AckLevel level) => level == AckLevel.Accepted ? _accepted : _acked;

    private QuestDbException TimedOut(AckLevel level, long fsn, TimeSpan timeout)
    {
        using (_gate.Enter())
        {
            return new QuestDbException(ErrorCode.WaitTimeout,
                $"No frame was acknowledged for {timeout.TotalMilliseconds:N0} ms: waiting for FSN {fsn}, "
                + $"acknowledged up to {Reached(level)}, published up to {_published}. The frames stay queued.");
        }
    }

    /// <summary>Copies the reason into a new exception, so that each waiter gets its own stack trace.</summary>
    private static QuestDbException Stopped(QuestDbException failure) => failure is RejectedException rejected
        ? rejected.With(rejected.Message, rejected.FirstFsn, rejected.LastFsn)
        : new QuestDbException(failure.Code, failure.Message, failure.InnerException);
}
