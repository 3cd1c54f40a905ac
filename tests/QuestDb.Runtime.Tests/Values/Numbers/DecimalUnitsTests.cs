using System.Numerics;
using CsCheck;
using QuestDb.Values.Numbers;

namespace QuestDb.Tests.Values;

public class DecimalUnitsTests
{
    [Theory]
    [InlineData("1.5", 18, 3, 1500)]
    [InlineData("-1.500000", 10, 1, -15)]
    [InlineData("999999999999999999", 18, 0, 999_999_999_999_999_999)]
    [InlineData("-0.999999999999999999", 18, 18, -999_999_999_999_999_999)]
    [InlineData("0.0000000000000000000000000000", 18, 2, 0)]
    [InlineData("-0.0", 18, 2, 0)]
    [InlineData("12.3", 3, 1, 123)]
    public void A_decimal_is_an_integer_of_its_column(string text, int precision, int scale, long unscaled)
    {
        decimal value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(unscaled, DecimalUnits.ToInt64(value, precision, scale));
        Assert.Equal(unscaled, DecimalUnits.ToInt128(value, precision, scale));
        Assert.Equal(unscaled, (long)DecimalUnits.ToInt256(value, precision, scale).Word0);
        Assert.Equal(unscaled, DecimalUnits.ToInt64((Decimal256)value, precision, scale));
        Assert.Equal(unscaled, DecimalUnits.ToInt128((Decimal256)value, precision, scale));
        Assert.Equal(unscaled, Decimal256.FromWords(DecimalUnits.ToInt256((Decimal256)value, precision, scale), scale).UnscaledValue);
        Assert.Equal((value, scale), (DecimalUnits.ToDecimal(unscaled, scale), DecimalUnits.ToDecimal(unscaled, scale).Scale));
        Assert.Equal((value, scale),
            (DecimalUnits.ToDecimal((Int128)unscaled, scale), DecimalUnits.ToDecimal((Int128)unscaled, scale).Scale));
    }

    [Theory]
    [InlineData("1.25", 18, 1, "The value 1.25 does not fit DECIMAL(18, 1): digits after the point would be lost.")]
    [InlineData("12.3", 2, 1, "The value 12.3 does not fit DECIMAL(2, 1): it has more than 1 digits before the point.")]
    [InlineData("-1000000000000000000", 18, 0,
        "The value -1000000000000000000 does not fit DECIMAL(18, 0): it has more than 18 digits before the point.")]
    [InlineData("79228162514264337593543950335", 18, 18,
        "The value 79228162514264337593543950335 does not fit DECIMAL(18, 18): it has more than 0 digits before the point.")]
    public void What_a_column_cannot_hold_is_an_error(string text, int precision, int scale, string message)
    {
        decimal value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Decimal256 wide = value;
        Assert.All<Action>(
            [
                () => DecimalUnits.ToInt64(value, precision, scale),
                () => DecimalUnits.ToInt128(value, precision, scale),
                () => DecimalUnits.ToInt256(value, precision, scale),
                () => DecimalUnits.ToInt64(wide, precision, scale),
                () => DecimalUnits.ToInt128(wide, precision, scale),
                () => DecimalUnits.ToInt256(wide, precision, scale),
            ],
            call =>
            {
                QuestDbException error = Assert.Throws<QuestDbException>(call);
                Assert.Equal((ErrorCode.InvalidValue, message), (error.Code, error.Message));
            });
    }

    [Fact]
    public void More_than_256_bits_on_the_way_is_an_error_too()
    {
        QuestDbException error = Assert.Throws<QuestDbException>(() => DecimalUnits.ToInt256(Decimal256.MaxValue, 76, 60));
        Assert.Contains("does not fit DECIMAL(76, 60): it has more than 16 digits before the point", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Integers_of_64_bits_come_back() =>
        Gen.Select(Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999], Gen.Int[0, 18]).Sample(static (unscaled, scale) =>
            Assert.Equal(unscaled, DecimalUnits.ToInt64(DecimalUnits.ToDecimal(unscaled, scale), 18, scale)));

    [Fact]
    public void Integers_of_128_bits_come_back()
    {
        Int128 limit = Int128.Parse(new string('9', 38));
        foreach (Int128 unscaled in (Int128[])[limit, -limit, 0, 1, -1, Int128.One << 64, -(Int128.One << 64)])
        {
            Assert.Equal(unscaled, DecimalUnits.ToInt128(new Decimal256(unscaled, 20), 38, 20));
        }

        Assert.Equal(-79228162514264337593543950335m, DecimalUnits.ToDecimal(Int128.Parse("-792281625142643375935439503350000"), 4));
    }

    [Fact]
    public void Integers_of_256_bits_come_back() => Decimal256Tests.Any.Sample(static value =>
        Assert.Equal(value.UnscaledValue, Decimal256.FromWords(DecimalUnits.ToInt256(value, 76, value.Scale), value.Scale).UnscaledValue));

    [Fact]
    public void A_number_past_dotnet_decimal_is_an_error_on_the_way_back()
    {
        Assert.Throws<QuestDbException>(() => DecimalUnits.ToDecimal(1L, 29));
        Assert.Throws<QuestDbException>(() => DecimalUnits.ToDecimal(Int128.MaxValue / 10, 0));
        Assert.Throws<QuestDbException>(() => DecimalUnits.ToDecimal(Long256.FromBigInteger(BigInteger.Pow(10, 60)), 0));
        Assert.Equal(0.1m, DecimalUnits.ToDecimal(Long256.FromBigInteger(BigInteger.Pow(10, 60)), 61));
        Assert.Equal(-9.223372036854775808m, DecimalUnits.ToDecimal(long.MinValue, 18));
    }

    [Fact]
    public void Nothing_is_allocated() => Assert.Equal(0, Allocations.Of(static () =>
    {
        long small = DecimalUnits.ToInt64(-12.5m, 18, 4) + DecimalUnits.ToInt64(-12.5000m, 18, 2);
        Int128 middle = DecimalUnits.ToInt128(-12.5m, 38, 30);
        Long256 large = DecimalUnits.ToInt256(-12.5m, 76, 70);
        if (small != -126_250 || DecimalUnits.ToDecimal(middle, 30) != DecimalUnits.ToDecimal(large, 70))
        {
            throw new InvalidOperationException();
        }
    }));
}
