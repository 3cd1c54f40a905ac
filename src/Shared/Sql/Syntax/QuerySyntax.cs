namespace QuestDb.Shared.Sql;

/// <summary>A SELECT. A bare table name is <c>SELECT *</c> from it.</summary>
internal sealed record QuerySyntax(
    int Position,
    IReadOnlyList<CommonTableSyntax> With,
    bool Distinct,
    IReadOnlyList<SelectItemSyntax> Items,
    SourceSyntax? From,
    ExpressionSyntax? Where,
    IReadOnlyList<ExpressionSyntax> GroupBy,
    IReadOnlyList<OrderSyntax> OrderBy,
    LimitSyntax? Limit);

internal sealed record CommonTableSyntax(string Name, QuerySyntax Query);

internal sealed record SelectItemSyntax(ExpressionSyntax Expression, string? Alias, int AliasPosition);

internal sealed record OrderSyntax(ExpressionSyntax Expression, bool Descending);

/// <summary><c>LIMIT high</c> or <c>LIMIT low, high</c>.</summary>
internal sealed record LimitSyntax(ExpressionSyntax? Low, ExpressionSyntax? High);

internal abstract record SourceSyntax(int Position, string? Alias);

internal sealed record TableSourceSyntax(int Position, string Table, string? Alias) : SourceSyntax(Position, Alias);

internal sealed record QuerySourceSyntax(int Position, QuerySyntax Query, string? Alias) : SourceSyntax(Position, Alias);

/// <summary>A function that yields rows, as <c>long_sequence(10)</c>.</summary>
internal sealed record FunctionSourceSyntax(int Position, CallSyntax Call, string? Alias) : SourceSyntax(Position, Alias);
