using System.Diagnostics.CodeAnalysis;
using QuestDb.Encoders.Inputs;
using QuestDb.Schemas;
using QuestDb.Shared.TypeMap;
using QuestDb.Values.Numbers;

namespace QuestDb;

public readonly partial struct BindValue
{
    private static readonly int s_maxDigits64 = DecimalDigits.Of(ColumnType.Decimal64);
    private static readonly int s_maxDigits128 = DecimalDigits.Of(ColumnType.Decimal128);

    /// <summary>NULL of a type. A SYMBOL is bound as VARCHAR.</summary>
    /// <param name="type">The type.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: BINARY, IPv4, arrays and <see cref="ColumnType.None"/> can't be bound.
    /// </exception>
    public static BindValue Null(ColumnType type) => Null(type, type == ColumnType.GeoHash ? GeoHash.MaxBits : 0);

    /// <summary>NULL of a DECIMAL type with its scale, or of a GEOHASH with its precision.</summary>
    /// <param name="type">The type.</param>
    /// <param name="parameter">Digits after the point of a DECIMAL; bits of a GEOHASH; 0 for other types.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the type can't be bound, or the parameter is out of its range.
    /// </exception>
    public static BindValue Null(ColumnType type, int parameter)
    {
        if (ColumnTypes.Find(type) is not { Binds: true } facts)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"{ColumnTypeNames.Of(type)} values can't be bound: no server takes them.");
        }

        // Digits are 0 for types without a scale.
        (int min, int max) = facts.Layout == ColumnLayout.GeoHash ? (1, GeoHash.MaxBits) : (0, facts.Digits);
        if (parameter < min || parameter > max)
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                $"{parameter} is no scale or precision of {facts.Name}, which has {min} to {max}.");
        }

        return new BindValue(type == ColumnType.Symbol ? ColumnType.Varchar : type, isNull: true, parameter);
    }

    /// <summary>A VARCHAR from UTF-8 bytes, which are copied.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the bytes are not UTF-8.</exception>
    public static BindValue Utf8(ReadOnlySpan<byte> text) => System.Text.Unicode.Utf8.IsValid(text)
        ? new(text.ToArray())
        : throw new QuestDbException(ErrorCode.InvalidValue, "The bytes of a text are not valid UTF-8.");

    /// <summary>A DATE from milliseconds since the Unix epoch, UTC.</summary>
    public static BindValue DateMillis(long millis) => new(ColumnType.Date, millis);

    /// <summary>A DECIMAL of at most 18 digits.</summary>
    /// <param name="value">The number.</param>
    /// <param name="scale">Digits after the point that are sent, 0 to 18.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: it has more digits, before or after the point.</exception>
    public static BindValue Decimal64(Decimal256 value, int scale) =>
        new(ColumnType.Decimal64, SignExtend(DecimalUnits.ToInt64(value, s_maxDigits64, CheckScale(scale, s_maxDigits64))), scale);

    /// <summary>A DECIMAL of at most 38 digits.</summary>
    /// <param name="value">The number.</param>
    /// <param name="scale">Digits after the point that are sent, 0 to 38.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: it has more digits, before or after the point.</exception>
    public static BindValue Decimal128(Decimal256 value, int scale) =>
        new(ColumnType.Decimal128, SignExtend(DecimalUnits.ToInt128(value, s_maxDigits128, CheckScale(scale, s_maxDigits128))), scale);

    /// <summary>A DECIMAL of at most 76 digits.</summary>
    /// <param name="value">The number.</param>
    /// <param name="scale">Digits after the point that are sent, 0 to 76.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: it has more digits, before or after the point.</exception>
    public static BindValue Decimal256(Decimal256 value, int scale) =>
        new(ColumnType.Decimal256,
            DecimalUnits.ToInt256(value, QuestDb.Decimal256.MaxPrecision, CheckScale(scale, QuestDb.Decimal256.MaxScale)), scale);

    /// <summary>An enum member by its SYMBOL text, as a VARCHAR: its name or its <see cref="SymbolNameAttribute"/>.</summary>
    /// <remarks>For an enum that is stored as its integer, cast it: <c>(int)side</c>.</remarks>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not a declared member.</exception>
    public static BindValue Symbol<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(TEnum value)
        where TEnum : struct, Enum => EnumSymbolNames<TEnum>.Of(value);

    /// <summary>As <see cref="Symbol{TEnum}(TEnum)"/>; null is NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not a declared member.</exception>
    public static BindValue Symbol<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } v ? Symbol(v) : Null(ColumnType.Varchar);

    private static BindValue Decimal(Decimal256 value)
    {
        int scale = value.Scale;
        while (scale > 0 && value.TryRescale(scale - 1, out Decimal256 shorter)) (value, scale) = (shorter, scale - 1);
        return Decimal256(value, scale);
    }

    private static int CheckScale(int scale, int max) => scale >= 0 && scale <= max
        ? scale
        : throw new QuestDbException(ErrorCode.InvalidValue, $"{scale} is no scale of a DECIMAL of {max} digits, which has 0 to {max}.");

    private static Long256 SignExtend(Int128 value)
    {
        ulong sign = value < 0 ? ulong.MaxValue : 0;
        return new Long256((ulong)value, (ulong)(value >> 64), sign, sign);
    }
}
