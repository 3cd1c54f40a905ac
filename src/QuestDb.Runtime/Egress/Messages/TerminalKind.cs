namespace QuestDb;

/// <summary>The way in which a query ended.</summary>
public enum TerminalKind
{
    /// <summary>The server sent an error; <see cref="Cursor.NextBatch"/> throws it.</summary>
    Error,
    /// <summary>All rows were sent.</summary>
    ResultEnd,
    /// <summary>A statement without rows was run.</summary>
    ExecDone,
    /// <summary>The query was cancelled before all its rows were handed out.</summary>
    Cancelled,
    /// <summary>The connection broke.</summary>
    ConnectionLost,
}
