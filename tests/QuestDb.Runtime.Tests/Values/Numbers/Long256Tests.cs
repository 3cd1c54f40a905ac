using System.Numerics;
using System.Runtime.InteropServices;
using CsCheck;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Values;

public class Long256Tests
{
    private static readonly Gen<Long256> s_any = Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong, Gen.ULong,
        (a, b, c, d) => new Long256(a, b, c, d));

    [VectorFact]
    public void Texts_are_those_that_QuestDB_prints()
    {
        IReadOnlyCollection<(int, string Text)> texts = VectorTexts.Of("LONG256");
        Assert.True(texts.Count > 100);
        foreach ((_, string text) in texts) TextForm.IsConsistent(Long256.Parse(text), text);
    }

    [Fact]
    public void The_words_are_written_from_the_highest()
    {
        TextForm.IsConsistent(new Long256(0x1234, 0, 0, 0), "0x1234");
        TextForm.IsConsistent(default(Long256), "0x00");
        TextForm.IsConsistent(new Long256(0xA, 0xB, 0xC, 0xD), "0x0d000000000000000c000000000000000b000000000000000a");
        TextForm.IsConsistent(Long256.MaxValue, "0x" + new string('f', 64));
    }

    [Theory]
    [InlineData("0X1", 1)]
    [InlineData(" 0xABCdef ", 0xABCDEF)]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000102", 0x102)]
    public void Other_spellings_are_read(string text, ulong value) => Assert.Equal(value, Long256.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("12")]
    [InlineData("0xg")]
    [InlineData("0x-1")]
    [InlineData("0x 1")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000000000")]
    public void Other_texts_are_refused(string? text) => TextForm.IsRefused<Long256>(text);

    [Fact]
    public void BigIntegers_come_back() => s_any.Sample(static value =>
    {
        BigInteger big = value.ToBigInteger();
        Assert.True(big.Sign >= 0);
        Assert.Equal(value, Long256.FromBigInteger(big));
        Assert.Equal(value, Long256.Parse(value.ToString()));
        Assert.Equal(
            ((BigInteger)value.Word3 << 192) + ((BigInteger)value.Word2 << 128) + ((BigInteger)value.Word1 << 64) + value.Word0, big);
    });

    [Fact]
    public void What_is_negative_or_too_large_is_an_error()
    {
        Assert.Contains("-1 is negative", Invalid(BigInteger.MinusOne).Message, StringComparison.Ordinal);
        Assert.Contains("257 bits", Invalid(BigInteger.One << 256).Message, StringComparison.Ordinal);
        Assert.Equal(Long256.MaxValue, Long256.FromBigInteger((BigInteger.One << 256) - 1));

        static QuestDbException Invalid(BigInteger value)
        {
            QuestDbException error = Assert.Throws<QuestDbException>(() => (Long256)value);
            Assert.Equal(ErrorCode.InvalidValue, error.Code);
            return error;
        }
    }

    [Fact]
    public void Order_is_that_of_the_numbers() => Gen.Select(s_any, s_any).Sample(static (left, right) =>
    {
        int expected = left.ToBigInteger().CompareTo(right.ToBigInteger());
        Assert.Equal(Math.Sign(expected), Math.Sign(left.CompareTo(right)));
        Assert.Equal((expected < 0, expected <= 0, expected > 0, expected >= 0),
            (left < right, left <= right, left > right, left >= right));
        Assert.Equal((expected == 0, expected != 0), (left == right, left != right));
    });

    [Fact]
    public void Each_word_counts()
    {
        Long256 zero = default;
        foreach (Long256 one in (Long256[])[1UL, (UInt128)1 << 64, new(0, 0, 1, 0), new(0, 0, 0, 1)])
        {
            Assert.True(one > zero && one != zero && !one.Equals((object)zero) && one.Equals((object)one));
            Assert.NotEqual(zero.GetHashCode(), one.GetHashCode());
        }

        Assert.Equal(1, ((IComparable)zero).CompareTo(null));
        Assert.Throws<ArgumentException>(() => ((IComparable)zero).CompareTo(0));
    }

    [Fact]
    public void A_span_of_values_is_the_wire()
    {
        Long256[] values = [new(1, 2, 3, 4), new(5, 6, 7, 8)];
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], MemoryMarshal.Cast<Long256, ulong>(values).ToArray());
        Assert.Equal(1, MemoryMarshal.AsBytes(values.AsSpan())[0]);
    }

    [Fact]
    public void Formatting_and_parsing_allocate_nothing() => Assert.Equal(0, Allocations.Of(static () =>
    {
        Span<char> text = stackalloc char[66];
        Assert.True(Long256.MaxValue.TryFormat(text, out int written));
        Assert.True(Long256.TryParse(text[..written], out Long256 value));
        if (value != Long256.MaxValue || value.CompareTo(default) < 0) throw new InvalidOperationException();
    }));
}
