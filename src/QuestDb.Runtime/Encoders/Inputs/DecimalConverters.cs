using QuestDb.Shared.TypeMap;
using QuestDb.Values.Numbers;

namespace QuestDb.Encoders.Inputs;

/// <summary>Digits of the DECIMAL types, and powers of ten.</summary>
internal static class DecimalDigits
{
    /// <summary>Most digits of a type, which is also its largest scale.</summary>
    public static int Of(ColumnType type) => ColumnTypes.Of(type).Digits;

    public static QuestDbException TooMany(string value, int digits) =>
        new(ErrorCode.InvalidValue, $"The decimal {value} has more than the {digits} digits of the column's type.");
}

internal readonly struct Digits18 : IToWire<long, long>
{
    private const long Limit = 1_000_000_000_000_000_000;

    public long Convert(long value) => value is > -Limit and < Limit ? value : throw DecimalDigits.TooMany(
        $"{value} (unscaled)", 18);
}

internal readonly struct Digits38 : IToWire<Int128, Int128>
{
    // 10^38
    private static readonly Int128 s_limit = (Int128)10_000_000_000_000_000_000 * 10_000_000_000_000_000_000;

    public Int128 Convert(Int128 value) =>
        value < s_limit && value > -s_limit ? value : throw DecimalDigits.TooMany($"{value} (unscaled)", 38);
}

/// <summary>A .NET decimal at the scale of the column: exact or an error.</summary>
internal readonly struct DecimalToInt128(int scale) : IToWire<decimal, Int128>, IToWire<Decimal256, Int128>
{
    private readonly int _scale = scale;

    public Int128 Convert(decimal value) => DecimalUnits.ToInt128(value, DecimalDigits.Of(ColumnType.Decimal128), _scale);

    public Int128 Convert(Decimal256 value) => DecimalUnits.ToInt128(value, DecimalDigits.Of(ColumnType.Decimal128), _scale);
}

/// <summary>A decimal of up to 76 digits at the scale of the column: exact or an error.</summary>
internal readonly struct DecimalToInt256(int scale) : IToWire<Decimal256, Long256>
{
    private readonly int _scale = scale;

    public Long256 Convert(Decimal256 value) => DecimalUnits.ToInt256(value, DecimalDigits.Of(ColumnType.Decimal256), _scale);
}

/// <summary>A decimal of up to 18 digits at the scale of the column: exact or an error.</summary>
internal readonly struct DecimalToInt64(int scale) : IToWire<Decimal256, long>
{
    private readonly int _scale = scale;

    public long Convert(Decimal256 value) => DecimalUnits.ToInt64(value, DecimalDigits.Of(ColumnType.Decimal64), _scale);
}
