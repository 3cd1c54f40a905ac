using System.Globalization;
using System.Numerics;
using CsCheck;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Values;

public class Decimal256Tests
{
    private static readonly BigInteger s_limit = BigInteger.Pow(10, 76);

    /// <summary>Numbers of every length, those with zeros at the end among them.</summary>
    internal static readonly Gen<Decimal256> Any = Gen.Select(Gen.Byte.Array[0, 32], Gen.Int[0, 76],
        Gen.Int[0, 76], static (bytes, zeros, scale) =>
            new Decimal256(new BigInteger(bytes) * BigInteger.Pow(10, zeros) % s_limit, scale));

    [VectorTheory]
    [InlineData("DECIMAL64")]
    [InlineData("DECIMAL128")]
    [InlineData("DECIMAL256")]
    public void Texts_are_those_that_QuestDB_prints(string type)
    {
        IReadOnlyCollection<(int Scale, string Text)> texts = VectorTexts.Of(type, "scale");
        Assert.True(texts.Count > 100);
        foreach ((int scale, string text) in texts)
        {
            Decimal256 value = Decimal256.Parse(text);
            Assert.Equal(scale, value.Scale);
            TextForm.IsConsistent(value, text);
        }
    }

    [Theory]
    [InlineData("1.50", 150, 2, "1.50")]
    [InlineData("-.5", -5, 1, "-0.5")]
    [InlineData("+5.", 5, 0, "5")]
    [InlineData(" 007 ", 7, 0, "7")]
    [InlineData("-0.00", 0, 2, "0.00")]
    [InlineData("1.5e3", 1500, 0, "1500")]
    [InlineData("15E-1", 15, 1, "1.5")]
    [InlineData("1.5e+1", 15, 0, "15")]
    [InlineData("0e9999", 0, 0, "0")]
    [InlineData("0.00000000000000000000000000000000000000000000000000000000000000000000000000000000", 0, 76,
        "0.0000000000000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("12300e-78", 123, 76, "0.0000000000000000000000000000000000000000000000000000000000000000000000000123")]
    public void Texts_are_read(string text, long unscaled, int scale, string written)
    {
        Decimal256 value = Decimal256.Parse(text);
        Assert.Equal((unscaled, scale), ((long)value.UnscaledValue, value.Scale));
        TextForm.IsConsistent(value, written);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("1 2")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("1.5m")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e1.5")]
    [InlineData("1e99999999999")]
    [InlineData("1e76")]
    [InlineData("1e-77")]
    [InlineData("1e9999")]
    [InlineData("-10000000000000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639940")]
    [InlineData("1157920892373161954235709850086879078532699846656405640394575840079131296399370000000000001")]
    public void Other_texts_are_refused(string? text) => TextForm.IsRefused<Decimal256>(text);

    [Fact]
    public void Every_value_survives_its_text() => Any.Sample(static value =>
    {
        Decimal256 read = Decimal256.Parse(value.ToString());
        Assert.Equal((value.UnscaledValue, value.Scale), (read.UnscaledValue, read.Scale));
    });

    [Fact]
    public void The_text_is_the_digits_of_the_integer() => Any.Sample(static value =>
        Assert.Equal(value.UnscaledValue,
            BigInteger.Parse(value.ToString().Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)));

    [Fact]
    public void BigIntegers_come_back() => Any.Sample(static value =>
    {
        BigInteger unscaled = value.UnscaledValue;
        Assert.Equal(unscaled.Sign, value.Sign);
        Assert.Equal(BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).Length, value.Precision);
        Assert.Equal(-unscaled, (-value).UnscaledValue);
        Assert.Equal(unscaled, Decimal256.FromWords(value.Words, value.Scale).UnscaledValue);
        Assert.Equal(new BigInteger(Bytes(value.Words)), unscaled);
    });

    [Fact]
    public void Precision_is_right_around_every_power_of_ten()
    {
        for (int digits = 1; digits < 76; digits++)
        {
            BigInteger power = BigInteger.Pow(10, digits);
            Assert.Equal(digits, new Decimal256(power - 1, 3).Precision);
            Assert.Equal(digits + 1, new Decimal256(-power, 3).Precision);
        }

        Assert.Equal(1, Decimal256.Zero.Precision);
    }

    [Fact]
    public void Limits_are_76_digits_and_76_after_the_point()
    {
        Assert.Equal(s_limit - 1, Decimal256.MaxValue.UnscaledValue);
        Assert.Equal(1 - s_limit, Decimal256.MinValue.UnscaledValue);
        Assert.Equal(new string('9', 76), Decimal256.MaxValue.ToString());
        Assert.Equal("-0." + new string('9', 76), new Decimal256(1 - s_limit, 76).ToString());
        Invalid(static () => new Decimal256(s_limit, 0), "more than 76 digits");
        Invalid(static () => new Decimal256(-s_limit, 5), "/ 10^5 has more than 76 digits");
        Invalid(static () => new Decimal256(BigInteger.Pow(2, 300), 0), "more than 76 digits");
        Invalid(static () => new Decimal256(1, 77), "0 to 76, not 77");
        Invalid(static () => new Decimal256(BigInteger.One, -1), "not -1");
        Invalid(static () => Decimal256.FromWords(Long256.FromBigInteger(s_limit), 0), "more than 76 digits");
        Invalid(static () => Decimal256.FromWords(Long256.FromBigInteger(BigInteger.Pow(2, 255)), 0), "-578");
    }

    [Fact]
    public void Order_and_equality_are_those_of_the_numbers() => Gen.Select(Any, Any).Sample(static (left, right) =>
    {
        int expected = (left.UnscaledValue * BigInteger.Pow(10, right.Scale))
            .CompareTo(right.UnscaledValue * BigInteger.Pow(10, left.Scale));
        Assert.Equal(Math.Sign(expected), Math.Sign(left.CompareTo(right)));
        Assert.Equal((expected < 0, expected <= 0, expected > 0, expected >= 0),
            (left < right, left <= right, left > right, left >= right));
        Assert.Equal((expected == 0, expected != 0), (left == right, left != right));
    });

    [Fact]
    public void Zeros_at_the_end_do_not_count()
    {
        Decimal256 value = 1.5m;
        Assert.True(value == 1.500m && value.Equals((object)(Decimal256)1.50m) && value != -1.5m && value != 15);
        Assert.Equal(value.GetHashCode(), new Decimal256(BigInteger.Pow(10, 74) * 15, 75).GetHashCode());
        Assert.Equal(Decimal256.Zero.GetHashCode(), new Decimal256(0, 76).GetHashCode());
        Assert.NotEqual(value.GetHashCode(), (-value).GetHashCode());
        Assert.True(new Decimal256(s_limit - 1, 0) > new Decimal256(s_limit - 1, 76));
        Assert.True(new Decimal256(1 - s_limit, 0) < new Decimal256(1, 76));
        Assert.Equal(1, ((IComparable)value).CompareTo(null));
        Assert.Throws<ArgumentException>(() => ((IComparable)value).CompareTo(1.5m));
    }

    [Fact]
    public void Rescaling_keeps_the_number_or_is_refused() => Gen.Select(Any, Gen.Int[0, 76]).Sample(static (value, scale) =>
    {
        BigInteger scaled = value.UnscaledValue * BigInteger.Pow(10, scale);
        bool fits = scaled % BigInteger.Pow(10, value.Scale) == 0 && BigInteger.Abs(scaled / BigInteger.Pow(10, value.Scale)) < s_limit;
        Assert.Equal(fits, value.TryRescale(scale, out Decimal256 result));
        Assert.Equal(fits ? (value, scale) : (default, 0), (result, result.Scale));
    });

    [Fact]
    public void A_lost_digit_and_an_overflow_are_told_apart()
    {
        Assert.Equal("1.5000", ((Decimal256)1.5m).Rescale(4).ToString());
        Assert.Equal("1.5", ((Decimal256)1.5000m).Rescale(1).ToString());
        Invalid(static () => ((Decimal256)(-1.25m)).Rescale(1), "-1.25 has more than 1 digits after the point, which would be lost");
        Invalid(static () => Decimal256.MaxValue.Rescale(1), "has more than 76 digits with 1 of them");
        Invalid(static () => ((Decimal256)1).Rescale(77), "not 77");
        Assert.False(((Decimal256)1).TryRescale(-1, out _));
        Assert.False(((Decimal256)1).TryRescale(77, out _));
    }

    [Fact]
    public void Decimals_come_back_with_their_scale() => Gen.Decimal.Sample(static value =>
    {
        Decimal256 wide = value;
        Assert.Equal(value.ToString(CultureInfo.InvariantCulture).Replace("-0", value == 0 ? "0" : "-0", StringComparison.Ordinal),
            wide.ToString());
        Assert.Equal(decimal.GetBits(value + 0m), decimal.GetBits(wide.ToDecimal() + 0m));
        Assert.Equal(value.Scale, wide.ToDecimal().Scale);
    });

    [Fact]
    public void What_a_decimal_can_hold_converts()
    {
        Assert.Equal(decimal.MaxValue, (decimal)(Decimal256)decimal.MaxValue);
        Assert.Equal(decimal.MinValue, (decimal)new Decimal256(new BigInteger(decimal.MinValue) * BigInteger.Pow(10, 40), 40));
        Assert.Equal(0m, new Decimal256(0, 76).ToDecimal());
        Assert.Equal(long.MinValue, ((Decimal256)long.MinValue).UnscaledValue);
        Assert.Equal(BigInteger.Pow(10, 75), ((Decimal256)BigInteger.Pow(10, 75)).UnscaledValue);
        Assert.Equal((BigInteger)Int128.MinValue, new Decimal256(Int128.MinValue, 2).UnscaledValue);
        Invalid(static () => (decimal)new Decimal256(new BigInteger(decimal.MaxValue) + 1, 0),
            "79228162514264337593543950336 does not fit System.Decimal");
        Invalid(static () => new Decimal256(1, 29).ToDecimal(), "0.00000000000000000000000000001");
        Assert.False(Decimal256.MaxValue.TryToDecimal(out _));
    }

    [Fact]
    public void Conversions_comparisons_and_texts_allocate_nothing() => Assert.Equal(0, Allocations.Of(static () =>
    {
        Span<char> text = stackalloc char[80];
        Decimal256 value = -12345.6789m;
        Decimal256 wide = value.Rescale(60);
        Assert.True(wide.TryFormat(text, out int written));
        Assert.True(Decimal256.TryParse(text[..written], out Decimal256 parsed));
        if (parsed != value || parsed.GetHashCode() != value.GetHashCode() || parsed > value || wide.ToDecimal() != -12345.6789m
            || wide.Precision != 65)
        {
            throw new InvalidOperationException();
        }
    }));

    private static byte[] Bytes(Long256 words)
    {
        var bytes = new byte[32];
        System.Runtime.InteropServices.MemoryMarshal.Write(bytes, words);
        return bytes;
    }

    private static void Invalid<T>(Func<T> call, string part)
    {
        QuestDbException error = Assert.Throws<QuestDbException>(() => { call(); });
        Assert.Equal(ErrorCode.InvalidValue, error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
