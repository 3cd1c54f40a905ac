using System.ComponentModel;
using QuestDb.Values.Numbers;

namespace QuestDb.Columns;

/// <summary>Decimals as the integers of a DECIMAL128 column, up to 38 digits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Decimal128Codec
{
    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.</exception>
    public static Int128 ToWire(decimal value, int precision, int scale) => DecimalUnits.ToInt128(value, precision, scale);

    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.</exception>
    public static Int128 ToWire(Decimal256 value, int precision, int scale) => DecimalUnits.ToInt128(in value, precision, scale);
}
