namespace QuestDb;

/// <summary>How a query ended.</summary>
public readonly struct QueryTerminal
{
    internal QueryTerminal(TerminalKind kind, StatementType statementType, long? rowsAffected, long? totalRows)
    {
        Kind = kind;
        StatementType = statementType;
        RowsAffected = rowsAffected;
        TotalRows = totalRows;
    }

    /// <summary>The way in which the query ended.</summary>
    public TerminalKind Kind { get; internal init; }

    /// <summary>The kind of statement, for <see cref="TerminalKind.ExecDone"/>.</summary>
    public StatementType StatementType { get; internal init; }

    /// <summary>
    /// Rows that an INSERT wrote, for <see cref="TerminalKind.ExecDone"/>. Null where the server reports none, as for TRUNCATE or SET,
    /// and for every UPDATE, for which servers send the number of a transaction in its place.
    /// </summary>
    public long? RowsAffected { get; internal init; }

    /// <summary>Rows that the server says it sent, for <see cref="TerminalKind.ResultEnd"/>; 0 where it does not count them.</summary>
    public long? TotalRows { get; internal init; }
}
