namespace QuestDb.Egress;

/// <summary>The result of taking the next step of a run.</summary>
internal enum QueryStep
{
    /// <summary>There is nothing to take yet.</summary>
    None,
    /// <summary>A batch.</summary>
    Batch,
    /// <summary>The end.</summary>
    End,
    /// <summary>The connection broke, and the query may go on elsewhere.</summary>
    Broken,
}
