using QuestDb.Ingest.Senders;
using QuestDb.Threading;

namespace QuestDb.Ingest.Pool;

/// <summary>A borrower that holds rows which its sender does not have yet.</summary>
internal interface IRowHolder
{
    /// <summary>Takes no more rows and finishes the sender with those there are.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="time">Bounds every wait.</param>
    /// <returns>Rows that stay with the borrower: one that is in progress can't be told from those before it.</returns>
    /// <exception cref="QuestDbException">Why they could not be queued.</exception>
    int Finish(Sender sender, CloseTime time);
}
