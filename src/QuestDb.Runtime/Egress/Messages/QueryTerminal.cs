namespace QuestDb;

/// <summary>How a query ended.</summary>
/// <param name="Kind">The way of the end.</param>
/// <param name="StatementType">The kind of statement, for <see cref="TerminalKind.ExecDone"/>.</param>
/// <param name="RowsAffected">
/// Rows that an INSERT wrote, for <see cref="TerminalKind.ExecDone"/>. Null where the server gives none, as for TRUNCATE or SET.
/// For an UPDATE of a table with a write-ahead log it is the number of a transaction of the sequencer, not a count.
/// </param>
/// <param name="TotalRows">Rows that the server says it sent, for <see cref="TerminalKind.ResultEnd"/>; 0 where it does not count them.</param>
public readonly record struct QueryTerminal(TerminalKind Kind, StatementType StatementType, long? RowsAffected, long? TotalRows);
