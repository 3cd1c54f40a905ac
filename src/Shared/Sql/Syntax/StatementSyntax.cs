namespace QuestDb.Shared.Sql;

internal abstract record StatementSyntax;

internal sealed record SelectStatementSyntax(QuerySyntax Query) : StatementSyntax;

/// <summary>A table name and where it stands.</summary>
internal readonly record struct TableNameSyntax(string Name, int Position);

internal sealed record ColumnDefinitionSyntax(string Name, int Position, SqlType Type);

internal enum PartitionUnit
{
    None,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// <summary>CREATE TABLE. <paramref name="Wal"/> is null where the text doesn't say: WAL then follows from the partitioning.</summary>
internal sealed record CreateTableSyntax(
    TableNameSyntax Table,
    bool IfNotExists,
    IReadOnlyList<ColumnDefinitionSyntax> Columns,
    QuerySyntax? AsSelect,
    TableNameSyntax? DesignatedTimestamp,
    PartitionUnit PartitionBy,
    string? Ttl,
    bool? Wal,
    IReadOnlyList<TableNameSyntax> DedupKeys) : StatementSyntax;

/// <summary>INSERT of <paramref name="Rows"/> or of <paramref name="Query"/>; no columns means all of them.</summary>
internal sealed record InsertSyntax(
    TableNameSyntax Table,
    IReadOnlyList<TableNameSyntax> Columns,
    IReadOnlyList<IReadOnlyList<ExpressionSyntax>> Rows,
    QuerySyntax? Query) : StatementSyntax;

internal sealed record UpdateSyntax(TableNameSyntax Table, IReadOnlyList<AssignmentSyntax> Assignments, ExpressionSyntax? Where)
    : StatementSyntax;

internal sealed record AssignmentSyntax(string Column, int Position, ExpressionSyntax Value);

internal sealed record TruncateSyntax(IReadOnlyList<TableNameSyntax> Tables) : StatementSyntax;

internal sealed record DropTableSyntax(TableNameSyntax Table, bool IfExists) : StatementSyntax;

internal sealed record RenameTableSyntax(TableNameSyntax Table, TableNameSyntax NewName) : StatementSyntax;

internal sealed record AddColumnSyntax(TableNameSyntax Table, ColumnDefinitionSyntax Column, bool IfNotExists) : StatementSyntax;

internal sealed record RenameColumnSyntax(TableNameSyntax Table, TableNameSyntax Column, TableNameSyntax NewName) : StatementSyntax;

internal sealed record DropColumnSyntax(TableNameSyntax Table, IReadOnlyList<TableNameSyntax> Columns) : StatementSyntax;

/// <summary>A statement that changes nothing in an in-memory database: SET, BEGIN, COMMIT, ROLLBACK, VACUUM.</summary>
internal sealed record TrivialSyntax(string Keyword) : StatementSyntax;

internal sealed record EmptySyntax : StatementSyntax;
