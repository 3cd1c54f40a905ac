namespace QuestDb.Ingest.Rows;

/// <summary>Keeps a timer from flushing while a row is in progress.</summary>
internal interface IRowGuard
{
    /// <summary>
    /// Begins a row after a running flush of the timer has ended. It throws the error of such a flush, and then no row begins.
    /// </summary>
    void BeginRow();

    /// <summary>Ends the row, and flushes if a flush is due.</summary>
    void EndRow();
}
