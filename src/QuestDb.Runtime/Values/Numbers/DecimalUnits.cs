namespace QuestDb.Values.Numbers;

/// <summary>
/// Decimals as the integers of a DECIMAL(precision, scale) column, and back: 64 bits up to 18 digits, 128 up to 38, else 256. What
/// a column can't hold exactly is an error that names value, precision and scale.
/// </summary>
internal static class DecimalUnits
{
    private const int MaxDecimalScale = 28;

    public static long ToInt64(decimal value, int precision, int scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        int zeros = scale - value.Scale;
        ulong low = (uint)bits[0] | ((ulong)(uint)bits[1] << 32);
        if (bits[2] == 0 && (uint)zeros <= PowersOfTen.MaxWordExponent
            && Math.BigMul(low, PowersOfTen.Word(zeros), out ulong magnitude) == 0 && magnitude < PowersOfTen.Word(precision))
        {
            return bits[3] < 0 ? -(long)magnitude : (long)magnitude;
        }

        return (long)Fit(value, precision, scale).Words.Word0;
    }

    public static Int128 ToInt128(decimal value, int precision, int scale) => Low128(Fit(value, precision, scale));

    public static Long256 ToInt256(decimal value, int precision, int scale) => Fit(value, precision, scale).Words;

    public static long ToInt64(in Decimal256 value, int precision, int scale) => (long)Fit(value, precision, scale).Words.Word0;

    public static Int128 ToInt128(in Decimal256 value, int precision, int scale) => Low128(Fit(value, precision, scale));

    public static Long256 ToInt256(in Decimal256 value, int precision, int scale) => Fit(value, precision, scale).Words;

    public static decimal ToDecimal(long unscaled, int scale)
    {
        if (scale > MaxDecimalScale) return new Decimal256(unscaled, scale).ToDecimal();
        ulong magnitude = unscaled < 0 ? 0 - (ulong)unscaled : (ulong)unscaled;
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, unscaled < 0, (byte)scale);
    }

    public static decimal ToDecimal(Int128 unscaled, int scale) => new Decimal256(unscaled, scale).ToDecimal();

    public static decimal ToDecimal(Long256 unscaled, int scale) => Decimal256.FromWords(unscaled, scale).ToDecimal();

    /// <summary>The value with the scale of a column, if it has no more digits than the column's precision.</summary>
    private static Decimal256 Fit(in Decimal256 value, int precision, int scale)
    {
        bool keepsDigits = value.TryRescale(scale, out Decimal256 scaled);
        if (keepsDigits && scaled.Precision <= precision) return scaled;
        throw new QuestDbException(ErrorCode.InvalidValue, keepsDigits || scale >= value.Scale
            ? $"The value {value} does not fit DECIMAL({precision}, {scale}): it has more than {precision - scale} digits before the point."
            : $"The value {value} does not fit DECIMAL({precision}, {scale}): digits after the point would be lost.");
    }

    private static Int128 Low128(in Decimal256 value) => new(value.Words.Word1, value.Words.Word0);
}
