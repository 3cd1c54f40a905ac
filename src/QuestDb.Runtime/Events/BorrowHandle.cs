namespace QuestDb.Events;

/// <summary>What a borrower's object holds, and nothing else: it is collected together with a borrower that was forgotten.</summary>
internal sealed class BorrowHandle(BorrowTracker tracker, IBorrow borrow, string? site)
{
    /// <summary>Only notes the loss: ending a query or queueing rows is no work for the finalizer's thread.</summary>
    ~BorrowHandle() => tracker.Forgot(borrow, site);

    /// <summary>Called when the borrower has given back what it borrowed.</summary>
    public void Returned() => GC.SuppressFinalize(this);
}
