using QuestDb.Ingest.Senders;
using QuestDb.Threading;

namespace QuestDb.Ingest.Pool;

/// <summary>A borrower that buffers rows which its sender does not have yet.</summary>
internal interface IRowHolder
{
    /// <summary>Accepts no more rows and finishes the sender with the buffered ones.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="time">Bounds every wait.</param>
    /// <returns>
    /// The number of rows that stay with the borrower, because a row in progress can't be separated from those before it.
    /// </returns>
    /// <exception cref="QuestDbException">The reason why rows could not be queued.</exception>
    int Finish(Sender sender, CloseTime time);
}
