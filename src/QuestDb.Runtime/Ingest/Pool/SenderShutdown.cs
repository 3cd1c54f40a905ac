namespace QuestDb.Ingest.Pool;

/// <summary>Closes one sender: takes no more rows, delivers those there are, stops its loop and tells what is left.</summary>
internal static class SenderShutdown
{
    /// <param name="sender">The sender.</param>
    /// <param name="giveUp">Ends the delivery.</param>
    /// <returns>What closing leaves behind, or null.</returns>
    public static async Task<QuestDbException?> RunAsync(Sender sender, CancellationToken giveUp)
    {
        // Off the caller's context and lock: closing waits for the network.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        QuestDbException? unsent = null;
        await sender.Delivery.AbandonFirstConnectionAsync().ConfigureAwait(false);
        try
        {
            sender.Close();
            await sender.Queue.WaitAckedAsync(AckLevel.Durable, sender.Queue.PublishedFsn, Timeout.InfiniteTimeSpan, giveUp).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is left is reported below.
        }
        catch (QuestDbException e)
        {
            unsent = e;
        }

        await sender.Delivery.StopAsync().ConfigureAwait(false);
        QuestDbException? left = Unacknowledged(sender, unsent);
        QuestDbException? slot = await sender.CloseSlotAsync().ConfigureAwait(false);
        return left is null || slot is null ? left ?? slot : Join([left, slot]);
    }

    /// <summary>One error for what several senders leave behind, or null.</summary>
    public static QuestDbException? Join(IReadOnlyList<QuestDbException> left) => left.Count switch
    {
        0 => null,
        1 => left[0],
        _ => new QuestDbException(ErrorCode.CloseTimeout, string.Join(" ", left.Select(static e => e.Message)), new AggregateException(left)),
    };

    /// <summary>Whoever still waits for frames that are left gets an error instead of waiting for ever.</summary>
    private static QuestDbException? Unacknowledged(Sender sender, QuestDbException? unsent)
    {
        long acked = sender.Queue.AckedFsn;
        long published = sender.Queue.PublishedFsn;
        if (published == acked && unsent is null) return null;
        sender.Queue.Fail(new QuestDbException(ErrorCode.Disposed, $"The client was disposed before the server acknowledged FSN {acked + 1} to {published}."));
        string fate = sender.Queue.Slot is { } slot
            ? $"they stay in the slot {slot.Path}, and the next client with this sf_dir delivers them."
            : "rows kept in memory are lost.";
        return new QuestDbException(ErrorCode.CloseTimeout,
            $"The client closed with {published - acked} frames ({sender.Queue.PendingBytes:N0} bytes) unacknowledged, FSN {acked + 1} to {published}; {fate} {unsent?.Message}", unsent);
    }
}
