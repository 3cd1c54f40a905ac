namespace QuestDb.Egress;

/// <summary>What the consumer of a run finds.</summary>
internal enum QueryStep
{
    /// <summary>Nothing yet.</summary>
    None,
    /// <summary>A batch.</summary>
    Batch,
    /// <summary>The end.</summary>
    End,
    /// <summary>The connection broke, and the query may go on elsewhere.</summary>
    Broken,
}
