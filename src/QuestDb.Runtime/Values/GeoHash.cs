using System.Diagnostics.CodeAnalysis;

namespace QuestDb;

/// <summary>
/// A cell of the earth's surface, the value of a GEOHASH column: 1 to 60 bits that halve longitude and latitude in turn, longitude
/// first. The first halving is the most significant bit of <see cref="Value"/>; 1 is the eastern or northern half.
/// </summary>
/// <remarks>
/// The default value has no bits: it is no cell and fits no column. A column's precision is fixed;
/// <see cref="Truncate"/> gives a coarser cell.
/// </remarks>
public readonly partial struct GeoHash : IEquatable<GeoHash>
{
    /// <summary>The most bits of a geohash, 12 base32 characters.</summary>
    public const int MaxBits = 60;

    private readonly byte _bits;

    /// <summary>A geohash of its bits.</summary>
    /// <param name="value">The bits, right-aligned.</param>
    /// <param name="bits">The precision, 1 to 60.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the precision is out of range, or the value has more bits.
    /// </exception>
    public GeoHash(long value, int bits)
    {
        CheckBits(bits);
        if ((ulong)value >> bits != 0)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The value 0x{value:x} has more than the {bits} bits of its geohash.");
        }

        Value = value;
        _bits = (byte)bits;
    }

    /// <summary>The bits, right-aligned.</summary>
    public long Value { get; }

    /// <summary>The precision in bits, 1 to 60; 0 in the default value.</summary>
    public int Bits => _bits;

    /// <summary>True when both are the same cell with the same precision.</summary>
    public static bool operator ==(GeoHash left, GeoHash right) => left.Equals(right);

    /// <summary>True when cell or precision differ.</summary>
    public static bool operator !=(GeoHash left, GeoHash right) => !left.Equals(right);

    /// <summary>The larger cell around this one, of fewer bits.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: less than 1 bit, or more than this cell has.</exception>
    public GeoHash Truncate(int bits)
    {
        if (bits < 1 || bits > _bits)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"A geohash of {_bits} bits can't be truncated to {bits}.");
        }

        return new(Value >> (_bits - bits), bits);
    }

    /// <summary>True when both are the same cell with the same precision.</summary>
    public bool Equals(GeoHash other) => Value == other.Value && _bits == other._bits;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is GeoHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, _bits);

    private static void CheckBits(int bits)
    {
        if (bits is < 1 or > MaxBits) throw new QuestDbException(ErrorCode.InvalidValue, $"A geohash has 1 to {MaxBits} bits, not {bits}.");
    }
}
