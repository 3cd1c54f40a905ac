using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace QuestDb;

/// <summary>
/// An unsigned integer of 256 bits, the value of a LONG256 column. The layout is that of the wire, four 64-bit words with the
/// least significant first, so a span of it can be cast to bytes.
/// </summary>
/// <remarks>The value whose four words are all 0x8000000000000000 is NULL to QuestDB.</remarks>
/// <param name="word0">Bits 0 to 63.</param>
/// <param name="word1">Bits 64 to 127.</param>
/// <param name="word2">Bits 128 to 191.</param>
/// <param name="word3">Bits 192 to 255.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct Long256(ulong word0, ulong word1, ulong word2, ulong word3)
    : IEquatable<Long256>, IComparable<Long256>, IComparable
{
    private const int Bytes = 32;

    /// <summary>0, which is also the default value.</summary>
    public static Long256 Zero => default;

    /// <summary>2^256 - 1.</summary>
    public static Long256 MaxValue => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    /// <summary>Bits 0 to 63.</summary>
    public ulong Word0 { get; } = word0;

    /// <summary>Bits 64 to 127.</summary>
    public ulong Word1 { get; } = word1;

    /// <summary>Bits 128 to 191.</summary>
    public ulong Word2 { get; } = word2;

    /// <summary>Bits 192 to 255.</summary>
    public ulong Word3 { get; } = word3;

    /// <summary>A small number.</summary>
    public static implicit operator Long256(ulong value) => new(value, 0, 0, 0);

    /// <summary>A number of 128 bits.</summary>
    public static implicit operator Long256(UInt128 value) => new((ulong)value, (ulong)(value >> 64), 0, 0);

    /// <summary><see cref="FromBigInteger"/>.</summary>
    public static explicit operator Long256(BigInteger value) => FromBigInteger(value);

    /// <summary><see cref="ToBigInteger"/>.</summary>
    public static explicit operator BigInteger(Long256 value) => value.ToBigInteger();

    /// <summary>True when the numbers are equal.</summary>
    public static bool operator ==(Long256 left, Long256 right) => left.Equals(right);

    /// <summary>True when the numbers differ.</summary>
    public static bool operator !=(Long256 left, Long256 right) => !left.Equals(right);

    /// <summary>True when the left number is smaller.</summary>
    public static bool operator <(Long256 left, Long256 right) => left.CompareTo(right) < 0;

    /// <summary>True when the left number is larger.</summary>
    public static bool operator >(Long256 left, Long256 right) => left.CompareTo(right) > 0;

    /// <summary>True when the left number is not larger.</summary>
    public static bool operator <=(Long256 left, Long256 right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left number is not smaller.</summary>
    public static bool operator >=(Long256 left, Long256 right) => left.CompareTo(right) >= 0;

    /// <summary>The number of a <see cref="BigInteger"/>.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: negative, or more than 256 bits.</exception>
    public static Long256 FromBigInteger(BigInteger value)
    {
        if (value.Sign < 0) throw new QuestDbException(ErrorCode.InvalidValue, $"{value} is negative; a {nameof(Long256)} is unsigned.");
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        if (!value.TryWriteBytes(MemoryMarshal.AsBytes(words), out _, isUnsigned: true))
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                $"A number of {value.GetBitLength()} bits does not fit the 256 bits of a {nameof(Long256)}.");
        }

        return new(words[0], words[1], words[2], words[3]);
    }

    /// <summary>The same number; allocates it.</summary>
    public BigInteger ToBigInteger() => new(MemoryMarshal.AsBytes(new ReadOnlySpan<Long256>(in this)), isUnsigned: true);

    /// <summary>True when the numbers are equal.</summary>
    public bool Equals(Long256 other) => Word0 == other.Word0 && Word1 == other.Word1 && Word2 == other.Word2 && Word3 == other.Word3;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Long256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Word0, Word1, Word2, Word3);

    /// <summary>Negative when this number is smaller than the other, 0 when they are equal, else positive.</summary>
    public int CompareTo(Long256 other)
    {
        if (Word3 != other.Word3) return Word3.CompareTo(other.Word3);
        if (Word2 != other.Word2) return Word2.CompareTo(other.Word2);
        return Word1 != other.Word1 ? Word1.CompareTo(other.Word1) : Word0.CompareTo(other.Word0);
    }

    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Long256 other => CompareTo(other),
        _ => throw new ArgumentException($"A {nameof(Long256)} can't be compared with a {obj.GetType()}.", nameof(obj)),
    };
}
