namespace QuestDb;

/// <summary>How far rows have come on their way to the server.</summary>
public enum AckLevel
{
    /// <summary>The server has committed the rows to its write-ahead log (an OK frame of QWP). Queries see them a little later.</summary>
    Accepted,
}
