namespace QuestDb;

/// <summary>How a statement without rows ended.</summary>
/// <param name="statementType">The kind of statement.</param>
/// <param name="rowsAffected">
/// Rows that an INSERT wrote. Null where the server gives none, as for TRUNCATE or SET, and for every UPDATE.
/// </param>
public readonly struct ExecuteResult(StatementType statementType, long? rowsAffected)
{
    /// <summary>The kind of statement.</summary>
    public StatementType StatementType { get; } = statementType;

    /// <summary>
    /// Rows that an INSERT wrote. Null where the server gives none, as for TRUNCATE or SET, and for every UPDATE: servers apply it
    /// later, and send the number of its transaction in the place of a count.
    /// </summary>
    public long? RowsAffected { get; } = rowsAffected;
}
