namespace QuestDb.Egress.Requests;

/// <summary>How a query's result is read, which decides when its caller has seen a part of it.</summary>
internal enum QueryPurpose
{
    /// <summary>The query is a statement without rows.</summary>
    Statement,
    /// <summary>A cursor hands out every batch, including the batch without rows of an empty result.</summary>
    Cursor,
    /// <summary>Typed rows are handed out; a batch without rows is not.</summary>
    Rows,
    /// <summary>Typed rows are collected and handed out at the end.</summary>
    Array,
}
