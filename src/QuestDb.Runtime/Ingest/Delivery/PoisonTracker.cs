using QuestDb.Transport;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// Finds the frame that no server will ever take: the same frame was refused so many times in a row, over so long a time.
/// Both are needed: a number alone says how often was looked, not for how long it has been so.
/// </summary>
/// <param name="limit">Refusals in a row.</param>
/// <param name="window">The least time from the first to the last.</param>
/// <param name="pauses">Pauses before the next attempt, longer each time for the same frame.</param>
/// <param name="time">Tells the time.</param>
internal sealed class PoisonTracker(int limit, TimeSpan window, Backoff pauses, TimeProvider time)
{
    private long _fsn = -1;
    private long _since;

    /// <summary>Refusals of the frame in a row.</summary>
    public int Strikes { get; private set; }

    /// <summary>Notes a refusal; true when the frame is to be given up.</summary>
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
    /// A server has accepted frames up to a number. Those before the suspect say nothing about it: with durable acks they are
    /// sent and accepted again on every connection.
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
