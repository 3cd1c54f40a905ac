using QuestDb.Shared.TypeMap;

namespace QuestDb.Schemas;

/// <summary>Column types as QuestDB's SQL and messages spell them.</summary>
internal static class ColumnTypeNames
{
    /// <summary>The name of any type, also one that is none.</summary>
    public static string Of(ColumnType type) => ColumnTypes.Find(type)?.Name ?? type.ToString().ToUpperInvariant();
}
