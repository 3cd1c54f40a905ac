using QuestDb.Ingest.Outboxes;
using QuestDb.Ingest.Senders;
using QuestDb.Store;
using QuestDb.Threading;

namespace QuestDb.Ingest.Pool;

/// <summary>Ends one sender: delivers its frames, stops its loop and returns what is left.</summary>
internal static class SenderShutdown
{
    /// <summary>
    /// Ends a sender with its client: accepts no more rows and queues those that are pending in the sender or buffered by its borrower.
    /// </summary>
    /// <param name="sender">The sender.</param>
    /// <param name="holder">The row sender that has it, or null.</param>
    /// <param name="time">The time that all of it may take.</param>
    public static async Task<Undelivered?> CloseAsync(Sender sender, IRowHolder? holder, CloseTime time)
    {
        sender.BeginClose();
        await sender.Outbox.AbandonFirstConnectionAsync().ConfigureAwait(false);
        // This may block on a lock or on room in the queue, so that it gets a thread of its own instead of one of the thread pool.
        (int unqueued, QuestDbException? reason) =
            await OwnThread.Run("QuestDb close", () => Finish(sender, holder, time)).ConfigureAwait(false);
        QuestDbException? stopped = await sender.Outbox.DrainAsync(time.Over).ConfigureAwait(false);
        return await EndAsync(sender, unqueued, stopped ?? reason).ConfigureAwait(false);
    }

    /// <summary>Ends a sender that nobody uses any more, after its frames are delivered.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="giveUp">Ends the wait for acks.</param>
    public static async Task<Undelivered?> RetireAsync(Sender sender, CancellationToken giveUp)
    {
        // The rest runs on another thread, since the caller may hold the pool's lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        sender.BeginClose();
        QuestDbException? reason = await sender.Outbox.DrainAsync(giveUp).ConfigureAwait(false);
        return await EndAsync(sender, 0, reason).ConfigureAwait(false);
    }

    private static (int Unqueued, QuestDbException? Reason) Finish(Sender sender, IRowHolder? holder, CloseTime time)
    {
        try
        {
            if (holder is not null) return (holder.Finish(sender, time), null);
            sender.Finish(time, held: null);
            return (0, null);
        }
        catch (QuestDbException e)
        {
            return (sender.UnqueuedRows, e);
        }
    }

    /// <summary>
    /// Closes the slot and returns what is left. Callers that still wait for frames get an error instead of waiting for ever.
    /// </summary>
    private static async Task<Undelivered?> EndAsync(Sender sender, int unqueued, QuestDbException? reason)
    {
        Outbox outbox = sender.Outbox;
        UnackedFrames frames = outbox.Unacked;
        var left = new Undelivered(outbox.SlotPath, frames, unqueued, reason);
        if (!left.IsEmpty)
        {
            outbox.FailWaiters(new QuestDbException(ErrorCode.Disposed,
                $"The client was disposed before the server acknowledged FSN {frames.FirstFsn} to {frames.LastFsn}."));
        }

        QuestDbException? slot = await outbox.CloseAsync().ConfigureAwait(false);
        if (slot is not null)
        {
            left = left with
            {
                Reason = reason is null
                    ? slot
                    : new QuestDbException(reason.Code, $"{reason.Message} {slot.Message}", new AggregateException(reason, slot)),
            };
        }

        return left.IsEmpty ? null : left;
    }
}
