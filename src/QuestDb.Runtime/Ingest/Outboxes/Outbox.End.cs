namespace QuestDb.Ingest.Outboxes;

/// <content>Closing: first the frames are delivered as far as there is time, then the loop ends, then the slot is closed.</content>
internal sealed partial class Outbox
{
    /// <summary>
    /// Ends the wait for a first connection. Before that connection no row is queued, so that closing has nothing to wait for.
    /// </summary>
    public Task AbandonFirstConnectionAsync() => _sendLoop.AbandonFirstConnectionAsync();

    /// <summary>Waits until every published frame is acknowledged, and ends delivery.</summary>
    /// <param name="giveUp">Ends the wait; frames that are not acknowledged stay.</param>
    /// <returns>The error that stopped delivery, or null.</returns>
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

    /// <summary>Fails every caller that waits for frames, now or later, instead of leaving it to wait for ever.</summary>
    public void FailWaiters(QuestDbException error) => _queue.Fail(error);

    /// <summary>
    /// Closes the slot, if there is one, of an outbox whose delivery has ended. Frames that are not acknowledged stay in it.
    /// </summary>
    /// <returns>The error of the slot, or null.</returns>
    public async Task<QuestDbException?> CloseAsync()
    {
        if (_slot is null) return null;
        bool isDrained = IsDrained;
        // A frame that the server rejects for good would be rejected again at each start, so that the slot waits for a person. Other
        // failures, such as wrong credentials, may be over by then. The slot is marked before another sender can take it.
        if (_policy.MarksRefusedSlot && !isDrained && _queue.Failure is RejectedException rejection) _slot.MarkFailed(rejection.Message);
        return await _slot.CloseAsync(isDrained).ConfigureAwait(false);
    }
}
