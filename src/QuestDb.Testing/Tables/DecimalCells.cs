using System.Numerics;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Testing.Tables;

/// <summary>DECIMAL values of the three widths as unscaled big integers.</summary>
internal static class DecimalCells
{
    public static bool IsDecimal(ColumnType type) => ColumnTypes.Find(type) is { IsDecimal: true };

    public static BigInteger Unscaled(ColumnVector vector, int row) => vector switch
    {
        FixedVector<long> values => values[row],
        FixedVector<Int128> values => values[row],
        FixedVector<Limbs256> values => values[row].ToSigned(),
        _ => throw new InvalidOperationException($"{vector.Type} is not a DECIMAL"),
    };

    /// <summary>
    /// Appends a value given with its own scale; false when it has too many digits for the column, or loses fraction
    /// digits while not allowed to round.
    /// </summary>
    public static bool TryAppend(ColumnVector target, BigInteger unscaled, int scale, bool round)
    {
        if (!TryRescale(ref unscaled, scale, target.Scale, round) || !Fits(unscaled, target.Precision)) return false;
        switch (target)
        {
            case FixedVector<long> values:
                values.Append((long)unscaled);
                break;
            case FixedVector<Int128> values:
                values.Append((Int128)unscaled);
                break;
            case FixedVector<Limbs256> values:
                values.Append(Limbs256.From(unscaled));
                break;
        }

        return true;
    }

    public static bool Fits(BigInteger unscaled, int precision) => BigInteger.Abs(unscaled) < BigInteger.Pow(10, precision);

    /// <summary>Changes the scale; false when digits other than 0 would be cut off and rounding (half up) isn't allowed.</summary>
    public static bool TryRescale(ref BigInteger unscaled, int from, int to, bool round)
    {
        if (to >= from)
        {
            unscaled *= BigInteger.Pow(10, to - from);
            return true;
        }

        BigInteger divisor = BigInteger.Pow(10, from - to);
        BigInteger quotient = BigInteger.DivRem(unscaled, divisor, out BigInteger rest);
        if (!rest.IsZero && !round) return false;
        if (BigInteger.Abs(rest) * 2 >= divisor) quotient += unscaled.Sign;
        unscaled = quotient;
        return true;
    }
}
