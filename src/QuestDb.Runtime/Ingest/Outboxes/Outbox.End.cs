namespace QuestDb.Ingest.Outboxes;

/// <content>The end: first the frames are delivered as far as there is time, then the loop ends, then the slot is closed.</content>
internal sealed partial class Outbox
{
    /// <summary>Ends the wait for a first connection: no row is queued before it, so that closing has nothing to wait for.</summary>
    public Task AbandonFirstConnectionAsync() => _sendLoop.AbandonFirstConnectionAsync();

    /// <summary>Waits until every published frame is acknowledged, and ends delivery.</summary>
    /// <param name="giveUp">Ends the wait; what is not acknowledged stays.</param>
    /// <returns>Why acks can't come, or null.</returns>
    public async Task<QuestDbException?> DrainAsync(CancellationToken giveUp)
    {
        try
        {
            await WaitDrainedAsync(giveUp).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (QuestDbException e)
        {
            return e;
        }
        finally
        {
            await StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends delivery; frames that are not acknowledged stay.</summary>
    public Task StopAsync() => _sendLoop.StopAsync();

    /// <summary>Whoever still waits for frames, or comes to wait, gets an error instead of waiting for ever.</summary>
    public void FailWaiters(QuestDbException error) => _queue.Fail(error);

    /// <summary>
    /// Closes the slot, if there is one, of an outbox whose delivery has ended. Frames that are not acknowledged stay in it.
    /// </summary>
    /// <returns>What went wrong with the slot, or null.</returns>
    public async Task<QuestDbException?> CloseAsync()
    {
        if (_slot is null) return null;
        bool isDrained = IsDrained;
        // What the server refuses for good would be refused again at each start: it waits for a person. Anything else, such as
        // refused credentials, may have passed by then. The mark comes before another sender can take the slot.
        if (_policy.MarksRefusedSlot && !isDrained && _queue.Failure is RejectedException rejection) _slot.MarkFailed(rejection.Message);
        return await _slot.CloseAsync(isDrained).ConfigureAwait(false);
    }
}
