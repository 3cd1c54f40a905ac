using System.Numerics;
using QuestDb.Values.Numbers;

namespace QuestDb;

public readonly partial struct Decimal256
{
    /// <summary>The same number with another number of digits after the point.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the scale is not 0 to 76, digits that are not zero would be lost, or the number would have
    /// more than 76 digits.
    /// </exception>
    public Decimal256 Rescale(int scale)
    {
        CheckScale(scale);
        if (TryRescale(scale, out Decimal256 value)) return value;
        throw new QuestDbException(ErrorCode.InvalidValue, scale < _scale
            ? $"The decimal {this} has more than {scale} digits after the point, which would be lost."
            : $"The decimal {this} has more than {MaxPrecision} digits with {scale} of them after the point.");
    }

    /// <summary>
    /// The same number with another number of digits after the point, or false where <see cref="Rescale"/> gives an error.
    /// </summary>
    public bool TryRescale(int scale, out Decimal256 value)
    {
        value = default;
        if ((uint)scale > MaxScale) return false;
        Long256 magnitude = Magnitude;
        return (scale < _scale
            ? magnitude.TryRemoveZeros(_scale - scale, out magnitude)
            : magnitude.TryAddZeros(scale - _scale, out magnitude))
            && TryCreate(magnitude, IsNegative, scale, out value);
    }

    /// <summary>The number of an integer as the wire of DECIMAL256 has it.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: more than 76 digits, or the scale is not 0 to 76.
    /// </exception>
    internal static Decimal256 FromWords(Long256 words, int scale)
    {
        CheckScale(scale);
        bool negative = (long)words.Word3 < 0;
        Long256 magnitude = negative ? words.Negate() : words;
        if (TryCreate(magnitude, negative, scale, out Decimal256 value)) return value;
        throw TooManyDigits(negative ? -magnitude.ToBigInteger() : magnitude.ToBigInteger(), scale);
    }

    /// <summary>The number, or false when it has more than 76 digits.</summary>
    private static bool TryCreate(Long256 magnitude, bool negative, int scale, out Decimal256 value)
    {
        bool fits = magnitude.CompareTo(PowersOfTen.Of(MaxPrecision)) < 0;
        value = fits ? new(negative ? magnitude.Negate() : magnitude, (byte)scale) : default;
        return fits;
    }

    private static void CheckScale(int scale)
    {
        if ((uint)scale > MaxScale)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The scale of a decimal is 0 to {MaxScale}, not {scale}.");
        }
    }

    private static QuestDbException TooManyDigits(BigInteger unscaled, int scale) =>
        new(ErrorCode.InvalidValue, $"The decimal {unscaled} / 10^{scale} has more than {MaxPrecision} digits.");
}
