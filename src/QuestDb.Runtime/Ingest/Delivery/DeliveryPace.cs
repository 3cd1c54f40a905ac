using QuestDb.Transport;

namespace QuestDb.Ingest.Delivery;

/// <summary>Pauses between the connections of a delivery, and between rounds that found none.</summary>
/// <remarks>Of the send loop.</remarks>
internal sealed class DeliveryPace(Backoff backoff)
{
    private Streak _streak = Streak.Progress;

    /// <summary>What the last connections achieved.</summary>
    private enum Streak
    {
        /// <summary>The last one took frames, or there was none yet.</summary>
        Progress,
        /// <summary>The last one took none, the one before it did.</summary>
        Fruitless,
        /// <summary>The last two took none.</summary>
        StillFruitless,
    }

    /// <summary>A connection ended.</summary>
    /// <param name="hadProgress">Whether a frame was accepted on it.</param>
    public void Ended(bool hadProgress)
    {
        _streak = hadProgress ? Streak.Progress : _streak == Streak.Progress ? Streak.Fruitless : Streak.StillFruitless;
        if (hadProgress) backoff.Reset();
    }

    /// <summary>
    /// The pause before the next connection. A server that takes connections and nothing else is not stormed. But one that hands over
    /// says so at once, and another may be waiting: only when that goes on without progress there are pauses.
    /// </summary>
    public TimeSpan BeforeReconnect(NextStep next)
    {
        bool isImmediate = next == NextStep.PassOver || _streak == Streak.Progress
            || (next == NextStep.RetryElsewhere && _streak == Streak.Fruitless);
        return isImmediate ? TimeSpan.Zero : backoff.Next();
    }

    /// <summary>The pause after a round over the endpoints that found no connection.</summary>
    public TimeSpan AfterRound(HostRound round) => round.OnlyRoleRejects ? backoff.NextAfterRoleRejects() : backoff.Next();
}
