namespace QuestDb.Ingest.Senders;

/// <summary>
/// Waits until accepted rows can be queried. It is an interface because the implementation uses queries, on which
/// senders do not depend.
/// </summary>
internal interface ITableVisibility
{
    /// <summary>Waits until each table has applied its accepted transaction.</summary>
    /// <exception cref="QuestDbException">As for <see cref="WriteReceipt.VisibleAsync"/>.</exception>
    ValueTask WaitAsync(IReadOnlyList<TableTransaction> tables, CancellationToken cancellationToken);
}
