using System.Numerics;
using QuestDb.Values.Numbers;

namespace QuestDb;

/// <summary>What the digits of a <see cref="Decimal256"/> need; all but <see cref="Negate"/> take the words as unsigned.</summary>
public readonly partial struct Long256
{
    internal bool IsZero => (Word0 | Word1 | Word2 | Word3) == 0;

    /// <summary>The two's complement.</summary>
    internal Long256 Negate() => new Long256(~Word0, ~Word1, ~Word2, ~Word3).Add(1);

    /// <summary>The sum, modulo 2^256.</summary>
    internal Long256 Add(ulong value)
    {
        ulong word0 = Word0 + value;
        ulong carry = word0 < value ? 1UL : 0;
        ulong word1 = Word1 + carry;
        carry = word1 < carry ? 1UL : 0;
        ulong word2 = Word2 + carry;
        carry = word2 < carry ? 1UL : 0;
        return new(word0, word1, word2, Word3 + carry);
    }

    /// <summary>The product, or false when it has more than 256 bits.</summary>
    internal bool TryMultiply(ulong factor, out Long256 product)
    {
        ulong carry = 0;
        ulong word0 = Multiply(Word0, factor, ref carry);
        ulong word1 = Multiply(Word1, factor, ref carry);
        ulong word2 = Multiply(Word2, factor, ref carry);
        product = new(word0, word1, word2, Multiply(Word3, factor, ref carry));
        return carry == 0;
    }

    internal Long256 DivRem(ulong divisor, out ulong remainder)
    {
        remainder = 0;
        ulong word3 = Divide(Word3, divisor, ref remainder);
        ulong word2 = Divide(Word2, divisor, ref remainder);
        ulong word1 = Divide(Word1, divisor, ref remainder);
        return new(Divide(Word0, divisor, ref remainder), word1, word2, word3);
    }

    /// <summary>Multiplies by a power of ten; false when the product has more than 256 bits.</summary>
    internal bool TryAddZeros(int digits, out Long256 product)
    {
        product = this;
        for (int step; digits > 0; digits -= step)
        {
            step = Math.Min(digits, PowersOfTen.MaxWordExponent);
            if (!product.TryMultiply(PowersOfTen.Word(step), out product)) return false;
        }

        return true;
    }

    /// <summary>Divides by a power of ten; false when there is a remainder.</summary>
    internal bool TryRemoveZeros(int digits, out Long256 quotient)
    {
        quotient = this;
        for (int step; digits > 0; digits -= step)
        {
            step = Math.Min(digits, PowersOfTen.MaxWordExponent);
            quotient = quotient.DivRem(PowersOfTen.Word(step), out ulong remainder);
            if (remainder != 0) return false;
        }

        return true;
    }

    /// <summary>The number of decimal digits; 1 for 0.</summary>
    internal int CountDigits()
    {
        // 1233 / 4096 is log10(2): a number of that many bits has these digits or one more.
        int digits = Math.Min((BitLength() * 1_233) >> 12, PowersOfTen.MaxExponent);
        return CompareTo(PowersOfTen.Of(digits)) >= 0 ? digits + 1 : Math.Max(digits, 1);
    }

    private static ulong Multiply(ulong word, ulong factor, ref ulong carry)
    {
        ulong high = Math.BigMul(word, factor, out ulong low);
        low += carry;
        carry = high + (low < carry ? 1UL : 0);
        return low;
    }

    private static ulong Divide(ulong word, ulong divisor, ref ulong remainder)
    {
        if (remainder == 0)
        {
            (ulong small, remainder) = Math.DivRem(word, divisor);
            return small;
        }

        (UInt128 quotient, UInt128 rest) = UInt128.DivRem(new UInt128(remainder, word), divisor);
        remainder = (ulong)rest;
        return (ulong)quotient;
    }

    private int BitLength()
    {
        if (Word3 != 0) return 256 - BitOperations.LeadingZeroCount(Word3);
        if (Word2 != 0) return 192 - BitOperations.LeadingZeroCount(Word2);
        return Word1 != 0 ? 128 - BitOperations.LeadingZeroCount(Word1) : 64 - BitOperations.LeadingZeroCount(Word0);
    }
}
