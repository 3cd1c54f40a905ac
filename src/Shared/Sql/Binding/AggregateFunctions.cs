namespace QuestDb.Shared.Sql;

/// <summary>The aggregate functions: which arguments they take and what they yield.</summary>
internal static class AggregateFunctions
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "count", "count_distinct", "sum", "avg", "min", "max", "first", "last", "first_not_null", "last_not_null",
    };

    public static bool Exists(string name) => Names.Contains(name);

    /// <summary>The type of the result, null if the function doesn't take such an argument.</summary>
    public static SqlType? Result(string name, SqlType argument) => name switch
    {
        "count" => argument.Type == ColumnType.Boolean ? null : SqlType.Long,
        "count_distinct" => argument.Type is ColumnType.Binary or ColumnType.DoubleArray or ColumnType.LongArray ? null : SqlType.Long,
        "sum" => Sum(argument),
        "avg" => argument.IsInteger || argument.IsFloating ? SqlType.Double : null,
        "min" or "max" => Extreme(argument),
        _ => argument,
    };

    private static SqlType? Sum(SqlType argument)
    {
        if (argument.IsInteger) return SqlType.Long;
        if (argument.IsFloating) return argument;
        if (argument.IsDecimal) return SqlType.Decimal(argument.Type == ColumnType.Decimal64 ? 38 : 76, argument.Scale);
        return null;
    }

    private static SqlType? Extreme(SqlType argument) => argument.Type switch
    {
        ColumnType.Symbol => SqlType.Varchar,
        ColumnType.Byte or ColumnType.Short => SqlType.Int,
        ColumnType.Boolean or ColumnType.Binary or ColumnType.DoubleArray or ColumnType.LongArray or ColumnType.Uuid
            or ColumnType.Long256 or ColumnType.GeoHash => null,
        _ => argument,
    };
}
