using System.Numerics;

namespace QuestDb.Testing.Tables;

/// <summary>
/// 256 bits as four 64-bit limbs, least significant first: a LONG256 (unsigned) or the unscaled value of a
/// DECIMAL256 (two's complement).
/// </summary>
internal readonly record struct Limbs256(ulong L0, ulong L1, ulong L2, ulong L3) : IEquatable<Limbs256>
{
    public BigInteger ToSigned() => ((BigInteger)(long)L3 << 192) | ((BigInteger)L2 << 128) | ((BigInteger)L1 << 64) | L0;

    public BigInteger ToUnsigned() => ((BigInteger)L3 << 192) | ((BigInteger)L2 << 128) | ((BigInteger)L1 << 64) | L0;

    /// <summary>The low 256 bits of a value, two's complement when it is negative.</summary>
    public static Limbs256 From(BigInteger value)
    {
        BigInteger mask = ulong.MaxValue;
        return new Limbs256(
            (ulong)(value & mask), (ulong)((value >> 64) & mask),
            (ulong)((value >> 128) & mask), (ulong)((value >> 192) & mask));
    }
}
