namespace QuestDb;

/// <summary>How a statement without rows ended.</summary>
/// <param name="statementType">The kind of statement.</param>
/// <param name="rowsAffected">
/// Rows that an INSERT wrote. Null where the server gives none, as for TRUNCATE or SET. For an UPDATE of a table with a
/// write-ahead log it is the number of a transaction of the sequencer, not a count.
/// </param>
public readonly struct ExecuteResult(StatementType statementType, long? rowsAffected)
{
    /// <summary>The kind of statement.</summary>
    public StatementType StatementType { get; } = statementType;

    /// <summary>
    /// Rows that an INSERT wrote. Null where the server gives none, as for TRUNCATE or SET. For an UPDATE of a table with a
    /// write-ahead log it is the number of a transaction of the sequencer, not a count.
    /// </summary>
    public long? RowsAffected { get; } = rowsAffected;
}
