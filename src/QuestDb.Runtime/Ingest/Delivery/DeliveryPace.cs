using QuestDb.Transport;

namespace QuestDb.Ingest.Delivery;

/// <summary>Pauses between the connections of a delivery, and between rounds that found none.</summary>
/// <remarks>Used by the send loop.</remarks>
internal sealed class DeliveryPace(Backoff backoff)
{
    private Streak _streak = Streak.Progress;

    /// <summary>What the last connections achieved.</summary>
    private enum Streak
    {
        /// <summary>The last one accepted frames, or there was none yet.</summary>
        Progress,
        /// <summary>The last one accepted no frame; the one before it did.</summary>
        Fruitless,
        /// <summary>The last two accepted no frame.</summary>
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
    /// The pause before the next connection. It protects a server that accepts connections but no frames. A server that hands
    /// its clients over says so at once, and another endpoint may be ready: then the pauses begin with the second connection
    /// without progress.
    /// </summary>
    public TimeSpan BeforeReconnect(NextStep next)
    {
        bool isImmediate = next == NextStep.Skip || _streak == Streak.Progress
            || (next == NextStep.RetryElsewhere && _streak == Streak.Fruitless);
        return isImmediate ? TimeSpan.Zero : backoff.Next();
    }

    /// <summary>The pause after a round that connected to no endpoint.</summary>
    public TimeSpan AfterRound(HostRound round) => round.OnlyRoleRejects ? backoff.NextAfterRoleRejects() : backoff.Next();
}
