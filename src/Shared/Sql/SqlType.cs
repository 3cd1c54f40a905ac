using System.Globalization;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Shared.Sql;

/// <summary>
/// A column type with its parameters. <see cref="Precision"/> is the bits of a GEOHASH, the digits of a DECIMAL or the dimensions of an
/// array. <see cref="ColumnType.None"/> is the type of a bare NULL.
/// </summary>
internal readonly record struct SqlType(ColumnType Type, int Precision = 0, int Scale = 0)
{
    public static readonly SqlType Null = new(ColumnType.None);
    public static readonly SqlType Boolean = new(ColumnType.Boolean);
    public static readonly SqlType Int = new(ColumnType.Int);
    public static readonly SqlType Long = new(ColumnType.Long);
    public static readonly SqlType Double = new(ColumnType.Double);
    public static readonly SqlType Varchar = new(ColumnType.Varchar);

    public const int MaxDecimalPrecision = 76;

    public bool IsNull => Type == ColumnType.None;

    public bool IsText => Type is ColumnType.Varchar or ColumnType.Symbol or ColumnType.Char;

    public bool IsInteger => Type is ColumnType.Byte or ColumnType.Short or ColumnType.Int or ColumnType.Long;

    public bool IsFloating => Type is ColumnType.Float or ColumnType.Double;

    public bool IsDecimal => ColumnTypes.Find(Type) is { IsDecimal: true };

    public bool IsNumeric => IsInteger || IsFloating || IsDecimal;

    public bool IsTime => ColumnTypes.Find(Type) is { IsTime: true };

    /// <summary>The DECIMAL of so many digits, in the narrowest of the three wire types that holds them.</summary>
    public static SqlType Decimal(int precision, int scale)
    {
        precision = Math.Min(Math.Max(Math.Max(precision, scale), 1), MaxDecimalPrecision);
        scale = Math.Min(scale, MaxDecimalPrecision);
        ColumnTypeFacts narrowest = ColumnTypes.All.First(facts => facts.IsDecimal && facts.Digits >= precision);
        return new SqlType(narrowest.Type, precision, scale);
    }

    public override string ToString() => Type switch
    {
        ColumnType.None => "NULL",
        ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256
            => string.Format(CultureInfo.InvariantCulture, "DECIMAL({0},{1})", Precision, Scale),
        ColumnType.GeoHash when Precision % 5 == 0 => string.Format(CultureInfo.InvariantCulture, "GEOHASH({0}c)", Precision / 5),
        ColumnType.GeoHash => string.Format(CultureInfo.InvariantCulture, "GEOHASH({0}b)", Precision),
        ColumnType.DoubleArray => "DOUBLE" + Brackets(),
        ColumnType.LongArray => "LONG" + Brackets(),
        _ => ColumnTypes.Of(Type).Name,
    };

    private string Brackets()
    {
        string text = "";
        for (int i = 0; i < Math.Max(1, Precision); i++) text += "[]";
        return text;
    }
}
