using QuestDb.Store.Segments;

namespace QuestDb.Ingest.Outboxes;

/// <content>Waiting for acks.</content>
internal sealed partial class Outbox
{
    /// <summary>Throws for a level that servers do not report on this connection.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>.</exception>
    public void ThrowIfLevelUnsupported(AckLevel level) => _sendLoop.ThrowIfLevelUnsupported(level);

    /// <summary>Waits until a frame has reached a level, for as long as acks go on.</summary>
    /// <param name="level">The level.</param>
    /// <param name="fsn">The frame.</param>
    /// <param name="timeout">Longest time without any ack; zero polls, infinite waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask WaitAsync(AckLevel level, long fsn, TimeSpan timeout, CancellationToken cancellationToken) =>
        _queue.WaitAckedAsync(level, fsn, timeout, cancellationToken);

    /// <summary>As <see cref="WaitAsync"/>, blocking the thread on the queue alone.</summary>
    public void Wait(AckLevel level, long fsn, TimeSpan timeout) => _queue.WaitAcked(level, fsn, timeout);

    /// <summary>Waits until the frames of a write have reached a level; those in quarantine never do.</summary>
    /// <exception cref="QuestDbException">Delivery has stopped.</exception>
    /// <exception cref="RejectedException">One of the frames was rejected.</exception>
    public ValueTask WaitRowsAsync(
        AckLevel level, long firstFsn, long lastFsn, FrameTables? tables, CancellationToken cancellationToken) =>
        _sendLoop.WaitAsync(level, firstFsn, lastFsn, tables, cancellationToken);

    /// <summary>Waits until every frame that is published by now is acknowledged.</summary>
    /// <exception cref="QuestDbException">Delivery has stopped.</exception>
    public Task WaitDrainedAsync(CancellationToken cancellationToken) =>
        _queue.WaitAckedAsync(AckLevel.Durable, _queue.PublishedFsn, Timeout.InfiniteTimeSpan, cancellationToken).AsTask();
}
