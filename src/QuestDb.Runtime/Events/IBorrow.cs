namespace QuestDb.Events;

/// <summary>
/// Something of a pool that is lent. It knows nothing of the borrower's handle, so that a forgotten handle can be collected.
/// </summary>
internal interface IBorrow
{
    /// <summary>What was lent, as the beginning of a sentence.</summary>
    string What { get; }

    /// <summary>Does what the borrower should have done: ends what runs, queues what is buffered, and gives the place back.</summary>
    /// <exception cref="QuestDbException">Buffered rows could not be queued and are lost; the place is given back all the same.</exception>
    Task TakeBackAsync();
}
