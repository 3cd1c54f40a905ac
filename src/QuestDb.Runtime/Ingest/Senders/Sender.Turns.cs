namespace QuestDb.Ingest.Senders;

/// <content>
/// The turns of writing threads. <c>sf_append_deadline_millis</c> bounds what a call waits in all: for the calls before it, and for room.
/// </content>
internal sealed partial class Sender
{
    /// <summary>The shortest wait for other calls, which may be encoding their rows while there is room.</summary>
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>What the call that holds the lock has waited for it. A frame that it has published begins the time anew.</summary>
    private TimeSpan _waited;

    /// <exception cref="QuestDbException"><see cref="ErrorCode.QueueFull"/>: other calls have held the lock for so long.</exception>
    private WritingTurn EnterInTime()
    {
        if (_lock.TryEnter(TimeSpan.Zero))
        {
            _waited = TimeSpan.Zero;
            return new WritingTurn(this);
        }

        TimeSpan deadline = _settings.Queue.AppendDeadline;
        TimeSpan patience = TimeSpan.FromTicks(Math.Clamp(deadline.Ticks, s_shortestWait.Ticks, s_longestWait.Ticks));
        long start = Environment.TickCount64;
        if (!_lock.TryEnter(patience))
        {
            throw new QuestDbException(ErrorCode.QueueFull,
                $"Other writes have waited for room in the queue, or encoded their rows, for {patience.TotalMilliseconds:N0} ms "
                + $"(sf_append_deadline_millis). None of the rows was queued.");
        }

        _waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
        return new WritingTurn(this);
    }

    private void WaitForSpace(int bytes)
    {
        if (_finishing)
        {
            Outbox.WaitForSpace(bytes, TimeSpan.MaxValue, _roomAtClose);
            return;
        }

        TimeSpan left = _settings.Queue.AppendDeadline - _waited;
        Outbox.WaitForSpace(bytes, left > TimeSpan.Zero ? left : TimeSpan.Zero, _closing.Token);
    }

    /// <summary>The time for which a call holds the lock.</summary>
    private readonly ref struct WritingTurn(Sender sender)
    {
        private readonly Sender _sender = sender;

        public void Dispose() => _sender._lock.Exit();
    }
}
