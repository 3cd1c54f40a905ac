using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using QuestDb.Values.Numbers;

namespace QuestDb;

/// <summary>
/// An exact decimal number of up to 76 digits, the value of a DECIMAL column: a signed integer of 256 bits divided by
/// 10^<see cref="Scale"/>.
/// </summary>
/// <remarks>
/// Equality, hash code and order are those of the number: 1.5 and 1.50 are equal, though their <see cref="Scale"/> and text differ,
/// as with <see cref="decimal"/>. Nothing allocates but strings and <see cref="BigInteger"/>. The integer is held as four 64-bit words in
/// two's complement, the least significant first, as DECIMAL256 has it on the wire; the scale follows.
/// </remarks>
public readonly partial struct Decimal256 : IEquatable<Decimal256>, IComparable<Decimal256>, IComparable
{
    /// <summary>The most digits of a number.</summary>
    public const int MaxPrecision = 76;

    /// <summary>The most digits after the point.</summary>
    public const int MaxScale = 76;

    private readonly Long256 _unscaled;
    private readonly byte _scale;

    /// <summary>The number <paramref name="unscaled"/> / 10^<paramref name="scale"/>.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the scale is not 0 to 76.</exception>
    public Decimal256(Int128 unscaled, int scale)
    {
        CheckScale(scale);
        ulong sign = unscaled < 0 ? ulong.MaxValue : 0;
        _unscaled = new((ulong)unscaled, (ulong)(unscaled >> 64), sign, sign);
        _scale = (byte)scale;
    }

    /// <summary>The number <paramref name="unscaled"/> / 10^<paramref name="scale"/>.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: more than 76 digits, or the scale is not 0 to 76.
    /// </exception>
    public Decimal256(BigInteger unscaled, int scale)
    {
        CheckScale(scale);
        BigInteger magnitude = BigInteger.Abs(unscaled);
        // 10^76 has 253 bits; what fits 256 is then compared exactly.
        if (magnitude.GetBitLength() > 256 || !TryCreate(Long256.FromBigInteger(magnitude), unscaled.Sign < 0, scale, out this))
        {
            throw TooManyDigits(unscaled, scale);
        }
    }

    private Decimal256(Long256 unscaled, byte scale)
    {
        _unscaled = unscaled;
        _scale = scale;
    }

    /// <summary>0, which is also the default value.</summary>
    public static Decimal256 Zero => default;

    /// <summary>The largest number, 76 nines.</summary>
    public static Decimal256 MaxValue => -MinValue;

    /// <summary>The smallest number, minus 76 nines.</summary>
    public static Decimal256 MinValue => new(PowersOfTen.Of(MaxPrecision).Negate().Add(1), 0);

    /// <summary>Digits after the point, 0 to 76.</summary>
    public int Scale => _scale;

    /// <summary>Digits of the number without sign, point and leading zeros: 3 for -1.50, 1 for 0.05 and for 0.</summary>
    public int Precision => Magnitude.CountDigits();

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => IsNegative ? -1 : _unscaled.IsZero ? 0 : 1;

    /// <summary>The number times 10^<see cref="Scale"/>; allocates it.</summary>
    public BigInteger UnscaledValue => IsNegative ? -Magnitude.ToBigInteger() : _unscaled.ToBigInteger();

    /// <summary>The integer in two's complement: the value on the wire of DECIMAL256, and sign-extended that of the smaller ones.</summary>
    internal Long256 Words => _unscaled;

    private bool IsNegative => (long)_unscaled.Word3 < 0;

    private Long256 Magnitude => IsNegative ? _unscaled.Negate() : _unscaled;

    /// <summary>True when the numbers are equal, whatever their scales.</summary>
    public static bool operator ==(Decimal256 left, Decimal256 right) => left.Equals(right);

    /// <summary>True when the numbers differ.</summary>
    public static bool operator !=(Decimal256 left, Decimal256 right) => !left.Equals(right);

    /// <summary>True when the left number is smaller.</summary>
    public static bool operator <(Decimal256 left, Decimal256 right) => left.CompareTo(right) < 0;

    /// <summary>True when the left number is larger.</summary>
    public static bool operator >(Decimal256 left, Decimal256 right) => left.CompareTo(right) > 0;

    /// <summary>True when the left number is not larger.</summary>
    public static bool operator <=(Decimal256 left, Decimal256 right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left number is not smaller.</summary>
    public static bool operator >=(Decimal256 left, Decimal256 right) => left.CompareTo(right) >= 0;

    /// <summary>The number with the other sign and the same scale.</summary>
    public static Decimal256 operator -(Decimal256 value) => new(value._unscaled.Negate(), value._scale);

    /// <summary>True when the numbers are equal, whatever their scales.</summary>
    public bool Equals(Decimal256 other) => _scale == other._scale ? _unscaled == other._unscaled : CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Decimal256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Equal numbers have the same digits once the zeros after the last one are gone.
        Long256 digits = Magnitude;
        int scale = digits.IsZero ? 0 : _scale;
        while (scale > 0 && digits.TryRemoveZeros(1, out Long256 shorter))
        {
            digits = shorter;
            scale--;
        }

        return HashCode.Combine(digits, scale, IsNegative);
    }

    /// <summary>Negative when this number is smaller than the other, 0 when they are equal whatever their scales, else positive.</summary>
    public int CompareTo(Decimal256 other)
    {
        if (Sign != other.Sign) return Sign.CompareTo(other.Sign);
        int magnitudes = CompareMagnitude(Magnitude, _scale, other.Magnitude, other._scale);
        return IsNegative ? -magnitudes : magnitudes;
    }

    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Decimal256 other => CompareTo(other),
        _ => throw new ArgumentException($"A {nameof(Decimal256)} can't be compared with a {obj.GetType()}.", nameof(obj)),
    };

    private static int CompareMagnitude(Long256 left, int leftScale, Long256 right, int rightScale)
    {
        // A product of more than 256 bits is larger than any number.
        if (leftScale < rightScale) return left.TryAddZeros(rightScale - leftScale, out left) ? left.CompareTo(right) : 1;
        return right.TryAddZeros(leftScale - rightScale, out right) ? left.CompareTo(right) : -1;
    }
}
