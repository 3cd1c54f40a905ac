namespace QuestDb.IntegrationTests.FaultMatrix;

/// <summary>How it ends for the rows that were written.</summary>
internal enum Ending
{
    /// <summary>All are accepted although the fault lasts or strikes once.</summary>
    Delivered,

    /// <summary>They wait in the queue until the fault is over, and are then accepted.</summary>
    Waits,

    /// <summary>Delivery stops; they wait in the queue, on disk for the next client.</summary>
    Stopped,

    /// <summary>Those of the rejected frame are set aside, all others are accepted.</summary>
    Quarantined,
}
