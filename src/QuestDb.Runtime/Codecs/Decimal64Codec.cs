using System.ComponentModel;
using QuestDb.Values.Numbers;

namespace QuestDb.Columns;

/// <summary>Decimals as the integers of a DECIMAL64 column, up to 18 digits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Decimal64Codec
{
    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.</exception>
    public static long ToWire(decimal value, int precision, int scale) => DecimalUnits.ToInt64(value, precision, scale);

    /// <summary>The integer of a value.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the value needs more digits before or after the point.</exception>
    public static long ToWire(Decimal256 value, int precision, int scale) => DecimalUnits.ToInt64(in value, precision, scale);
}
