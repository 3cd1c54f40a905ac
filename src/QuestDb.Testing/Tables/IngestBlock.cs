namespace QuestDb.Testing.Tables;

/// <summary>Rows for one table, column by column.</summary>
internal sealed record IngestBlock(string Table, int RowCount, IReadOnlyList<IngestColumn> Columns);

/// <summary>One column of a block; an empty name is the designated timestamp.</summary>
internal sealed record IngestColumn(string Name, ColumnVector Values);
