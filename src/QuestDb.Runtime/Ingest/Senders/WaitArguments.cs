namespace QuestDb.Ingest.Senders;

/// <summary>What a wait for acks may be asked for.</summary>
internal static class WaitArguments
{
    /// <exception cref="ArgumentOutOfRangeException">An unknown level, or a timeout that is negative and not infinite.</exception>
    public static void Check(AckLevel level, TimeSpan timeout)
    {
        if (level is not (AckLevel.Accepted or AckLevel.Durable))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "Unknown ack level.");
        }

        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A timeout is zero, positive, or Timeout.InfiniteTimeSpan.");
        }
    }
}
