namespace QuestDb.Transport;

/// <summary>How pauses are randomized so that clients do not reconnect at the same time.</summary>
internal enum Jitter
{
    /// <summary>[base, 2·base), for the many senders of a cluster.</summary>
    Equal,
    /// <summary>[0, base), for a query that somebody waits for.</summary>
    Full,
}

/// <summary>
/// Pauses between rounds of attempts. The base doubles up to its limit; the drawn pause may exceed that limit
/// (QuestDB documentation, "Two failover contexts").
/// </summary>
internal sealed class Backoff(TimeSpan initial, TimeSpan max, Jitter jitter)
{
    private TimeSpan _base = Min(initial, max);

    /// <summary>The pause after a round with an error, longer each time.</summary>
    public TimeSpan Next()
    {
        TimeSpan pause = Draw(_base);
        _base = _base > max / 2 ? max : _base * 2;
        return pause;
    }

    /// <summary>The pause after a round in which every endpoint refused by role: always that after a first attempt.</summary>
    public TimeSpan NextAfterRoleRejects()
    {
        Reset();
        return Draw(_base);
    }

    /// <summary>Starts again with the shortest pause, after a connection that worked.</summary>
    public void Reset() => _base = Min(initial, max);

    private TimeSpan Draw(TimeSpan length)
    {
        TimeSpan part = length * Random.Shared.NextDouble();
        return jitter == Jitter.Equal ? length + part : part;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
