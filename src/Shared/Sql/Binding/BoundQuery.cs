namespace QuestDb.Shared.Sql;

/// <summary>
/// A query ready to run: source, filter, grouping, projection, distinct, order, limit, in this order. The first
/// <paramref name="VisibleColumns"/> columns are the result; the others are only sorted by.
/// </summary>
internal sealed record BoundQuery(
    BoundSource Source,
    BoundExpression? Where,
    BoundGrouping? Grouping,
    IReadOnlyList<BoundOutput> Columns,
    int VisibleColumns,
    bool Distinct,
    IReadOnlyList<BoundOrder> OrderBy,
    BoundExpression? LimitLow,
    BoundExpression? LimitHigh);

internal sealed record BoundOutput(string Name, BoundExpression Value);

/// <summary>After grouping, the input columns of the projection are the keys followed by the aggregates.</summary>
internal sealed record BoundGrouping(IReadOnlyList<BoundExpression> Keys, IReadOnlyList<BoundAggregate> Aggregates);

internal readonly record struct BoundOrder(int Column, bool Descending);

internal abstract record BoundSource(IReadOnlyList<SqlColumn> Columns);

internal sealed record BoundTable(SqlTable Table) : BoundSource(Table.Columns);

internal sealed record BoundSubquery(BoundQuery Query, IReadOnlyList<SqlColumn> Columns) : BoundSource(Columns);

/// <summary><c>long_sequence(n)</c>: the numbers from 1.</summary>
internal sealed record BoundSequence(BoundExpression Length)
    : BoundSource([new SqlColumn("x", SqlType.Long)]);

/// <summary><c>tables()</c>, <c>wal_tables()</c> or <c>table_columns('t')</c>.</summary>
internal sealed record BoundCatalog(string Function, string? Argument, IReadOnlyList<SqlColumn> Columns) : BoundSource(Columns);

/// <summary>A SELECT without FROM: one row, no columns.</summary>
internal sealed record BoundSingleRow() : BoundSource([]);
