using QuestDb.Transport;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// Detects a frame that no server will ever accept: it was refused a number of times in a row, over a length of time. The number alone
/// would not do: fast retries reach it within an outage of seconds.
/// </summary>
/// <param name="limit">Refusals in a row.</param>
/// <param name="window">The least time from the first to the last.</param>
/// <param name="pauses">Pauses before the next attempt, longer each time for the same frame.</param>
/// <param name="time">The clock.</param>
internal sealed class PoisonTracker(int limit, TimeSpan window, Backoff pauses, TimeProvider time)
{
    private long _fsn = -1;
    private long _since;

    /// <summary>Refusals of the frame in a row.</summary>
    public int Strikes { get; private set; }

    /// <summary>Counts a refusal; true when the frame has reached both limits.</summary>
    public bool Strike(long fsn)
    {
        if (fsn != _fsn)
        {
            Clear();
            _fsn = fsn;
            _since = time.GetTimestamp();
        }

        Strikes++;
        return Strikes >= limit && time.GetElapsedTime(_since) >= window;
    }

    /// <summary>The pause before the frame is sent again.</summary>
    public TimeSpan NextPause() => pauses.Next();

    /// <summary>
    /// Notes that a server has accepted the frames up to a number. Frames before the suspected one do not clear it: with durable acks
    /// they are sent and accepted again on every connection.
    /// </summary>
    public void Accepted(long fsn)
    {
        if (fsn >= _fsn) Clear();
    }

    private void Clear()
    {
        _fsn = -1;
        Strikes = 0;
        pauses.Reset();
    }
}
