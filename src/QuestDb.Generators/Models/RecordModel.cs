namespace QuestDb.Generators.Models;

/// <summary>All that emission needs to know of one mapped type. Plain data, compared by content.</summary>
/// <param name="HintName">File name of the generated source.</param>
/// <param name="Hierarchy">Where the type stands.</param>
/// <param name="RowType">The record type, fully qualified: the type itself, or the one that it maps.</param>
/// <param name="Name">The record type for error messages.</param>
/// <param name="IsReferenceType">Whether the record type is a class, so that a row may be null.</param>
/// <param name="IsTable">Whether it is a table, and not only a query result.</param>
/// <param name="IsValid">False when the mapping breaks a rule: the generated members then throw.</param>
/// <param name="Strict">Whether a surplus result column is an error.</param>
/// <param name="Table">Properties of the table; null where there is none or the mapping is not valid.</param>
/// <param name="Columns">The columns in order; empty when the mapping is not valid.</param>
/// <param name="Arguments">The arguments of the constructor that reading calls; empty when the mapping is not valid.</param>
/// <param name="Enums">The enums among the column types.</param>
/// <param name="DiagnosticIds">Ids of the diagnostics that the use of their symbols brings.</param>
internal sealed record RecordModel(
    string HintName,
    HierarchyModel Hierarchy,
    string RowType,
    string Name,
    bool IsReferenceType,
    bool IsTable,
    bool IsValid,
    bool Strict,
    TableModel? Table,
    EquatableArray<ColumnModel> Columns,
    EquatableArray<ArgumentModel> Arguments,
    EquatableArray<EnumModel> Enums,
    EquatableArray<string> DiagnosticIds);
