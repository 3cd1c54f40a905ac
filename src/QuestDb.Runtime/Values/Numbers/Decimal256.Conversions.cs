using System.Numerics;

namespace QuestDb;

public readonly partial struct Decimal256
{
    // System.Decimal: 96 bits and up to 28 digits after the point.
    private const int DotNetMaxScale = 28;

    /// <summary>The same number and scale.</summary>
    public static implicit operator Decimal256(decimal value) => FromDecimal(value);

    /// <summary>An integer, with scale 0.</summary>
    public static implicit operator Decimal256(long value) => new(value, 0);

    /// <summary>An integer, with scale 0.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: more than 76 digits.</exception>
    public static explicit operator Decimal256(BigInteger value) => new(value, 0);

    /// <summary><see cref="ToDecimal"/>.</summary>
    public static explicit operator decimal(Decimal256 value) => value.ToDecimal();

    /// <summary>The same number and scale; every <see cref="decimal"/> fits.</summary>
    public static Decimal256 FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = new Long256((uint)bits[0] | ((ulong)(uint)bits[1] << 32), (uint)bits[2], 0, 0);
        return new(bits[3] < 0 ? magnitude.Negate() : magnitude, value.Scale);
    }

    /// <summary>The number as a <see cref="decimal"/>, with the same scale where it fits and else without zeros at its end.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the number needs more than the 96 bits or 28 digits after the point of
    /// a <see cref="decimal"/>.
    /// </exception>
    public decimal ToDecimal() => TryToDecimal(out decimal value)
        ? value
        : throw new QuestDbException(ErrorCode.InvalidValue,
            $"The decimal {this} does not fit System.Decimal (28 digits); read it as {nameof(Decimal256)}.");

    /// <summary>The number as a <see cref="decimal"/>, or false where <see cref="ToDecimal"/> gives an error.</summary>
    public bool TryToDecimal(out decimal value)
    {
        value = 0;
        Long256 magnitude = Magnitude;
        int scale = _scale;
        while (scale > DotNetMaxScale || magnitude.Word1 > uint.MaxValue || (magnitude.Word2 | magnitude.Word3) != 0)
        {
            if (scale == 0 || !magnitude.TryRemoveZeros(1, out magnitude)) return false;
            scale--;
        }

        value = new decimal((int)magnitude.Word0, (int)(magnitude.Word0 >> 32), (int)magnitude.Word1, IsNegative, (byte)scale);
        return true;
    }
}
