namespace QuestDb.Ingest.Senders;

/// <summary>Tells when accepted rows can be queried. Senders ask it; the answer takes queries, which stand above them.</summary>
internal interface ITableVisibility
{
    /// <summary>Waits until each table has applied its accepted transaction.</summary>
    /// <exception cref="QuestDbException">As for <see cref="WriteReceipt.VisibleAsync"/>.</exception>
    ValueTask WaitAsync(IReadOnlyList<TableTransaction> tables, CancellationToken cancellationToken);
}
