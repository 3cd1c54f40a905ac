using QuestDb.Values.Numbers;

namespace QuestDb.Mapping;

/// <content>Decimals as the integers of DECIMAL columns.</content>
public static partial class ColumnCodec
{
    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.
    /// </exception>
    public static long Decimal64ToWire(decimal value, int precision, int scale) => DecimalUnits.ToInt64(value, precision, scale);

    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.
    /// </exception>
    public static long Decimal64ToWire(Decimal256 value, int precision, int scale) => DecimalUnits.ToInt64(in value, precision, scale);

    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.
    /// </exception>
    public static Int128 Decimal128ToWire(decimal value, int precision, int scale) => DecimalUnits.ToInt128(value, precision, scale);

    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.
    /// </exception>
    public static Int128 Decimal128ToWire(Decimal256 value, int precision, int scale) => DecimalUnits.ToInt128(in value, precision, scale);

    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.
    /// </exception>
    public static Long256 Decimal256ToWire(decimal value, int precision, int scale) => DecimalUnits.ToInt256(value, precision, scale);

    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.
    /// </exception>
    public static Long256 Decimal256ToWire(Decimal256 value, int precision, int scale) => DecimalUnits.ToInt256(in value, precision, scale);
}
