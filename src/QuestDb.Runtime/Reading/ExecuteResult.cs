namespace QuestDb;

/// <summary>How a statement without rows ended.</summary>
/// <param name="StatementType">The kind of statement.</param>
/// <param name="RowsAffected">
/// Rows that an INSERT wrote. Null where the server gives none, as for TRUNCATE or SET. For an UPDATE of a table with a
/// write-ahead log it is the number of a transaction of the sequencer, not a count.
/// </param>
public readonly record struct ExecuteResult(StatementType StatementType, long? RowsAffected);
