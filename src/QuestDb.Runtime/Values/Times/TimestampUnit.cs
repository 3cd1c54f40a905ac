namespace QuestDb;

/// <summary>The unit of timestamps that are given as numbers since 1970-01-01 UTC.</summary>
public enum TimestampUnit
{
    /// <summary>Seconds; sent as microseconds, a TIMESTAMP.</summary>
    Seconds,
    /// <summary>Milliseconds; sent as microseconds, a TIMESTAMP.</summary>
    Milliseconds,
    /// <summary>Microseconds, a TIMESTAMP.</summary>
    Microseconds,
    /// <summary>Nanoseconds, a TIMESTAMP_NS.</summary>
    Nanoseconds,
}
