using System.ComponentModel;
using QuestDb.Values.Numbers;

namespace QuestDb.Columns;

/// <summary>Decimals as the integers of a DECIMAL256 column, up to 76 digits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Decimal256Codec
{
    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.</exception>
    public static Long256 ToWire(decimal value, int precision, int scale) => DecimalUnits.ToInt256(value, precision, scale);

    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.</exception>
    public static Long256 ToWire(Decimal256 value, int precision, int scale) => DecimalUnits.ToInt256(in value, precision, scale);
}
