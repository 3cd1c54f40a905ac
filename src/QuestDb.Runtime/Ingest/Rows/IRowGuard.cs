namespace QuestDb.Ingest.Rows;

/// <summary>Keeps a timer off a row in progress.</summary>
internal interface IRowGuard
{
    /// <summary>Waits for a flush of the timer. Throws what it met, and then no row begins.</summary>
    void BeginRow();

    /// <summary>The row has ended; flushes where that is due.</summary>
    void EndRow();
}
