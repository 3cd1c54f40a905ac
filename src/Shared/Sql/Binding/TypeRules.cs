namespace QuestDb.Shared.Sql;

/// <summary>Which types meet in operators, and what comes out.</summary>
internal static class TypeRules
{
    /// <summary>The type in which two values are compared, null if they can't be.</summary>
    public static SqlType? Comparison(SqlType left, SqlType right)
    {
        if (left.IsNull) return right.IsNull ? SqlType.Varchar : right;
        if (right.IsNull) return left;
        if (left.Type == right.Type && !left.IsDecimal)
        {
            if (left.Type == ColumnType.Symbol) return SqlType.Varchar;
            bool comparable = left.Type is not (ColumnType.DoubleArray or ColumnType.LongArray)
                && (left.Type != ColumnType.GeoHash || left.Precision == right.Precision);
            return comparable ? left : null;
        }

        if (left.IsNumeric && right.IsNumeric) return Numeric(left, right);
        if (left.IsText && right.IsText) return SqlType.Varchar;
        if (left.IsText) return ParsedFrom(right);
        if (right.IsText) return ParsedFrom(left);
        if (left.IsTime && right.IsTime) return FinerTime(left, right);
        if (left.IsTime && right.IsNumeric && !right.IsDecimal) return right.IsFloating ? SqlType.Double : SqlType.Long;
        if (right.IsTime && left.IsNumeric && !left.IsDecimal) return left.IsFloating ? SqlType.Double : SqlType.Long;
        return null;
    }

    /// <summary>The type of the operands of + - * / %, null if there is no such operator.</summary>
    public static SqlType? Arithmetic(SqlType left, SqlType right)
    {
        if (left.IsNull && right.IsNull) return SqlType.Int;
        if (left.IsNull) return Arithmetic(right, right);
        if (right.IsNull) return Arithmetic(left, left);
        if (left.IsTime) left = SqlType.Long;
        if (right.IsTime) right = SqlType.Long;
        if (left.Type == ColumnType.Varchar && right.IsNumeric) left = SqlType.Double;
        if (right.Type == ColumnType.Varchar && left.IsNumeric) right = SqlType.Double;
        return left.IsNumeric && right.IsNumeric ? Numeric(left, right) : null;
    }

    /// <summary>The type that holds the values of two branches (CASE, coalesce), null if there is none.</summary>
    public static SqlType? Common(SqlType left, SqlType right)
    {
        if (left.IsNull) return right;
        if (right.IsNull || left.Equals(right)) return left;
        if (left.IsText && right.IsText) return SqlType.Varchar;
        if (left.IsNumeric && right.IsNumeric)
        {
            if (left.IsInteger && right.IsInteger) return (int)left.Type > (int)right.Type ? left : right;
            return Numeric(left, right);
        }

        if (left.IsTime && right.IsTime) return FinerTime(left, right);
        if (left.IsTime && right.IsInteger) return left;
        if (right.IsTime && left.IsInteger) return right;
        if (left.IsTime && right.IsText) return left;
        if (right.IsTime && left.IsText) return right;
        return null;
    }

    /// <summary>INT, LONG, FLOAT, DOUBLE or a DECIMAL; LONG with FLOAT is DOUBLE, as a FLOAT can't hold it.</summary>
    private static SqlType Numeric(SqlType left, SqlType right)
    {
        if (left.IsDecimal || right.IsDecimal)
        {
            if (left.IsFloating || right.IsFloating) return SqlType.Double;
            SqlType a = AsDecimal(left), b = AsDecimal(right);
            int scale = Math.Max(a.Scale, b.Scale);
            return SqlType.Decimal(Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale, scale);
        }

        if (left.Type == ColumnType.Double || right.Type == ColumnType.Double) return SqlType.Double;
        bool hasLong = left.Type == ColumnType.Long || right.Type == ColumnType.Long;
        if (left.IsFloating || right.IsFloating) return hasLong ? SqlType.Double : new SqlType(ColumnType.Float);
        return hasLong ? SqlType.Long : SqlType.Int;
    }

    /// <summary>An integer as a DECIMAL that holds all its values.</summary>
    public static SqlType AsDecimal(SqlType type) => type.Type switch
    {
        ColumnType.Byte => SqlType.Decimal(3, 0),
        ColumnType.Short => SqlType.Decimal(5, 0),
        ColumnType.Int => SqlType.Decimal(10, 0),
        ColumnType.Long => SqlType.Decimal(19, 0),
        _ => type,
    };

    private static SqlType FinerTime(SqlType left, SqlType right)
        => TimestampText.UnitsPerSecond(left.Type) >= TimestampText.UnitsPerSecond(right.Type) ? left : right;

    // Text is compared with another type by parsing it as that type.
    private static SqlType? ParsedFrom(SqlType other) => other.Type switch
    {
        ColumnType.Boolean or ColumnType.Binary or ColumnType.DoubleArray or ColumnType.LongArray => null,
        _ => other,
    };
}
