using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql;

/// <summary>What a statement answers.</summary>
internal abstract record StatementResult;

/// <summary>All rows of a query. The vectors are not changed afterwards and may be read from any thread.</summary>
internal sealed record RowsResult(IReadOnlyList<ResultColumn> Columns, int RowCount) : StatementResult;

internal sealed record ResultColumn(string Name, ColumnVector Values);

/// <summary>The answer to DDL and DML; operation types in <see cref="OperationType"/>.</summary>
internal sealed record ExecResult(byte OpType, ulong RowsAffected) : StatementResult
{
    /// <summary>What travels as rows affected where that means nothing.</summary>
    public const ulong NotApplicable = ulong.MaxValue;
}
