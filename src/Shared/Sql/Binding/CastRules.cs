namespace QuestDb.Shared.Sql;

/// <summary>Which explicit casts there are.</summary>
internal static class CastRules
{
    public static bool Exists(SqlType from, SqlType to)
    {
        if (from.IsNull || from.Type == to.Type || to.Type is ColumnType.Varchar or ColumnType.Symbol) return true;
        if (from.Type is ColumnType.Varchar or ColumnType.Symbol) return to.Type is not (ColumnType.DoubleArray or ColumnType.LongArray);
        if (IsScalar(from) && IsScalar(to)) return true;
        return (from.Type, to.Type) switch
        {
            (ColumnType.Int or ColumnType.Long, ColumnType.Long256) => true,
            (ColumnType.Int or ColumnType.Long, ColumnType.IPv4) => true,
            (ColumnType.IPv4, ColumnType.Int or ColumnType.Long) => true,
            (ColumnType.Int or ColumnType.Long, ColumnType.GeoHash) => true,
            (ColumnType.DoubleArray, ColumnType.DoubleArray) => true,
            _ => false,
        };
    }

    private static bool IsScalar(SqlType type) => type.IsNumeric || type.IsTime || type.Type is ColumnType.Boolean or ColumnType.Char;
}
