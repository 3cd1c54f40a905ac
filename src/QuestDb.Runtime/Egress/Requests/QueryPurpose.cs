namespace QuestDb.Egress.Requests;

/// <summary>Who reads a query, which decides when its caller has seen something of the result.</summary>
internal enum QueryPurpose
{
    /// <summary>A statement: there are no rows.</summary>
    Statement,
    /// <summary>A cursor hands out every batch, the one without rows of an empty result too.</summary>
    Cursor,
    /// <summary>Typed rows are handed out; a batch without rows is not.</summary>
    Rows,
    /// <summary>Typed rows are gathered and handed out at the end.</summary>
    Array,
}
